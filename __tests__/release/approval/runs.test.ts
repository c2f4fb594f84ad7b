/** Which workflow runs speak for a release: those that deployed it, and those that found it there. */
import { describe, expect, test } from '@jest/globals'
import { changedSince, keepOld } from '../../../src/release/approval/old-group.ts'
import type { Review } from '../../../src/release/approval/proof.ts'
import { IMAGE_VERSION_TAG, type Observation } from '../../../src/release/world.ts'
import { review } from '../../support/review.ts'
import {
  applied,
  meddle,
  OLD_TAG,
  oldGroup,
  RELEASED_AT,
  situationOf,
  waitingRelease,
  withTag
} from '../../support/waiting-release.ts'

const found = (seen: Observation, proof: Review) => changedSince(situationOf(seen), proof)

test('the last four runs that deployed speak for the release, the ones before do not', () => {
  const runs = [71, 72, 73, 74, 75, 76]
  const seen = runs.reduce(
    (then, run) => applied(then, keepOld(situationOf(then), String(run))),
    waitingRelease({ run: '70', state: 'switching' })
  )
  expect(seen.groups.blue.tags.get(OLD_TAG)).toContain(' runs=73+74+75+76 ')
  expect(runs.filter(run => found(seen, review(run, undefined, 'named-run')) === undefined)).toEqual([
    73, 74, 75, 76
  ])
})

describe('a run that did not deploy', () => {
  const seen = waitingRelease({ run: '88' })

  test.each([
    { after: -1, speaks: false },
    { after: 0, speaks: true },
    { after: 1, speaks: true }
  ])('and began $after ms after the release: speaks for it $speaks', ({ after, speaks }) => {
    const finding = found(seen, review(90, RELEASED_AT + after))
    expect(finding === undefined).toBe(speaks)
  })

  test('is told what it did not do', () => {
    expect(found(seen, review(90))?.message).toContain(
      'Run 90 was approved, and release 1 of web (version 2.0.0) is not one that it deployed or found when it began'
    )
    expect(found(seen, review(90, undefined, 'named-run'))?.message).toContain('is not one that it deployed:')
  })
})

describe('what stands in the way is told', () => {
  test.each([
    [
      'a note that cannot be read',
      OLD_TAG,
      'x',
      `The tag ${OLD_TAG} on web-blue, which says what was approved`
    ],
    ['a note that is gone', OLD_TAG, undefined, `web-blue does not carry the tag ${OLD_TAG}`],
    ['another version', IMAGE_VERSION_TAG, '9.9.9', 'web-blue ran version 1.0.0 when the release began'],
    ['no version', IMAGE_VERSION_TAG, undefined, 'and its tag says nothing now']
  ])('%s', (_, key, value, told) => {
    const seen = meddle(waitingRelease(), 'blue', withTag(key, value))
    expect(found(seen, review())).toMatchObject({
      code: 'BGR-APPROVAL-CHANGED',
      message: expect.stringContaining(told)
    })
  })

  test('a version that was not there when the release began, and is now', () => {
    const seen = waitingRelease({ old: oldGroup({ tags: new Map() }) })
    expect(found(seen, review())).toBeUndefined()
    expect(found(meddle(seen, 'blue', withTag(IMAGE_VERSION_TAG, '1.0.0')), review())).toMatchObject({
      code: 'BGR-APPROVAL-CHANGED'
    })
  })
})
