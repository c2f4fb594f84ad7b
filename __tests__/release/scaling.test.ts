import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Attached, NOTHING_ATTACHED, type ScheduledAction } from '../../src/release/attached.ts'
import { type AttachingChange, attachedAfter, isShownBy } from '../../src/release/scaling/after.ts'
import { namesMinute } from '../../src/release/scaling/cron.ts'
import { awaySchedule, dueBetween } from '../../src/release/scaling/due.ts'
import { equalSettings } from '../../src/release/scaling/equal.ts'
import { mirror } from '../../src/release/scaling/mirror.ts'
import { copyName } from '../../src/release/scaling/names.ts'
import { removeAttached } from '../../src/release/scaling/remove.ts'
import { puttable } from '../../src/release/scaling/schedules.ts'
import { translated } from '../../src/release/scaling/translate.ts'
import type { Group } from '../../src/release/world.ts'
import { nextRun, parseCron } from '../../src/twin/core/schedule/cron.ts'
import { group } from '../support/observation.ts'

const BLUE = 'web-blue'
const GREEN = 'web-green'
const AT = Date.parse('2026-03-02T09:00:00Z')
const MINUTE = 60_000
const WISH = { differing: 'replaced', takenAlarms: [], alarmTags: new Map() } as const

const arnOf = (name: string, policy: string): string =>
  `arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1:autoScalingGroupName/${name}:policyName/${policy}`

describe('the name of a copied alarm', () => {
  test.each([
    ['web-blue-cpu', 'web-green-cpu'],
    ['Blue CPU', 'Green CPU'],
    ['high_blue', 'high_green'],
    ['queue', 'queue@web-green'],
    ['bluebird', 'bluebird@web-green'],
    ['green grass', 'green grass@web-green'],
    ['blue to green', 'green to blue'],
    ['odd@web-blue', 'odd']
  ])('%s is copied as %s, and goes back', (name, copy) => {
    expect(copyName(name, BLUE, GREEN)).toBe(copy)
    expect(copyName(copy, GREEN, BLUE)).toBe(name)
  })

  test('comes back whatever it was', () => {
    const words = fc.array(
      fc.constantFrom('blue', 'Green', 'GREEN', 'bLue', '@web-blue', '@web-green', '-', 'x', ' ')
    )
    fc.assert(
      fc.property(words, parts => {
        const name = parts.join('')
        return name === '' || copyName(copyName(name, BLUE, GREEN), GREEN, BLUE) === name
      }),
      { numRuns: 2_000 }
    )
  })
})

describe('settings', () => {
  test('are said of the other group wherever they speak of one, and nowhere else', () => {
    const targetGroup = (name: string) =>
      `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/0123456789abcdef`
    const blue = group(BLUE, { targetGroups: [targetGroup('b')] })
    const green = group(GREEN, { targetGroups: [targetGroup('g')] })
    const settings = (name: string, target: string) => ({
      AlarmDescription: 'of web-blue',
      Dimensions: [
        { Name: 'AutoScalingGroupName', Value: name },
        { Name: 'Other', Value: BLUE },
        { Name: 'TargetGroup', Value: `targetgroup/${target}/0123456789abcdef` }
      ],
      Metrics: [
        { Id: 'm', MetricStat: { Metric: { Dimensions: [{ Name: 'AutoScalingGroupName', Value: name }] } } },
        {
          Id: 'e',
          Expression: `SELECT AVG(x) FROM y WHERE AutoScalingGroupName = '${name}' AND z = 'web-blue-2'`
        }
      ],
      Configuration: { ResourceLabel: `app/lb/1/targetgroup/${target}/0123456789abcdef`, Value: 3 }
    })
    expect(translated(settings(BLUE, 'b'), blue, green)).toEqual(settings(GREEN, 'g'))
  })

  test('are equal in whatever order their lists are', () => {
    expect(equalSettings({ a: [{ x: 1, y: [1, 2] }, 'b'] }, { a: ['b', { y: [2, 1], x: 1 }] })).toBe(true)
    expect(equalSettings({ a: [1, 1, 2] }, { a: [1, 2, 2] })).toBe(false)
    expect(equalSettings({ at: new Date(1) }, { at: new Date(2) })).toBe(false)
  })
})

