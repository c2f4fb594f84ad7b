import fc from 'fast-check'
import { type Command, call } from './call.ts'

const name = fc.constantFrom('high', 'higher', 'low')
const state = fc.constantFrom('OK', 'ALARM', 'INSUFFICIENT_DATA')
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:ops'

const setState = (alarm: string, to: string) =>
  call('monitoring', 'SetAlarmState', { AlarmName: alarm, StateValue: to, StateReason: 'a try' })

const put = fc
  .record({
    name,
    state,
    threshold: fc.constantFrom(0.5, 1, 100),
    periods: fc.integer({ min: 1, max: 3 }),
    missing: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
    enabled: fc.boolean()
  })
  .map(
    (each): Command =>
      () => {
        const made = call('monitoring', 'PutMetricAlarm', {
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
        // moto takes a new and a changed alarm back to OK.
        return [made, setState(each.name, each.state)]
      }
  )
const describe = fc.record({ name, state, kind: fc.nat(3) }).map(
  (each): Command =>
    () => {
      const inputs = [
        {},
        { AlarmNames: [each.name, 'none'] },
        { AlarmNamePrefix: 'high' },
        { StateValue: each.state }
      ]
      return call('monitoring', 'DescribeAlarms', inputs[each.kind] ?? {})
    }
)
const set = fc.record({ name, state }).map(
  (each): Command =>
    sight =>
      sight.world.alarms[each.name] && setState(each.name, each.state)
)
const remove = name.map(
  (each): Command =>
    sight =>
      sight.world.alarms[each] && call('monitoring', 'DeleteAlarms', { AlarmNames: [each] })
)
export const alarmCommands: readonly fc.Arbitrary<Command>[] = [put, put, describe, describe, set, remove]
