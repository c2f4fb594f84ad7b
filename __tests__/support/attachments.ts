/** Policies, alarms and scheduled actions of the user: made, and compared. */
import type { Group, Policy, ScheduledAction, World } from '../../src/twin/core/world.ts'
import { groupIn } from './stand.ts'

interface Actor {
  readonly twin: { act(act: never): unknown; world(): World }
}

const ACTIONS = ['AlarmActions', 'OKActions', 'InsufficientDataActions']
const SCALING_POLICY = /:scalingPolicy:[^:]+:autoScalingGroupName\/(.+):policyName\/(.+)$/

export const SIMPLE = {
  PolicyName: 'simple',
  AdjustmentType: 'ChangeInCapacity',
  ScalingAdjustment: 1,
  Cooldown: 60
}
export const STEP = {
  PolicyName: 'step',
  PolicyType: 'StepScaling',
  AdjustmentType: 'PercentChangeInCapacity',
  MinAdjustmentMagnitude: 1,
  MetricAggregationType: 'Maximum',
  EstimatedInstanceWarmup: 30,
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 10 },
    { MetricIntervalLowerBound: 20, ScalingAdjustment: 30 }
  ]
}
export const tracking = (group: string) => ({
  PolicyName: 'tracking',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingConfiguration: {
    TargetValue: 50,
    CustomizedMetricSpecification: {
      Namespace: 'web',
      MetricName: 'load',
      Statistic: 'Average',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: group }]
    }
  }
})
export const CPU = {
  PolicyName: 'cpu',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    TargetValue: 50
  }
}
export const PREDICTIVE = {
  PolicyName: 'forecast',
  PolicyType: 'PredictiveScaling',
  PredictiveScalingConfiguration: {
    MetricSpecifications: [
      {
        TargetValue: 50,
        PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' }
      }
    ],
    Mode: 'ForecastAndScale'
  }
}
export const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:pager'

/** Somebody else calls AWS. */
export function foreign(
  { twin }: Actor,
  service: 'autoscaling' | 'monitoring',
  operation: string,
  input: object
): void {
  const answer = twin.act({ type: 'foreign-call', service, operation, input } as never) as
    | { ok: boolean; error?: { message: string } }
    | undefined
  if (answer && !answer.ok) throw new Error(answer.error?.message)
}

export const policyArn = (world: World, group: string, policy: string): string =>
  groupIn(world, group).policies[policy]?.arn ?? ''

/** An alarm on the group's CPU that drives a policy of it and tells a topic. */
export function putAlarm(
  actor: Actor,
  group: string,
  policy: string,
  AlarmName: string,
  more: object = {}
): void {
  foreign(actor, 'monitoring', 'PutMetricAlarm', {
    AlarmName,
    AlarmDescription: `${AlarmName} of ours`,
    ActionsEnabled: true,
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'AutoScalingGroupName', Value: group }],
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 2,
    Threshold: 70,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'missing',
    AlarmActions: [policyArn(actor.twin.world(), group, policy), TOPIC],
    ...more
  })
}

/** Metric math over two metrics of the group. */
export const mathOf = (group: string) => ({
  MetricName: undefined,
  Namespace: undefined,
  Dimensions: undefined,
  Statistic: undefined,
  Period: undefined,
  Metrics: [
    { Id: 'e1', Expression: 'm1 / m2', ReturnData: true },
    ...['m1', 'm2'].map(Id => ({
      Id,
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: 'web',
          MetricName: Id,
          Dimensions: [{ Name: 'AutoScalingGroupName', Value: group }]
        },
        Period: 60,
        Stat: 'Sum'
      }
    }))
  ]
})

/** Alarms that policies of the group made for themselves. */
const ownedBy = (group: Group): readonly string[] =>
  Object.values(group.policies).flatMap(({ high, low }: Policy) =>
    [high, low].filter(each => each !== undefined)
  )

/** Names of the groups whose policies an alarm drives. */
export const drivenBy = (world: World, alarm: string): readonly string[] =>
  ACTIONS.flatMap(list => {
    const actions = world.alarms[alarm]?.input[list]
    return Array.isArray(actions) ? actions.flatMap(arn => SCALING_POLICY.exec(String(arn))?.[1] ?? []) : []
  })

export const userAlarms = (world: World): readonly string[] => {
  const owned = new Set(Object.values(world.groups).flatMap(ownedBy))
  return Object.keys(world.alarms).filter(name => !owned.has(name))
}

/** Everything of this kind in the world, with nothing that AWS gives: no ARNs, no times, no states. */
export const everything = (world: World): unknown => ({
  groups: Object.fromEntries(Object.keys(world.groups).map(name => [name, ofGroup(world, name)])),
  alarms: Object.fromEntries(
    userAlarms(world)
      .map(name => [name, withoutArns(world.alarms[name]?.input)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
  )
})

const sorted = <T>(record: Readonly<Record<string, T>>): readonly T[] =>
  Object.entries(record)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each)

function ofGroup(world: World, name: string): unknown {
  const { policies, scheduledActions } = groupIn(world, name)
  return {
    policies: sorted(policies).map(({ input, ...policy }) => {
      const { AutoScalingGroupName: _, StepAdjustments, ...rest } = input
      return {
        name: policy.name,
        enabled: policy.enabled,
        ...plain(rest),
        steps: plain(StepAdjustments ?? [])
      }
    }),
    scheduledActions: sorted(scheduledActions).map(({ arn: _, nextAt: __, ...action }) => action)
  }
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

const withoutArns = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (key, each) => {
      if (key === 'AlarmName') return undefined
      // Tags of AWS itself cannot be given to a copy.
      return key === 'Tags' ? each.filter((tag: { Key: string }) => !tag.Key.startsWith('aws:')) : each
    }).replace(/scalingPolicy:[0-9a-f-]+:/g, 'scalingPolicy:')
  )

/** What scales the role, whichever colour plays it: names of groups and colours taken out. */
export function roleSet(world: World, name: string): readonly string[] {
  const { policies, scheduledActions } = ofGroup(world, name) as {
    readonly policies: readonly unknown[]
    readonly scheduledActions: readonly Partial<ScheduledAction>[]
  }
  const alarms = userAlarms(world)
    .filter(each => drivenBy(world, each).includes(name))
    .map(each => withoutArns(world.alarms[each]?.input))
  const begun = scheduledActions.map(each =>
    // AWS refuses a StartTime that is past, so a copy of what recurs already has none.
    each.recurrence !== undefined && (each.startAt ?? 0) <= world.now ? { ...each, startAt: undefined } : each
  )
  return [...policies, ...begun, ...alarms]
    .map(each =>
      JSON.stringify(ordered(each))
        .replaceAll(name, '<group>')
        .replace(/(targetgroup\/[^/]+)\/[0-9a-f]{16}/g, '$1')
    )
    .sort()
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'AlarmDescription')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)])
  )
}