describe('a copy', () => {
  const live = (attached: Partial<Attached>) => ({
    group: group(BLUE),
    attached: { ...NOTHING_ATTACHED, ...attached }
  })
  const idle = (attached: Partial<Attached> = {}) => ({
    group: group(GREEN),
    attached: { ...NOTHING_ATTACHED, ...attached }
  })
  const policy = (name: string, of: string, settings = {}) => ({
    name,
    arn: of === '' ? '' : arnOf(of, name),
    type: 'StepScaling',
    settings: { PolicyType: 'StepScaling', ...settings }
  })
  const alarm = {
    name: 'blue',
    arn: 'arn:blue',
    settings: { Threshold: 1, AlarmActions: [arnOf(BLUE, 'out'), 'arn:aws:sns:x'] }
  }

  test('of an alarm waits until the policy that it drives has an ARN', () => {
    const from = live({ policies: [policy('out', BLUE)], alarms: [alarm] })
    expect(mirror(from, idle(), AT, WISH)).toMatchObject({ change: { kind: 'put-policy', name: 'out' } })
    const put = idle({ policies: [policy('out', '')] })
    expect(mirror(from, put, AT, WISH)).toMatchObject({ kind: 'wait', wait: { for: 'copied' } })
    const shown = idle({ policies: [policy('out', GREEN)] })
    expect(mirror(from, shown, AT, WISH)).toMatchObject({
      change: {
        kind: 'put-alarm',
        name: 'green',
        settings: { AlarmActions: [arnOf(GREEN, 'out'), 'arn:aws:sns:x'] }
      }
    })
    expect(mirror(from, shown, AT, { ...WISH, takenAlarms: ['green'] })).toMatchObject({ kind: 'refuse' })
  })

  test('never drives what is beside the pair', () => {
    const shared = { ...alarm, settings: { AlarmActions: [arnOf(BLUE, 'out'), arnOf('jobs', 'out')] } }
    const from = live({ policies: [policy('out', BLUE)], alarms: [shared] })
    expect(mirror(from, idle({ policies: [policy('out', GREEN)] }), AT, WISH)).toMatchObject({
      change: { settings: { AlarmActions: [arnOf(GREEN, 'out')] } }
    })
    expect(removeAttached(from)).toMatchObject({ change: { kind: 'delete-policy' } })
  })

  test('stands in the look that is foreseen, and is shown by it', () => {
    const settings = { PolicyType: 'StepScaling' }
    const changes: readonly AttachingChange[] = [
      { kind: 'put-policy', group: GREEN, name: 'out', settings },
      { kind: 'put-alarm', group: GREEN, name: 'a', settings, tags: [] },
      { kind: 'put-schedules', group: GREEN, actions: [{ name: 's', settings: { MinSize: 1 } }] }
    ]
    const undo: readonly AttachingChange[] = [
      { kind: 'delete-alarms', group: GREEN, names: ['a'] },
      { kind: 'delete-policy', group: GREEN, name: 'out' },
      { kind: 'delete-schedules', group: GREEN, names: ['s'] }
    ]
    let now = NOTHING_ATTACHED
    for (const change of [...changes, ...undo]) {
      expect(isShownBy(now, change)).toBe(false)
      now = attachedAfter(now, change)
      expect(isShownBy(now, change)).toBe(true)
    }
    expect(now).toEqual(NOTHING_ATTACHED)
  })

  test('is replaced where it differs, and kept where it is asked to be', () => {
    const from = live({ policies: [policy('out', BLUE, { Cooldown: 1 })] })
    const to = idle({ policies: [policy('out', GREEN, { Cooldown: 2 })] })
    expect(mirror(from, to, AT, WISH)).toMatchObject({ change: { settings: { Cooldown: 1 } } })
    expect(mirror(from, to, AT, { ...WISH, differing: 'kept' })).toBeUndefined()
  })

  test('of more than fifty scheduled actions takes two calls', () => {
    const scheduledActions = Array.from({ length: 60 }, (_, n) => ({
      name: `a${n}`,
      settings: { Recurrence: '0 3 * * *', MinSize: n }
    }))
    const first = mirror(live({ scheduledActions }), idle(), AT, WISH)
    const put = first?.kind === 'change' && first.change.kind === 'put-schedules' ? first.change.actions : []
    expect(put).toHaveLength(50)
    const second = mirror(live({ scheduledActions }), idle({ scheduledActions: put }), AT, WISH)
    expect(second).toMatchObject({ change: { actions: scheduledActions.slice(50) } })
  })

  test('takes alarms away before their policies', () => {
    const steps: string[] = []
    let at = live({ policies: [policy('out', BLUE)], alarms: [alarm] })
    for (let step = removeAttached(at); step?.kind === 'change'; step = removeAttached(at)) {
      steps.push(step.change.kind)
      at = live(step.change.kind === 'delete-alarms' ? { policies: at.attached.policies } : {})
    }
    expect(steps).toEqual(['delete-alarms', 'delete-policy'])
  })
})

