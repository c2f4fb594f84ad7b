/** Deploy, until the new colour is ready and takes scaling over. */
import { describe, expect, test } from '@jest/globals'
import { APPROVAL_TAG } from '../../src/release/approval/requirement.ts'
import { NOTHING_ATTACHED } from '../../src/release/attached.ts'
import { markIds } from '../../src/release/journal/id-marks.ts'
import { HOLD_TAG, keptTag } from '../../src/release/journal/journal.ts'
import { next } from '../../src/release/next.ts'
import type { Observation } from '../../src/release/world.ts'
import { atOnce } from '../support/at-once.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { FACTS, tagged } from '../support/observation.ts'
import { goneOn, sharedOpen, splitOpen, writes } from '../support/on-the-way.ts'
import { meddle } from '../support/waiting-release.ts'

const ALONE = { ...FACTS, together: false }

/** Everything is warm, and the service waits for the others. */
const warm = (from: Observation): Observation =>
  goneOn(from, decision => decision.kind === 'wait' && decision.wait.for === 'others', DEPLOY, ALONE)

/** A scheduled action of the live group is due just now. */
const due = (seen: Observation): Observation => ({
  ...seen,
  attached: {
    ...seen.attached,
    blue: {
      ...NOTHING_ATTACHED,
      scheduledActions: [{ name: 'sale', settings: { StartTime: new Date(seen.at) } }]
    }
  }
})

test('what an environment has to approve is written on both groups before anything else', () => {
  const goal = { ...DEPLOY, approvalEnvironment: 'prod' }
  const first = next(sharedOpen, goal, FACTS)
  expect(writes('web-blue', APPROVAL_TAG)(first)).toBe(true)
  if (first.kind !== 'change') throw new Error('no change')
  const seen = atOnce(sharedOpen, first.change)
  expect(writes('web-green', APPROVAL_TAG)(next(seen, goal, FACTS))).toBe(true)
  expect(writes('web-blue', 'bg-release:old')(next(sharedOpen, DEPLOY, FACTS))).toBe(true)
})

test('once the new colour scales the old one stops, whatever else is left to do', () => {
  const holds = writes('web-blue', HOLD_TAG)
  const seen = goneOn(sharedOpen, holds)
  const noted = meddle(seen, 'green', green => tagged(green, keptTag(1, markIds(['g9']))))
  expect(holds(next(noted, DEPLOY, FACTS))).toBe(true)
})

describe('a service that is ready', () => {
  test.each([
    ['shared', sharedOpen],
    ['split', splitOpen]
  ])('%s: waits for the others whatever is scheduled, and a prepare is done', (_, from) => {
    const seen = due(warm(from))
    expect(next(seen, DEPLOY, ALONE)).toEqual({ kind: 'wait', wait: { for: 'others' } })
    expect(next(seen, { ...DEPLOY, part: 'prepare', allowMixed: true }, FACTS)).toEqual({ kind: 'done' })
  })

  test('takes scaling over when nothing is scheduled: nothing is pinned before', () => {
    const seen = warm(splitOpen)
    expect(next(due(seen), DEPLOY, FACTS)).toMatchObject({ wait: { for: 'schedule', action: 'sale' } })
    expect(writes('web-blue', 'bg-release:pin')(next(seen, DEPLOY, FACTS))).toBe(true)
  })
})
