/** What is said of scheduled actions that a change may have kept from running. */
import { expect, test } from '@jest/globals'
import { NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { change, type Step, wait } from '../../../src/release/decision.ts'
import { withMissed } from '../../../src/release/scaling/due.ts'
import { group } from '../../support/observation.ts'

const NOON = Date.UTC(2026, 5, 1, 12)
const leaving = {
  group: group('web-blue'),
  attached: {
    ...NOTHING_ATTACHED,
    scheduledActions: [{ name: 'lunch', settings: { Recurrence: '0 12 * * *' } }]
  }
}
const suspend = (...processes: readonly string[]): Step =>
  change('additive', 'hold web-blue', { kind: 'suspend', group: 'web-blue', processes })
const whyOf = (step: Step, now: number): string => {
  const said = withMissed(step, leaving, now)
  return said?.kind === 'change' ? said.why : 'no change'
}

test('an end of the schedules names those of the two minutes before it', () => {
  const step = suspend('AlarmNotification', 'ScheduledActions')
  const told =
    'hold web-blue; check the sizes, it may not have run: the scheduled action lunch, due at 2026-06-01T12:00:00.000Z'
  expect([NOON - 1, NOON, NOON + 120_000, NOON + 120_001].map(now => whyOf(step, now))).toEqual([
    'hold web-blue',
    told,
    told,
    'hold web-blue'
  ])
})

test('whatever leaves the schedules alone says nothing of them', () => {
  const resize = change('additive', 'resize', { kind: 'resize', group: 'web-blue', min: 1 })
  expect(whyOf(suspend('AlarmNotification'), NOON)).toBe('hold web-blue')
  for (const step of [resize, wait({ for: 'others' }), undefined]) {
    expect(withMissed(step, leaving, NOON)).toBe(step)
  }
})
