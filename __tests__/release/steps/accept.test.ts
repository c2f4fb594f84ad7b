import { expect, test } from '@jest/globals'
import { acceptedTag } from '../../../src/release/journal/journal.ts'
import { suffices } from '../../../src/release/steps/accept.ts'
import { inRelease, observe, serving, tagged } from '../../support/observation.ts'
import { situationOf } from '../../support/waiting-release.ts'

/** Whether so many healthy instances suffice for three, beside one that is ill. */
function suffice(healthy: number, accepted?: number): boolean {
  const old = serving('web-blue', healthy + 1)
  const noted = accepted === undefined ? old : tagged(old, acceptedTag(1, accepted))
  const seen = observe(...inRelease('rolling-back', noted, serving('web-green', 3)), {
    ill: [`b${healthy + 1}`]
  })
  return suffices(situationOf(seen), 3)
}

test.each([
  ['without a share', undefined],
  ['where all of it is accepted again', 100]
])('%s none of the old colour may be ill', (_, accepted) => {
  expect(suffice(3, accepted)).toBe(false)
})

test('of an accepted share, rounded up, others may be ill', () => {
  expect([1, 2, 3].map(healthy => suffice(healthy, 60))).toEqual([false, true, true])
  expect([1, 2, 3].map(healthy => suffice(healthy, 99))).toEqual([false, false, true])
})
