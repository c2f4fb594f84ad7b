import { describe, expect, test } from '@jest/globals'
import { NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { awaySchedule, dueBetween } from '../../../src/release/scaling/due.ts'
import { group } from '../../support/observation.ts'

const NOON = Date.UTC(2026, 5, 1, 12)
const MINUTE = 60_000
const at = (minutes: number): number => NOON + minutes * MINUTE
const having = (...settings: readonly object[]) => ({
  ...NOTHING_ATTACHED,
  scheduledActions: settings.map((each, n) => ({ name: `action-${n}`, settings: { ...each } }))
})
const minutesOf = (attached: ReturnType<typeof having>, from = -5, to = 5) =>
  dueBetween(attached, at(from), at(to)).map(due => `${due.name} ${(due.at - NOON) / MINUTE}`)
const start = (minutes: number) => ({ StartTime: new Date(at(minutes)) })

describe('what is due between two moments', () => {
  test('comes in the order of time, whatever the order of the actions', () => {
    const attached = having({ Recurrence: '3 12 * * *' }, { Recurrence: '1 12 * * *' }, start(2))
    expect(minutesOf(attached)).toEqual(['action-1 1', 'action-2 2', 'action-0 3'])
  })

  test.each([
    [-6, []],
    [-5, ['action-0 -5']],
    [5, ['action-0 5']],
    [6, []]
  ] as const)('once, at %i: both ends are included', (when, due) => {
    expect(minutesOf(having(start(when)))).toEqual(due)
  })

  test('again and again, between its first and its last time', () => {
    const often = { Recurrence: '*/2 * * * *' }
    expect(minutesOf(having(often), -3, 3)).toEqual(['action-0 -2', 'action-0 0', 'action-0 2'])
    expect(minutesOf(having({ ...often, ...start(0) }), -3, 3)).toEqual(['action-0 0', 'action-0 2'])
    expect(minutesOf(having({ ...often, EndTime: new Date(at(0)) }), -3, 3)).toEqual([
      'action-0 -2',
      'action-0 0'
    ])
  })

  test('in its own time zone, UTC where it has none', () => {
    const berlin = { Recurrence: '0 14 * * *', TimeZone: 'Europe/Berlin' }
    expect(minutesOf(having(berlin, { Recurrence: '0 12 * * *' }, { Recurrence: '0 14 * * *' }))).toEqual([
      'action-0 0',
      'action-1 0'
    ])
  })

  test('in UTC where what stands for the time zone is no text', () => {
    expect(minutesOf(having({ Recurrence: '0 12 * * *', TimeZone: null }))).toEqual(['action-0 0'])
  })

  test('an action that says neither when nor how often is never due', () => {
    expect(minutesOf(having({ MinSize: 1 }))).toEqual([])
  })
})

describe('a hand-over keeps away from it', () => {
  const live = (attached: ReturnType<typeof having>, suspended: readonly string[] = []) => ({
    group: group('web-blue'),
    side: { hold: [] },
    base: { min: 0, max: 1, desired: 1, suspended },
    attached
  })
  const waits = (attached: ReturnType<typeof having>, ms: number, suspended: readonly string[] = []) => {
    const step = awaySchedule(live(attached, suspended), NOON + ms)
    return step?.kind === 'wait' && step.wait.for === 'schedule'
      ? { action: step.wait.action, until: step.wait.until - NOON }
      : undefined
  }
  const noon = having({ Recurrence: '0 12 * * *' })

  test.each([
    [-120_001, undefined],
    [-120_000, 120_001],
    [0, 120_001],
    [120_000, 120_001],
    [120_001, undefined]
  ] as const)('%i ms from when it is due: until %s', (ms, until) => {
    expect(waits(noon, ms)?.until).toBe(until)
  })

  test('not where the user has suspended them', () => {
    expect(waits(noon, 0, ['ScheduledActions'])).toBeUndefined()
  })

  test('the last one of several counts, for ten minutes since the first', () => {
    const row = having({ Recurrence: '0-30/3 12 * * *' })
    expect(waits(row, 0)).toEqual({ action: 'action-0', until: 120_001 })
    expect(waits(row, 4 * MINUTE)).toEqual({ action: 'action-0', until: 8 * MINUTE })
    expect(waits(row, 8 * MINUTE - 1)?.until).toBe(8 * MINUTE)
    expect(waits(row, 8 * MINUTE)).toBeUndefined()
  })

  test('where they follow each other every four minutes it is waited for once, whenever the run comes', () => {
    const row = having({ Recurrence: '*/4 12 * * *' })
    const waiting = Array.from({ length: 61 }, (_, minute) => minute).filter(minute =>
      waits(row, minute * MINUTE)
    )
    expect(waiting).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('one that is long over does not shorten the wait for the next', () => {
    expect(waits(having(start(0), start(9)), 9 * MINUTE)?.until).toBe(11 * MINUTE + 1)
  })

  test('two that are apart by more than four minutes are no row', () => {
    expect(waits(having(start(0), start(4)), 4 * MINUTE)?.until).toBe(6 * MINUTE + 1)
    expect(waits(having(start(0), start(5)), 5 * MINUTE)?.until).toBe(7 * MINUTE + 1)
  })
})