describe('scheduled actions', () => {
  const action = (settings: object): ScheduledAction => ({ name: 'a', settings: { MinSize: 1, ...settings } })

  test.each([
    ['one that is to come', { StartTime: new Date(AT + 1) }, true],
    ['one that is past', { StartTime: new Date(AT) }, false],
    ['one that recurs', { Recurrence: '* * * * *' }, true],
    ['one that has ended', { Recurrence: '* * * * *', EndTime: new Date(AT) }, false]
  ])('%s', (_, settings, fits) => {
    expect(puttable(action(settings), AT) !== undefined).toBe(fits)
  })

  test('that recur lose a start that is past, and keep one that is to come', () => {
    const recurring = (at: number) => action({ Recurrence: '0 3 * * *', StartTime: new Date(at) })
    expect(puttable(recurring(AT - 1), AT)?.settings).toEqual({ MinSize: 1, Recurrence: '0 3 * * *' })
    expect(puttable(recurring(AT + 1), AT)).toEqual(recurring(AT + 1))
  })

  test('are due at the minutes that cron says, in their time zone', () => {
    const expressions = [
      '*/7 * * * *',
      '5,35 8-18/2 * * MON-FRI',
      '0 3 1 * 7',
      '0 0 * JAN-MAR *',
      '30 2 31 * SUN,3'
    ]
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu']
    const field = fc.record({
      expression: fc.constantFrom(...expressions),
      zone: fc.constantFrom(...zones),
      // Clear of the changes to and from summer time, where the twin's answer is assumed.
      at: fc.integer({ min: Date.parse('2026-05-01'), max: Date.parse('2026-09-30') })
    })
    fc.assert(
      fc.property(field, ({ expression, zone, at }) => {
        const minute = Math.floor(at / MINUTE) * MINUTE
        const cron = parseCron(expression)
        if (!cron) return false
        const next = nextRun(cron, minute - 1, zone)
        return (
          namesMinute(expression, zone, minute) === (next === minute) &&
          (!next || namesMinute(expression, zone, next))
        )
      })
    )
  })

  test.each([
    ['60 * * * *', 'UTC'],
    ['* * * *', 'UTC'],
    ['x * * * *', 'UTC'],
    ['* * * * *', 'Atlantis/Centre']
  ])('%s in %s is never due', (expression, zone) => {
    expect(namesMinute(expression, zone, AT)).toBe(false)
  })

  const member = (settings: object, suspended: readonly string[] = []) => ({
    group: group(BLUE) as Group,
    side: { hold: [] },
    base: { min: 0, max: 1, desired: 0, suspended },
    attached: { ...NOTHING_ATTACHED, scheduledActions: [action(settings)] }
  })
  const waits = (settings: object, now: number) => awaySchedule(member(settings), now)?.kind === 'wait'

  test('are kept away from by two minutes on either side', () => {
    const once = { StartTime: new Date(AT) }
    expect([-121, -120, 0, 120, 121].map(seconds => waits(once, AT + seconds * 1000))).toEqual([
      false,
      true,
      true,
      true,
      false
    ])
    expect(awaySchedule(member(once, ['ScheduledActions']), AT)).toBeUndefined()
  })

  test('that leave no gap are waited for during their first ten minutes', () => {
    const often = { Recurrence: '0-40/3 9 * * *' }
    const minutes = Array.from({ length: 60 }, (_, n) => n - 10)
    const waiting = minutes.filter(each => waits(often, AT + each * MINUTE))
    expect(waiting).toEqual([-2, -1, 0, 1, 2, 3, 4, 5, 6, 7])
    expect(minutes.filter(each => waits({ Recurrence: '* * * * *' }, AT + each * MINUTE))).toEqual([])
  })

  test('are told with the time of each', () => {
    const often = { ...NOTHING_ATTACHED, scheduledActions: [action({ Recurrence: '0 9,10 * * *' })] }
    expect(dueBetween(often, AT - MINUTE, AT + 60 * MINUTE)).toEqual([
      { name: 'a', at: AT },
      { name: 'a', at: AT + 60 * MINUTE }
    ])
  })
})
