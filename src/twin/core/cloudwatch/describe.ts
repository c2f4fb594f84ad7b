import { AwsFault } from '../fault.ts'
import { atMost, type Input, onlyModelled, optionalText, records, text, texts } from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import type { World } from '../world.ts'
import { actionsOf } from './actions.ts'
import type { Alarm } from './model.ts'

const MODELLED: readonly string[] = [
  'AlarmNames',
  'AlarmNamePrefix',
  'AlarmTypes',
  'StateValue',
  'ActionPrefix',
  'MaxRecords',
  'NextToken'
]

/**
 * DescribeAlarms, in order of name. Without AlarmTypes only metric alarms are returned; a name that no alarm of these
 * types has is missing in the answer (CloudWatch API Reference). ASSUMED: 50 a page unless MaxRecords says otherwise.
 */
export function describeAlarms(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, MODELLED)
  const names = texts(input, 'AlarmNames')
  atMost('AlarmNames', names, 100)
  const given = texts(input, 'AlarmTypes')
  const types = given.length === 0 ? ['MetricAlarm'] : given
  const prefix = optionalText(input, 'AlarmNamePrefix') ?? ''
  const action = optionalText(input, 'ActionPrefix')
  const state = optionalText(input, 'StateValue')
  const found = Object.values(world.alarms)
    .filter(each => types.includes(each.rule === undefined ? 'CompositeAlarm' : 'MetricAlarm'))
    .filter(each => names.length === 0 || names.includes(each.name))
    .filter(each => each.name.startsWith(prefix))
    .filter(each => state === undefined || each.state === state)
    .filter(each => action === undefined || actionsOf(each).some(arn => arn.startsWith(action)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const { items, next } = page(AUTO_SCALING_PAGE, input, found)
  return {
    MetricAlarms: items.filter(each => each.rule !== undefined).map(metricAlarmShape),
    CompositeAlarms: items.filter(each => each.rule === undefined).map(alarmShape),
    ...next
  }
}

/** ListTagsForResource of an alarm. @throws AwsFault ResourceNotFoundException */
export function listTagsForResource(world: World, input: Input): Record<string, unknown> {
  const arn = text(input, 'ResourceARN')
  const alarm = Object.values(world.alarms).find(each => each.arn === arn)
  if (alarm === undefined) throw new AwsFault('ResourceNotFoundException', 'Unknown', 404)
  return { Tags: records(alarm.input, 'Tags') }
}

function metricAlarmShape(alarm: Alarm): Record<string, unknown> {
  return { Dimensions: [], ...alarmShape(alarm) }
}

function alarmShape(alarm: Alarm): Record<string, unknown> {
  const { Tags: _tags, ...configuration } = alarm.input
  return {
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    ...configuration,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateUpdatedTimestamp: new Date(alarm.updatedAt),
    StateTransitionedTimestamp: new Date(alarm.transitionedAt)
  }
}
