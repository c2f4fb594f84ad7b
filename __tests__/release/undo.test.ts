/** Rollback of a finalized release: when there is nothing to go back to, and what takes it back. */
import { describe, expect, test } from '@jest/globals'
import type { Goal, ReleaseGoal } from '../../src/release/goal.ts'
import { baseTag, type ReleaseRecord, releaseTag } from '../../src/release/journal/journal.ts'
import { next } from '../../src/release/next.ts'
import { meant } from '../../src/release/undo.ts'
import { type Group, IMAGE_VERSION_TAG, type Observation } from '../../src/release/world.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { FACTS, group, observe, RECORD, serving, tagged } from '../support/observation.ts'
import { situationOf, withTag } from '../support/waiting-release.ts'

const ROLLBACK: Goal = {
  command: 'rollback',
  afterRollback: 'standby',
  keepIdleScaling: true,
  allowSticky: true
}
const running = (target: Group, version: string | undefined): Group =>
  withTag(IMAGE_VERSION_TAG, version)(target)

function observed(release: Partial<ReleaseRecord>, blue: Group, green: Group): Observation {
  const tags = [
    releaseTag({ ...RECORD, ...release }),
    baseTag(1, { min: 2, max: 6, desired: 3, suspended: [] })
  ]
  return observe(tagged(blue, ...tags), tagged(green, ...tags))
}

describe('there is nothing to go back to', () => {
  const initial = { min: 2, desired: 3, max: 6 }

  test.each<
    readonly [string, Partial<ReleaseRecord>, idle: string | undefined, live: string | undefined, string]
  >([
    ['a declared release', { declared: true, initial }, undefined, '2.0.0', 'a person declared it'],
    ['a first release', { initial }, undefined, '2.0.0', 'it is the first one'],
    [
      'a group without a version',
      {},
      undefined,
      undefined,
      'web-blue does not say which version it ran before'
    ],
    ['the live version on both', {}, '2.0.0', '2.0.0', 'web-blue names 2.0.0 too, the version that is live']
  ])('%s', (_, release, idle, live, why) => {
    const seen = observed(
      { ...release, state: 'finalized' },
      running(group('web-blue'), idle),
      running(serving('web-green', 3), live)
    )
    expect(next(seen, ROLLBACK, FACTS)).toMatchObject({
      kind: 'refuse',
      findings: [{ code: 'BGR-NOTHING-TO-ROLL-BACK', message: expect.stringContaining(why) }]
    })
  })
})

describe('in a release that is itself a rollback', () => {
  const goalOf = (goal: ReleaseGoal, old: string | undefined) =>
    meant(
      situationOf(observed({ undo: true }, running(serving('web-blue', 3), old), group('web-green'))),
      goal
    )

  test('a deploy of the version that it leaves is a rollback that keeps nothing', () => {
    expect(goalOf({ ...DEPLOY, version: '3.0.0', keepIdleScaling: true, run: '7' }, '3.0.0')).toEqual({
      command: 'rollback',
      afterRollback: 'terminate',
      keepIdleScaling: true,
      allowSticky: false
    })
  })

  test('a finalize is a finalize, also where no version can be told', () => {
    const finalize = { command: 'finalize', keepIdleScaling: false } as const
    expect(goalOf(finalize, undefined)).toBe(finalize)
    expect(goalOf(finalize, '3.0.0')).toBe(finalize)
  })
})
