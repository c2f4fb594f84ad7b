/** What a rollback launches beside what comes back from Standby. */
import { expect, test } from '@jest/globals'
import { demandTag, holdTag, pinTag } from '../../src/release/journal/journal.ts'
import { next } from '../../src/release/next.ts'
import { SCALING_AND_HEALING } from '../../src/release/steps/hold.ts'
import { FACTS, group, inRelease, instance, observe, serving, tagged } from '../support/observation.ts'

const ROLLBACK = {
  command: 'rollback',
  afterRollback: 'terminate',
  allowSticky: false,
  keepIdleScaling: false
} as const
const live = tagged(
  serving('web-green', 3, { min: 3 }),
  pinTag(1, { set: 3, was: 0, min: 2, max: 6, top: 6 })
)

/** Of three that have to be held one is gone; the other two are in these states. */
const decided = (desired: number, ...lifecycles: readonly string[]) => {
  const old = tagged(
    group('web-blue', {
      desired,
      suspended: [...SCALING_AND_HEALING],
      instances: lifecycles.map((lifecycle, n) => instance(`b${n + 1}`, lifecycle))
    }),
    demandTag(1, 3),
    holdTag(SCALING_AND_HEALING)
  )
  return next(observe(...inRelease('rolling-back', old, live)), ROLLBACK, FACTS)
}

test('is asked for when all that returns is back: no desired capacity is sent that the group will outgrow', () => {
  expect(decided(1, 'InService', 'EnteringStandby')).toMatchObject({ wait: { for: 'old-back', of: 3 } })
  expect(decided(1, 'InService', 'Standby')).toMatchObject({ change: { kind: 'exit-standby', ids: ['b2'] } })
  expect(decided(2, 'InService', 'Pending')).toMatchObject({ change: { kind: 'resize', desired: 3 } })
})
