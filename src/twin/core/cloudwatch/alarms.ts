import { AwsFault } from '../fault.ts'
import { atMost, type Input, missing, onlyModelled, text, texts } from '../input.ts'
import type { World } from '../world.ts'
import { ACTION_MEMBERS } from './actions.ts'
import { readRule } from './metric-rule.ts'
import { ALARM_STATES, type Alarm } from './model.ts'
import { changeState, planActions, planEvaluation, reviewComposites } from './watch.ts'

/** Members of both kinds of alarms. */
export const COMMON_MEMBERS: readonly string[] = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  ...ACTION_MEMBERS,
  'Tags'
]
const MODELLED: readonly string[] = [
  ...COMMON_MEMBERS,
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics'
]

/** PutMetricAlarm: overwrites the whole configuration and leaves the state; a new alarm has INSUFFICIENT_DATA. */
export function putMetricAlarm(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, MODELLED)
  storeAlarm(world, input, { rule: readRule(input) })
  return {}
}

/** Puts an alarm. @throws AwsFault ValidationError for an alarm of the other kind with that name */
export function storeAlarm(world: World, input: Input, what: Pick<Alarm, 'rule' | 'composite'>): Alarm {
  const name = text(input, 'AlarmName')
  for (const member of ACTION_MEMBERS) atMost(member, texts(input, member), 5)
  const existing = world.alarms[name]
  // ASSUMED: the wording.
  if (existing !== undefined && (existing.rule === undefined) !== (what.rule === undefined))
    throw new AwsFault('ValidationError', `An alarm of another type with the name ${name} exists`)
  const { Tags: _tags, ...configuration } = structuredClone(input)
  const alarm: Alarm = {
    name,
    arn: existing?.arn ?? `arn:aws:cloudwatch:${world.region}:${world.account}:alarm:${name}`,
    // Tags are for a new alarm only (CloudWatch API Reference, PutMetricAlarm).
    input: existing === undefined ? structuredClone(input) : { ...configuration, ...tagsOf(existing) },
    ...what,
    configuredAt: world.now,
    state: existing?.state ?? 'INSUFFICIENT_DATA',
    reason: existing?.reason ?? 'Unchecked: Initial alarm creation',
    updatedAt: existing?.updatedAt ?? world.now,
    transitionedAt: existing?.transitionedAt ?? world.now
  }
  world.alarms[name] = alarm
  planEvaluation(world, alarm)
  // A state that lasts drives the actions that the alarm has got now.
  if (existing !== undefined) planActions(world, alarm)
  return alarm
}

function tagsOf(alarm: Alarm): Readonly<Record<string, unknown>> {
  return alarm.input.Tags === undefined ? {} : { Tags: alarm.input.Tags }
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
  for (const name of names) reviewComposites(world, name)
  return {}
}

/** SetAlarmState: for the time being; the next evaluation says again what the metrics say. @throws AwsFault ResourceNotFound (404) */
export function setAlarmState(world: World, input: Input): Record<string, unknown> {
  const alarm = world.alarms[text(input, 'AlarmName')]
  const wanted = text(input, 'StateValue')
  const reason = text(input, 'StateReason')
  if (alarm === undefined) throw new AwsFault('ResourceNotFound', 'The named resource does not exist.', 404)
  const state = ALARM_STATES.find(each => each === wanted)
  if (state === undefined) throw new AwsFault('ValidationError', `Invalid state value: ${wanted}`)
  changeState(world, alarm, state, reason)
  planEvaluation(world, alarm)
  return {}
}

/** EnableAlarmActions. ASSUMED: a name that no alarm has is no error. */
export function enableAlarmActions(world: World, input: Input): Record<string, unknown> {
  return setActions(world, input, true)
}

/** DisableAlarmActions. ASSUMED: a name that no alarm has is no error. */
export function disableAlarmActions(world: World, input: Input): Record<string, unknown> {
  return setActions(world, input, false)
}

function setActions(world: World, input: Input, enabled: boolean): Record<string, unknown> {
  const names = texts(input, 'AlarmNames')
  if (names.length === 0) throw missing('AlarmNames')
  atMost('AlarmNames', names, 100)
  for (const name of names) {
    const alarm = world.alarms[name]
    if (alarm === undefined) continue
    const changed = { ...alarm, input: { ...alarm.input, ActionsEnabled: enabled } }
    world.alarms[name] = changed
    if (enabled) planActions(world, changed)
  }
  return {}
}
