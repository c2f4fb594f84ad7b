import fc from 'fast-check'
import { type Command, call } from './call.ts'

const name = fc.constantFrom('high', 'higher', 'low')
const state = fc.constantFrom('OK', 'ALARM', 'INSUFFICIENT_DATA')
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:ops'

const put = fc
  .record({
    name,
    threshold: fc.constantFrom(0.5, 1, 100),
    periods: fc.integer({ min: 1, max: 3 }),
    missing: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
    enabled: fc.boolean()
  })
  .map((each): Command => () =>
    call('monitoring', 'PutMetricAlarm', {
      AlarmName: each.name,
      AlarmDescription: 'for a try',
      Namespace: 'bg-release/verify',
      MetricName: 'errors',
      Dimensions: [{ Name: 'service', Value: 'web' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: each.periods,
      DatapointsToAlarm: each.periods,
      Threshold: each.threshold,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: each.missing,
      ActionsEnabled: each.enabled,
      AlarmActions: [TOPIC]
    })
  )
const describe = fc
  .record({ name, state, kind: fc.nat(3) })
  .map((each): Command => () => {
    const inputs = [
      {},
      { AlarmNames: [each.name, 'none'] },
      { AlarmNamePrefix: 'high' },
      { StateValue: each.state }
    ]
    return call('monitoring', 'DescribeAlarms', inputs[each.kind] ?? {})
  })
const set = fc
  .record({ name, state })
  .map((each): Command => sight =>
    sight.world.alarms[each.name] &&
    call('monitoring', 'SetAlarmState', { AlarmName: each.name, StateValue: each.state, StateReason: 'a try' })
  )
const remove = name.map(
  (each): Command =>
    sight =>
      sight.world.alarms[each] && call('monitoring', 'DeleteAlarms', { AlarmNames: [each] })
)
const toggle = (operation: string) =>
  name.map(
    (each): Command =>
      sight =>
        sight.world.alarms[each] && call('monitoring', operation, { AlarmNames: [each] })
  )

export const alarmCommands: readonly fc.Arbitrary<Command>[] = [
  put,
  put,
  describe,
  describe,
  set,
  remove,
  toggle('EnableAlarmActions'),
  toggle('DisableAlarmActions')
]
