import { expect, test } from '@jest/globals'
import { toCall } from '../../src/aws/changes.ts'
import type { Change } from '../../src/release/ports.ts'

const group = 'web-green'
const names = (count: number) => Array.from({ length: count }, (_, n) => `n${n}`)
const at = new Date('2026-03-01T08:00:00Z')

test.each<[Change, string, object]>([
  [
    { kind: 'put-policy', group, name: 'out', settings: { PolicyType: 'SimpleScaling', Enabled: false } },
    'autoscaling.PutScalingPolicy',
    { AutoScalingGroupName: group, PolicyName: 'out', PolicyType: 'SimpleScaling', Enabled: false }
  ],
  [
    { kind: 'delete-policy', group, name: 'out' },
    'autoscaling.DeletePolicy',
    { AutoScalingGroupName: group, PolicyName: 'out' }
  ],
  [
    { kind: 'put-alarm', group, name: 'cpu', settings: { Threshold: 1 }, tags: [] },
    'monitoring.PutMetricAlarm',
    { AlarmName: 'cpu', Threshold: 1 }
  ],
  [
    { kind: 'put-alarm', group, name: 'cpu', settings: {}, tags: [{ key: 'a', value: '' }] },
    'monitoring.PutMetricAlarm',
    { AlarmName: 'cpu', Tags: [{ Key: 'a', Value: '' }] }
  ],
  [{ kind: 'delete-alarms', group, names: ['cpu'] }, 'monitoring.DeleteAlarms', { AlarmNames: ['cpu'] }],
  [
    { kind: 'put-schedules', group, actions: [{ name: 'up', settings: { StartTime: at, MinSize: 1 } }] },
    'autoscaling.BatchPutScheduledUpdateGroupAction',
    {
      AutoScalingGroupName: group,
      ScheduledUpdateGroupActions: [{ ScheduledActionName: 'up', StartTime: at, MinSize: 1 }]
    }
  ],
  [
    { kind: 'delete-schedules', group, names: ['up'] },
    'autoscaling.BatchDeleteScheduledAction',
    { AutoScalingGroupName: group, ScheduledActionNames: ['up'] }
  ]
])('%j', (change, operation, input) => {
  const call = toCall(change)
  expect(`${call.service ?? 'autoscaling'}.${call.operation}`).toBe(operation)
  expect(call.input).toEqual(input)
})

test.each<[string, Change]>([
  ['no policy', { kind: 'put-policy', group, name: '', settings: {} }],
  ['no group, which would be an ARN', { kind: 'delete-policy', group: '', name: 'out' }],
  ['no alarms', { kind: 'delete-alarms', group, names: [] }],
  ['101 alarms', { kind: 'delete-alarms', group, names: names(101) }],
  ['no alarm', { kind: 'put-alarm', group, name: '', settings: {}, tags: [] }],
  ['no actions', { kind: 'put-schedules', group, actions: [] }],
  ['51 actions', { kind: 'put-schedules', group, actions: names(51).map(name => ({ name, settings: {} })) }],
  ['51 actions', { kind: 'delete-schedules', group, names: names(51) }],
  ['an action without a name', { kind: 'delete-schedules', group, names: [''] }]
])('refuses %s: %j', (_, change) => {
  expect(() => toCall(change)).toThrow(RangeError)
})
