/** Until when a decision waits, and what is refused whatever the command. */
import { describe, expect, test } from '@jest/globals'
import type { Goal } from '../../src/release/goal.ts'
import { next } from '../../src/release/next.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { FACTS, group, inRelease, instance, observe, serving } from '../support/observation.ts'
import { sharedOpen } from '../support/on-the-way.ts'
import { meddle } from '../support/waiting-release.ts'

const FINALIZE: Goal = { command: 'finalize', keepIdleScaling: false }
const ROLLBACK: Goal = {
  command: 'rollback',
  afterRollback: 'terminate',
  keepIdleScaling: false,
  allowSticky: false
}

const waiting = (state: 'switched' | 'finalizing') =>
  observe(
    ...inRelease(
      state,
      group('web-blue', { instances: ['b1', 'b2', 'b3'].map(id => instance(id, 'Standby')) }),
      serving('web-green', 3),
      3
    )
  )

describe('nothing of an earlier run can arrive any more', () => {
  test.each([
    ['an end', waiting('finalizing'), FINALIZE, { kind: 'change', force: 'ending' }],
    ['the word "done"', waiting('switched'), DEPLOY, { kind: 'done' }]
  ] as const)('from that very moment on: %s', (_, seen, goal, expected) => {
    const from = (quietFrom: number) => next(seen, goal, { ...FACTS, quietFrom })
    expect(from(seen.at)).toMatchObject(expected)
    expect(from(seen.at + 1)).toEqual({ kind: 'wait', wait: { for: 'window', until: seen.at + 1 } })
  })
})

test.each([DEPLOY, ROLLBACK, FINALIZE])('an open release whose target groups are others now: %j', goal => {
  const seen = meddle(sharedOpen, 'green', green => ({ ...green, targetGroups: ['arn:other'] }))
  expect(next(seen, goal, FACTS)).toMatchObject({ kind: 'refuse', findings: [{ code: 'BGR-DRIFT' }] })
})
