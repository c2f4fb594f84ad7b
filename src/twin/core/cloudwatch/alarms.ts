import { AwsFault } from '../fault.ts'
import { atMost, type Input, missing, optionalText, text, texts } from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import type { Alarm, World } from '../world.ts'

const ACTIONS: readonly string[] = ['AlarmActions', 'OKActions', 'InsufficientDataActions']
const STATES: readonly string[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA']

/** PutMetricAlarm: overwrites the whole configuration and leaves the state; a new alarm has INSUFFICIENT_DATA. */
export function putMetricAlarm(world: World, input: Input): Record<string, unknown> {
  const name = text(input, 'AlarmName')
  for (const member of ['EvaluationPeriods', 'ComparisonOperator'])
    if (input[member] === undefined) throw missing(member)
  for (const member of ACTIONS) atMost(member, texts(input, member), 5)
  const existing = world.alarms[name]
  world.alarms[name] = {
    name,
    arn: existing?.arn ?? `arn:aws:cloudwatch:${world.region}:${world.account}:alarm:${name}`,
    input: structuredClone(input),
    state: existing?.state ?? 'INSUFFICIENT_DATA',
    reason: existing?.reason ?? 'Unchecked: Initial alarm creation',
    updatedAt: world.now,
    transitionedAt: existing?.transitionedAt ?? world.now
  }
  return {}
}

/** DeleteAlarms: at most 100 names; nothing is deleted where one is unknown. @throws AwsFault ResourceNotFound */
export function deleteAlarms(world: World, input: Input): Record<string, unknown> {
  const names = texts(input, 'AlarmNames')
  if (names.length === 0) throw missing('AlarmNames')
  atMost('AlarmNames', names, 100)
  for (const name of names) {
    if (world.alarms[name] === undefined)
      throw new AwsFault('ResourceNotFound', `Alarm ${name} not found`, 404)
    delete world.alarms[name]
  }
  return {}
}

/** SetAlarmState. @throws AwsFault ResourceNotFound (404) */
export function setAlarmState(world: World, input: Input): Record<string, unknown> {
  const alarm = world.alarms[text(input, 'AlarmName')]
  const state = text(input, 'StateValue')
  const reason = text(input, 'StateReason')
  if (alarm === undefined) throw new AwsFault('ResourceNotFound', 'The named resource does not exist.', 404)
  if (!STATES.includes(state)) throw new AwsFault('ValidationError', `Invalid state value: ${state}`)
  if (alarm.state !== state) alarm.transitionedAt = world.now
  alarm.state = state
  alarm.reason = reason
  alarm.updatedAt = world.now
  return {}
}

/** DescribeAlarms. Without AlarmTypes only metric alarms are returned; the twin holds no composite ones. */
export function describeAlarms(world: World, input: Input): Record<string, unknown> {
  const names = texts(input, 'AlarmNames')
  atMost('AlarmNames', names, 100)
  const types = texts(input, 'AlarmTypes')
  const prefix = optionalText(input, 'AlarmNamePrefix') ?? ''
  const action = optionalText(input, 'ActionPrefix')
  const state = optionalText(input, 'StateValue')
  const metric = types.length === 0 || types.includes('MetricAlarm')
  const found = (metric ? Object.values(world.alarms) : [])
    .filter(each => names.length === 0 || names.includes(each.name))
    .filter(each => each.name.startsWith(prefix))
    .filter(each => state === undefined || each.state === state)
    .filter(each => action === undefined || actionsOf(each).some(arn => arn.startsWith(action)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const { items, next } = page({ ...AUTO_SCALING_PAGE, standard: 50 }, input, found)
  return { MetricAlarms: items.map(alarmShape), CompositeAlarms: [], ...next }
}

/** Name and ARN of every alarm that runs the action with this ARN. */
export function alarmsWithAction(world: World, action: string): Record<string, unknown>[] {
  return Object.values(world.alarms)
    .filter(each => actionsOf(each).includes(action))
    .map(each => ({ AlarmName: each.name, AlarmARN: each.arn }))
}

/** Takes an action that exists no longer out of every alarm (Auto Scaling API Reference, DeletePolicy). */
export function dropActions(world: World, action: string): void {
  for (const alarm of Object.values(world.alarms)) {
    if (!actionsOf(alarm).includes(action)) continue
    const kept = ACTIONS.map(member => [member, texts(alarm.input, member).filter(arn => arn !== action)])
    world.alarms[alarm.name] = { ...alarm, input: { ...alarm.input, ...Object.fromEntries(kept) } }
  }
}

function actionsOf(alarm: Alarm): readonly string[] {
  return ACTIONS.flatMap(member => texts(alarm.input, member))
}

function alarmShape(alarm: Alarm): Record<string, unknown> {
  const { Tags: _tags, ...configuration } = alarm.input
  return {
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    Dimensions: [],
    ...configuration,
    AlarmArn: alarm.arn,
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateUpdatedTimestamp: new Date(alarm.updatedAt),
    StateTransitionedTimestamp: new Date(alarm.transitionedAt)
  }
}
