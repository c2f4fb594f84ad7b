import { describe, expect, test } from '@jest/globals'
import { type ReleaseState, releaseTag } from '../../src/release/journal/journal.ts'
import { place } from '../../src/release/phase.ts'
import { group, inRelease, observe, RECORD, serving, tagged } from '../support/observation.ts'

const blue = serving('web-blue', 3)
const green = group('web-green')
const inState = (state: ReleaseState, newGreen = green) => {
  const [from, to] = inRelease(state, blue, newGreen)
  return place(observe(from, to))
}

describe('the place of a service', () => {
  test('without a release is read off the groups', () => {
    expect(place(observe(blue, green))).toEqual({ phase: 'idle', live: 'blue', idle: 'green', release: 0 })
    expect(place(observe(green, blue))).toEqual({ phase: 'idle', live: 'green', idle: 'blue', release: 0 })
    expect(place(observe(group('web-blue'), green))).toEqual({ phase: 'idle', release: 0 })
    expect(place(observe(blue, serving('web-green', 1)))).toEqual({ phase: 'idle', release: 0 })
  })

  test.each([
    ['open', 'warming', 'blue'],
    ['switching', 'switching', 'blue'],
    ['switched', 'awaiting-finalize', 'green'],
    ['finalizing', 'finalizing', 'green'],
    ['rolling-back', 'rolling-back', 'blue'],
    ['retiring', 'rolling-back', 'blue'],
    ['rolled-back', 'idle', 'blue'],
    ['finalized', 'idle', 'blue']
  ] as const)('in the state %s is %s', (state, phase, live) => {
    expect(inState(state)).toMatchObject({ phase, live, release: 1 })
  })

  test('is ready once the new colour carries what is asked of it', () => {
    expect(inState('open', serving('web-green', 3)).phase).toBe('ready')
    expect(inState('open', serving('web-green', 0)).phase).toBe('warming')
  })

  test('follows the group that is ahead when a run ended between two writes', () => {
    const [from] = inRelease('switched', blue, green)
    const [, to] = inRelease('switching', blue, green)
    expect(place(observe(from, to))).toMatchObject({ phase: 'awaiting-finalize', live: 'green' })
    const [over] = inRelease('finalized', blue, green)
    expect(place(observe(over, to))).toEqual({ phase: 'idle', live: 'green', idle: 'blue', release: 1 })
  })

  test('is what a person has declared, where the groups leave it open', () => {
    const declared = releaseTag({ ...RECORD, state: 'finalized', declared: true })
    const where = (newGreen = green) => {
      const [from, to] = inRelease('finalized', blue, newGreen)
      return place(observe(tagged(from, declared), tagged(to, declared)))
    }
    expect(where(serving('web-green', 3))).toEqual({ phase: 'idle', live: 'green', idle: 'blue', release: 1 })
    expect(where()).toEqual({ phase: 'idle', live: 'blue', idle: 'green', release: 1 })
  })

  test('is unknown where the journal is damaged', () => {
    const [from, to] = inRelease('open', blue, green)
    const broken = tagged(from, { key: 'bg-release:base:1', value: 'v=1', propagate: false })
    expect(place(observe(broken, to))).toEqual({ phase: 'unknown', release: 0 })
  })
})
