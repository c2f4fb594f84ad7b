import fc from 'fast-check'
import { type Call, type Command, call, type Sight } from './call.ts'

/** Names are told apart by their group: moto keeps policies and scheduled actions of all groups by name alone. */
const group = fc.constantFrom('a-web', 'b-web')
const nth = fc.constantFrom('1', '2')

const within =
  (operation: string, owner: string, input: Call['input']): Command =>
  sight =>
    sight.world.groups[owner] === undefined || sight.world.groups[owner].status !== undefined
      ? undefined
      : call('autoscaling', operation, { AutoScalingGroupName: owner, ...input })

const KINDS: readonly Call['input'][] = [
  { PolicyType: 'SimpleScaling', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1, Cooldown: 60 },
  {
    PolicyType: 'StepScaling',
    AdjustmentType: 'PercentChangeInCapacity',
    StepAdjustments: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 10 },
      { MetricIntervalLowerBound: 10, ScalingAdjustment: 30 }
    ],
    MetricAggregationType: 'Average',
    EstimatedInstanceWarmup: 120
  },
  {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
      TargetValue: 50
    }
  }
]

const put = fc
  .record({ group, nth, kind: fc.constantFrom(...KINDS) })
  .map(each =>
    within('PutScalingPolicy', each.group, { PolicyName: `${each.group}-p${each.nth}`, ...each.kind })
  )
const describe = fc
  .record({ group, nth, kind: fc.nat(2) })
  .map(each =>
    within(
      'DescribePolicies',
      each.group,
      [{}, { PolicyNames: [`${each.group}-p${each.nth}`] }, { PolicyTypes: ['StepScaling'] }][each.kind] ?? {}
    )
  )
const remove = fc.record({ group, nth }).map(each => {
  const PolicyName = `${each.group}-p${each.nth}`
  const command = within('DeletePolicy', each.group, { PolicyName })
  return (sight: Sight) =>
    sight.world.groups[each.group]?.policies[PolicyName] === undefined ? undefined : command(sight)
})

const action = fc.record({
  hour: fc.integer({ min: 10, max: 20 }),
  min: fc.nat(2),
  desired: fc.option(fc.nat(2)),
  night: fc.boolean()
})
const settings = (each: Action): Call['input'] => ({
  StartTime: `2090-01-01T${each.hour}:00:00Z`,
  MinSize: each.min,
  MaxSize: each.min + 3,
  ...(each.desired === null ? {} : { DesiredCapacity: each.min + each.desired }),
  ...(each.night ? { Recurrence: '0 8 * * 1-5', EndTime: '2091-01-01T00:00:00Z' } : {})
})

interface Action {
  readonly hour: number
  readonly min: number
  readonly desired: number | null
  readonly night: boolean
}

const schedule = fc.record({ group, nth, action }).map(each =>
  within('PutScheduledUpdateGroupAction', each.group, {
    ScheduledActionName: `${each.group}-s${each.nth}`,
    ...settings(each.action)
  })
)
const scheduleBatch = fc.record({ group, action }).map(each =>
  within('BatchPutScheduledUpdateGroupAction', each.group, {
    ScheduledUpdateGroupActions: ['1', '3'].map(n => ({
      ScheduledActionName: `${each.group}-s${n}`,
      ...settings(each.action)
    }))
  })
)
const describeSchedules = fc
  .record({ group, nth, named: fc.boolean() })
  .map(each =>
    within(
      'DescribeScheduledActions',
      each.group,
      each.named ? { ScheduledActionNames: [`${each.group}-s${each.nth}`] } : {}
    )
  )
const unschedule = fc
  .record({ group, nth })
  .map(each =>
    within('DeleteScheduledAction', each.group, { ScheduledActionName: `${each.group}-s${each.nth}` })
  )
const unscheduleBatch = group.map(each =>
  within('BatchDeleteScheduledAction', each, { ScheduledActionNames: [`${each}-s1`, `${each}-s3`] })
)

const putHook = fc
  .record({
    group,
    nth,
    beat: fc.constantFrom(30, 600, 7200),
    result: fc.constantFrom('CONTINUE', 'ABANDON')
  })
  .map(each =>
    within('PutLifecycleHook', each.group, {
      LifecycleHookName: `${each.group}-h${each.nth}`,
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      HeartbeatTimeout: each.beat,
      DefaultResult: each.result
    })
  )
const describeHooks = group.map(each => within('DescribeLifecycleHooks', each, {}))
const deleteHook = fc.record({ group, nth }).map(each => {
  const LifecycleHookName = `${each.group}-h${each.nth}`
  const command = within('DeleteLifecycleHook', each.group, { LifecycleHookName })
  return (sight: Sight) =>
    sight.world.groups[each.group]?.hooks[LifecycleHookName] === undefined ? undefined : command(sight)
})

/** For groups that launch nothing more: moto's launches do not wait for hooks. */
export const hookCommands: readonly fc.Arbitrary<Command>[] = [putHook, describeHooks, deleteHook]

export const scalingCommands: readonly fc.Arbitrary<Command>[] = [
  put,
  put,
  describe,
  remove,
  schedule,
  scheduleBatch,
  describeSchedules,
  unschedule,
  unscheduleBatch
]
