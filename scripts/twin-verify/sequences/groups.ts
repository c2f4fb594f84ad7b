import fc from 'fast-check'
import type { Group } from '../../../src/twin/core/world.ts'
import { type Call, type Command, call, type Sight } from './call.ts'

/** In order of their making: moto lists groups in that order, AWS by name. */
const GROUPS = ['a-web', 'b-web', 'c-web'] as const
/** Those that the twin and AWS obey otherwise than by a note (Launch, Terminate, ...) are left out: moto only notes them. */
const PROCESSES = ['AZRebalance', 'AlarmNotification', 'ScheduledActions', 'HealthCheck', 'ReplaceUnhealthy']
const KEYS = ['role', 'team', 'docker:image:name']
const VALUES = ['web', 'api', 'ü & <x>', '']

const name = fc.constantFrom(...GROUPS)
const key = fc.constantFrom(...KEYS)
const value = fc.constantFrom(...VALUES)
const small = fc.nat(2)

/** A command for a group that exists. */
function within(make: (group: Group, sight: Sight) => Call['input'] | undefined, operation: string) {
  return (each: string): Command =>
    sight => {
      const group = sight.world.groups[each]
      if (group === undefined || group.status !== undefined) return undefined
      const input = make(group, sight)
      return input && call('autoscaling', operation, { AutoScalingGroupName: each, ...input })
    }
}

const create: fc.Arbitrary<Command> = fc
  .record({
    name,
    min: small,
    more: small,
    extra: small,
    key,
    value,
    attached: fc.boolean(),
    guarded: fc.boolean()
  })
  .map(given => sight => {
    const place = GROUPS.indexOf(given.name)
    const later = GROUPS.slice(place + 1).some(each => sight.world.groups[each] !== undefined)
    if (later || sight.world.groups[given.name] !== undefined) return undefined
    const max = given.min + given.more
    return call('autoscaling', 'CreateAutoScalingGroup', {
      AutoScalingGroupName: given.name,
      LaunchConfigurationName: 'base',
      AvailabilityZones: ['eu-west-1a'],
      MinSize: given.min,
      MaxSize: max,
      DesiredCapacity: Math.min(given.min + given.extra, max),
      HealthCheckGracePeriod: 60,
      NewInstancesProtectedFromScaleIn: given.guarded,
      ...(given.attached && sight.exists('tg x') ? { TargetGroupARNs: [{ ref: 'tg x' }] } : {}),
      Tags: [{ ...tagOf(given.name, given.key), Value: given.value, PropagateAtLaunch: true }]
    })
  })

const update = fc
  .record({ name, min: small, more: small, extra: small, all: fc.boolean(), grace: fc.constantFrom(0, 90) })
  .map(({ name: each, min, more, extra, all, grace }) =>
    within(group => {
      if (!all) return { DesiredCapacity: clamp(group.min + extra, group), HealthCheckGracePeriod: grace }
      return { MinSize: min, MaxSize: min + more, DesiredCapacity: Math.min(min + extra, min + more) }
    }, 'UpdateAutoScalingGroup')(each)
  )

const setDesired = fc
  .record({ name, extra: small })
  .map(({ name: each, extra }) =>
    within(group => ({ DesiredCapacity: clamp(group.min + extra, group) }), 'SetDesiredCapacity')(each)
  )

/** Three kinds: all of them in pages, by names, by filters. */
const describe: fc.Arbitrary<Command> = fc
  .record({
    kind: fc.nat(3),
    size: fc.integer({ min: 1, max: 3 }),
    names: fc.subarray([...GROUPS, 'nobody'], { minLength: 1 }),
    key,
    value
  })
  .map(({ kind, size, names, key: named, value: wanted }) => () => {
    const inputs = [
      { MaxRecords: size },
      { AutoScalingGroupNames: names },
      { Filters: [{ Name: `tag:${named}`, Values: [wanted, 'web'] }] },
      {
        Filters: [
          { Name: 'tag-key', Values: [named] },
          { Name: 'tag-value', Values: [wanted] }
        ]
      }
    ]
    return call(
      'autoscaling',
      'DescribeAutoScalingGroups',
      inputs[kind] ?? {},
      kind === 0 ? { token: 'NextToken' } : {}
    )
  })

const remove = name.map(each => within(() => ({ ForceDelete: true }), 'DeleteAutoScalingGroup')(each))

const instances: fc.Arbitrary<Command> = name.map(
  each => sight =>
    (sight.world.groups[each]?.instances.length ?? 0) === 0
      ? undefined
      : call('autoscaling', 'DescribeAutoScalingInstances', { InstanceIds: { instances: each } })
)

const protect = fc
  .record({ name, on: fc.boolean() })
  .map(({ name: each, on }) =>
    within(
      group =>
        group.instances.length === 0
          ? undefined
          : { InstanceIds: { instances: each }, ProtectedFromScaleIn: on },
      'SetInstanceProtection'
    )(each)
  )

const terminate: fc.Arbitrary<Command> = fc
  .record({ name, lower: fc.boolean() })
  .map(({ name: each, lower }) => sight => {
    const group = sight.world.groups[each]
    if (group === undefined || group.instances.length === 0) return undefined
    return call('autoscaling', 'TerminateInstanceInAutoScalingGroup', {
      InstanceId: { instances: each, first: true },
      ShouldDecrementDesiredCapacity: lower && group.desired > group.min
    })
  })

const suspended = fc.subarray(PROCESSES, { minLength: 1 })
const suspend = fc
  .record({ name, suspended })
  .map(given => within(() => ({ ScalingProcesses: given.suspended }), 'SuspendProcesses')(given.name))
const resume = fc
  .record({ name, suspended })
  .map(given => within(() => ({ ScalingProcesses: given.suspended }), 'ResumeProcesses')(given.name))

const tag = (operation: string): fc.Arbitrary<Command> =>
  fc.record({ name, key, value, on: fc.boolean() }).map(given => sight => {
    if (sight.world.groups[given.name] === undefined) return undefined
    const wanted = { ...tagOf(given.name, given.key), Value: given.value, PropagateAtLaunch: given.on }
    return call('autoscaling', operation, { Tags: [wanted] })
  })

const describeTags: fc.Arbitrary<Command> = fc
  .record({ name, key, value, kind: fc.nat(2) })
  .map(given => () => {
    const filters = [
      { Name: 'auto-scaling-group', Values: [given.name] },
      { Name: 'key', Values: [given.key] },
      { Name: 'value', Values: [given.value, 'web'] }
    ]
    return call('autoscaling', 'DescribeTags', { Filters: [filters[given.kind]] })
  })

function tagOf(group: string, tagKey: string) {
  return { ResourceId: group, ResourceType: 'auto-scaling-group', Key: tagKey }
}

function clamp(desired: number, { max }: Group): number {
  return Math.min(desired, max)
}

export const groupCommands: readonly fc.Arbitrary<Command>[] = [
  create,
  create,
  create,
  update,
  setDesired,
  describe,
  describe,
  remove,
  instances,
  protect,
  terminate,
  suspend,
  resume,
  tag('CreateOrUpdateTags'),
  tag('DeleteTags'),
  describeTags
]
