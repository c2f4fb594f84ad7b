import type { Attached, MetricAlarm, ScalingPolicy, ScheduledAction } from '../release/attached.ts'
import { alarmsByName } from './alarm-reads.ts'
import { type Cursor, itemsIfAny, member, text } from './cursor.ts'
import { NEXT_TOKEN, readPages } from './paging.ts'
import { picked } from './picked.ts'
import type { Send } from './transport.ts'

/**
 * Up to so many groups are asked about one by one, two calls each. For more it is cheaper to list what the whole account
 * has in the region, a hundred a page: without a group's name both reads answer for every group (API Reference).
 */
const ONE_BY_ONE = 8
/** Both reads give at most a hundred at once (API Reference, MaxRecords). */
const PAGE = 100

const POLICIES = { operation: 'DescribePolicies', list: 'ScalingPolicies' } as const
const SCHEDULED = { operation: 'DescribeScheduledActions', list: 'ScheduledUpdateGroupActions' } as const

/**
 * What is attached to each group, by its name. One call after the other: all calls of an account and region share one
 * token bucket.
 * @throws AwsError
 */
export async function attachedOf(
  send: Send,
  groups: readonly string[],
  signal: AbortSignal | undefined
): Promise<ReadonlyMap<string, Attached>> {
  const names = [...new Set(groups)]
  const policies = (await list(send, names, POLICIES, signal)).map(toPolicy)
  const scheduled = (await list(send, names, SCHEDULED, signal)).map(toScheduledAction)
  const alarms = await alarmsByName(
    send,
    policies.flatMap(policy => policy.alarms),
    signal
  )
  return new Map(names.map(name => [name, gathered(name, policies, scheduled, alarms)]))
}

interface Owned {
  readonly group: string
}

function gathered(
  group: string,
  policies: readonly (Owned & { readonly policy: ScalingPolicy; readonly alarms: readonly string[] })[],
  scheduled: readonly (Owned & { readonly action: ScheduledAction })[],
  alarms: ReadonlyMap<string, MetricAlarm>
): Attached {
  const own = policies.filter(each => each.group === group)
  const driving = [...new Set(own.flatMap(each => each.alarms))].sort()
  return {
    policies: own.map(each => each.policy),
    scheduledActions: scheduled.filter(each => each.group === group).map(each => each.action),
    alarms: driving.flatMap(name => alarms.get(name) ?? [])
  }
}

async function list(
  send: Send,
  groups: readonly string[],
  { operation, list: name }: typeof POLICIES | typeof SCHEDULED,
  signal: AbortSignal | undefined
): Promise<readonly Cursor[]> {
  const asked = groups.length > ONE_BY_ONE ? [{}] : groups.map(group => ({ AutoScalingGroupName: group }))
  const found: Cursor[] = []
  for (const input of asked) {
    const call = { service: 'autoscaling', operation, input: { ...input, MaxRecords: PAGE } } as const
    found.push(...(await readPages(send, call, { list: name, tokens: NEXT_TOKEN }, signal)))
  }
  return found
}

/**
 * What PutScalingPolicy takes for each type; DescribePolicies also gives empty members of other types. MinAdjustmentStep
 * is the old name of MinAdjustmentMagnitude (API Reference, ScalingPolicy).
 */
const BY_ALARM = ['AdjustmentType', 'MinAdjustmentMagnitude', 'MinAdjustmentStep'] as const
const POLICY_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  SimpleScaling: [...BY_ALARM, 'ScalingAdjustment', 'Cooldown'],
  StepScaling: [...BY_ALARM, 'MetricAggregationType', 'StepAdjustments', 'EstimatedInstanceWarmup'],
  TargetTrackingScaling: ['TargetTrackingConfiguration', 'EstimatedInstanceWarmup'],
  PredictiveScaling: ['PredictiveScalingConfiguration']
}

function toPolicy(at: Cursor) {
  const type = text(member(at, 'PolicyType'))
  // The alarms of target tracking are its own: AWS makes, changes and deletes them.
  const alarms = type === 'SimpleScaling' || type === 'StepScaling' ? itemsIfAny(member(at, 'Alarms')) : []
  const { MinAdjustmentStep, ...settings } = picked(at, POLICY_MEMBERS[type] ?? [])
  const policy: ScalingPolicy = {
    name: text(member(at, 'PolicyName')),
    arn: text(member(at, 'PolicyARN')),
    type,
    settings: {
      PolicyType: type,
      ...(MinAdjustmentStep === undefined ? {} : { MinAdjustmentMagnitude: MinAdjustmentStep }),
      ...settings,
      Enabled: member(at, 'Enabled').value !== false
    }
  }
  const group = text(member(at, 'AutoScalingGroupName'))
  return { group, policy, alarms: alarms.map(alarm => text(member(alarm, 'AlarmName'))) }
}

/** `Time` is left out: it is the old name of StartTime, and AWS gives both. */
const SCHEDULE_MEMBERS = [
  'StartTime',
  'EndTime',
  'Recurrence',
  'TimeZone',
  'MinSize',
  'MaxSize',
  'DesiredCapacity'
]

const toScheduledAction = (at: Cursor) => ({
  group: text(member(at, 'AutoScalingGroupName')),
  action: {
    name: text(member(at, 'ScheduledActionName')),
    settings: picked(at, SCHEDULE_MEMBERS)
  } satisfies ScheduledAction
})
