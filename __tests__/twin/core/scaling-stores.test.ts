import { describe, expect, test } from '@jest/globals'
import { START, smallWorld } from './small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const GREEN = { AutoScalingGroupName: 'web-green' }
const CPU = {
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold'
}
const SIMPLE = { PolicyName: 'out', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }

describe('policies', () => {
  test('the same name lives in both groups, and deleting one leaves the other', () => {
    const world = smallWorld({ policies: [SIMPLE] })
    world.ok('PutScalingPolicy', { ...GREEN, ...SIMPLE })
    world.ok('DeletePolicy', { ...BLUE, PolicyName: 'out' })
    expect(world.ok('DescribePolicies').ScalingPolicies).toMatchObject([
      { ...GREEN, ...SIMPLE, PolicyType: 'SimpleScaling', Enabled: true, StepAdjustments: [], Alarms: [] }
    ])
    expect(world.refusal('DeletePolicy', { ...BLUE, PolicyName: 'out' })).toMatch(/^ValidationError: /)
  })

  test('deleting a policy takes its action out of the alarm and keeps the alarm', () => {
    const world = smallWorld()
    const arn = world.ok('PutScalingPolicy', { ...BLUE, ...SIMPLE }).PolicyARN
    const alarm = {
      AlarmName: 'cpu',
      ...CPU,
      AlarmActions: [arn]
    }
    world.ok('PutMetricAlarm', alarm, 'monitoring')
    expect(world.ok('DescribePolicies').ScalingPolicies).toMatchObject([{ Alarms: [{ AlarmName: 'cpu' }] }])
    world.ok('DeletePolicy', { ...BLUE, PolicyName: 'out' })
    expect(world.ok('DescribeAlarms', {}, 'monitoring').MetricAlarms).toMatchObject([
      { AlarmName: 'cpu', AlarmActions: [] }
    ])
  })
})

describe('scheduled actions', () => {
  test('a start time in the past is refused', () => {
    const world = smallWorld()
    const input = { ...BLUE, ScheduledActionName: 'a', MinSize: 1, StartTime: new Date(START - 1000) }
    expect(world.refusal('PutScheduledUpdateGroupAction', input)).toBe(
      'ValidationError: Given start time is in the past'
    )
  })

  test('a batch tells about each wrong action and keeps the right ones', () => {
    const world = smallWorld()
    const actions = [
      { ScheduledActionName: 'good', Recurrence: '0 9 * * *', MinSize: 2 },
      { ScheduledActionName: 'late', StartTime: new Date(START - 1000), MinSize: 2 }
    ]
    const put = world.ok('BatchPutScheduledUpdateGroupAction', {
      ...BLUE,
      ScheduledUpdateGroupActions: actions
    })
    expect(put.FailedScheduledUpdateGroupActions).toEqual([
      {
        ScheduledActionName: 'late',
        ErrorCode: 'ValidationError',
        ErrorMessage: 'Given start time is in the past'
      }
    ])
    expect(world.ok('DescribeScheduledActions', BLUE).ScheduledUpdateGroupActions).toEqual([
      {
        ...BLUE,
        ScheduledActionName: 'good',
        ScheduledActionARN: expect.stringContaining('scheduledActionName/good'),
        Recurrence: '0 9 * * *',
        MinSize: 2
      }
    ])
    const deleted = world.ok('BatchDeleteScheduledAction', {
      ...BLUE,
      ScheduledActionNames: ['good', 'nope']
    })
    expect(deleted.FailedScheduledActions).toMatchObject([{ ScheduledActionName: 'nope' }])
    expect(world.group('web-blue').scheduledActions).toEqual({})
  })
})

test('an alarm begins with insufficient data, keeps its state when replaced, and is hidden from other alarm types', () => {
  const world = smallWorld()
  const alarm = { AlarmName: 'red', ...CPU }
  const put = (input: object) => world.ok('PutMetricAlarm', input, 'monitoring')
  const alarms = (input: object = {}) => world.ok('DescribeAlarms', input, 'monitoring').MetricAlarms
  put(alarm)
  expect(alarms()).toMatchObject([{ AlarmName: 'red', StateValue: 'INSUFFICIENT_DATA' }])
  world.ok('SetAlarmState', { AlarmName: 'red', StateValue: 'ALARM', StateReason: 'test' }, 'monitoring')
  put({ ...alarm, Threshold: 5 })
  expect(alarms()).toMatchObject([{ Threshold: 5, StateValue: 'ALARM' }])
  expect(alarms({ AlarmTypes: ['CompositeAlarm'] })).toEqual([])
  world.ok('DeleteAlarms', { AlarmNames: ['red'] }, 'monitoring')
  expect(alarms()).toEqual([])
})
