/** What a fleet asks of the journal of each of its services. */
import { describe, expect, test } from '@jest/globals'
import { hasOpenRelease, isOnItsWay } from '../../src/release/fleet.ts'
import { RELEASE_STATES } from '../../src/release/journal/journal.ts'
import { group, inRelease, observe, serving, tagged } from '../support/observation.ts'

const blue = serving('web-blue', 3)
const green = group('web-green')

describe.each(RELEASE_STATES)('%s', state => {
  const seen = observe(...inRelease(state, blue, green))
  const torn = observe(inRelease(state, blue, green)[0], inRelease('open', blue, green)[1])

  test('is on its way while it has not switched, and with its own version only', () => {
    const onItsWay = state === 'open' || state === 'switching'
    for (const each of [seen, torn]) {
      expect(isOnItsWay(each, '2.0.0')).toBe(onItsWay)
      expect(isOnItsWay(each, '1.0.0')).toBe(false)
    }
  })

  test('is open until it is over', () => {
    expect(hasOpenRelease(seen)).toBe(state !== 'finalized' && state !== 'rolled-back')
    expect(hasOpenRelease(torn)).toBe(true)
  })
})

test('a damaged journal counts as an open release, no journal does not', () => {
  const [from, to] = inRelease('open', blue, green)
  const damaged = observe(tagged(from, { key: 'bg-release:base:1', value: 'x', propagate: false }), to)
  expect(hasOpenRelease(damaged)).toBe(true)
  expect(isOnItsWay(damaged, '2.0.0')).toBe(false)
  expect(hasOpenRelease(observe(blue, green))).toBe(false)
})
