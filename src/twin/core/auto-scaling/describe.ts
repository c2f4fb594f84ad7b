import { type Input, optionalFlag, texts } from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import { configurationOf } from '../warm-pool/configuration.ts'
import type { Group, Instance, World } from '../world.ts'
import { activityShape } from './activities.ts'
import { matchesFilters, readFilters } from './filters.ts'

type Output = Record<string, unknown>
const CAPPED_AT_50 = { ...AUTO_SCALING_PAGE, most: 50 }

/** DescribeAutoScalingGroups. A name that no group has is no error; the answer lacks it. */
export function describeAutoScalingGroups(world: World, input: Input): Output {
  const filters = readFilters(input)
  const found = byName(world, texts(input, 'AutoScalingGroupNames')).filter(each =>
    matchesFilters(each, filters)
  )
  const { items, next } = page(AUTO_SCALING_PAGE, input, found)
  const withInstances = optionalFlag(input, 'IncludeInstances') ?? true
  return { AutoScalingGroups: items.map(each => groupShape(world, each, withInstances)), ...next }
}

/** DescribeAutoScalingInstances; spells the health status in capitals, unlike DescribeAutoScalingGroups. */
export function describeAutoScalingInstances(world: World, input: Input): Output {
  const ids = new Set(texts(input, 'InstanceIds'))
  const found: Output[] = []
  for (const group of byName(world, [])) {
    for (const each of group.instances) {
      if (ids.size === 0 || ids.has(each.id)) found.push(instanceDetails(group, each))
    }
  }
  const { items, next } = page(CAPPED_AT_50, input, found)
  return { AutoScalingInstances: items, ...next }
}

/** DescribeScalingActivities, newest first. */
export function describeScalingActivities(world: World, input: Input): Output {
  const name = input.AutoScalingGroupName
  const ids = texts(input, 'ActivityIds')
  const groups = byName(world, typeof name === 'string' ? [name] : [])
  const found = groups.flatMap(group => group.activities.map(activity => ({ group, activity })))
  found.reverse()
  if (groups.length > 1) found.sort((a, b) => b.activity.startedAt - a.activity.startedAt)
  const wanted = ids.length === 0 ? found : found.filter(each => ids.includes(each.activity.id))
  const { items, next } = page({ ...AUTO_SCALING_PAGE, standard: 100 }, input, wanted)
  return { Activities: items.map(each => activityShape(each.group, each.activity)), ...next }
}

/** Groups by name, in order of name; all of them for an empty list. */
export function byName(world: World, names: readonly string[]): readonly Group[] {
  if (names.length === 0)
    return Object.keys(world.groups)
      .sort()
      .flatMap(name => world.groups[name] ?? [])
  const wanted = names.length === 1 ? names : [...new Set(names)].sort()
  return wanted.flatMap(name => world.groups[name] ?? [])
}

/** The tags of a group in the API's shape, sorted by key as AWS returns them. */
export function tagShapes(group: Group): Output[] {
  return Object.keys(group.tags)
    .sort()
    .map(key => ({
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      Key: key,
      Value: group.tags[key]?.value ?? '',
      PropagateAtLaunch: group.tags[key]?.propagate ?? false
    }))
}

function groupShape(world: World, group: Group, withInstances: boolean): Output {
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    ...group.launchSource,
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
    DefaultCooldown: group.cooldown,
    AvailabilityZones: [...group.zones],
    LoadBalancerNames: [],
    TargetGroupARNs: [...group.targetGroups],
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.healthCheckGraceSeconds,
    Instances: withInstances ? group.instances.map(each => instanceShape(group, each)) : [],
    CreatedTime: new Date(group.createdAt),
    SuspendedProcesses: Object.entries(group.suspended).map(([ProcessName, SuspensionReason]) => ({
      ProcessName,
      SuspensionReason
    })),
    VPCZoneIdentifier: group.subnets,
    EnabledMetrics: [],
    ...(group.status === undefined ? {} : { Status: group.status }),
    Tags: tagShapes(group),
    TerminationPolicies: [...group.terminationPolicies],
    NewInstancesProtectedFromScaleIn: group.newInstancesProtected,
    ServiceLinkedRoleARN: `arn:aws:iam::${world.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    ...(group.warmPool === undefined
      ? {}
      : {
          WarmPoolConfiguration: configurationOf(group.warmPool),
          WarmPoolSize: group.warmPool.instances.length
        }),
    ...(group.warmupSeconds === undefined ? {} : { DefaultInstanceWarmup: group.warmupSeconds }),
    ...(group.deletionProtection === 'none' ? {} : { DeletionProtection: group.deletionProtection }),
    ...(group.operator === undefined ? {} : { Operator: { Principal: group.operator } }),
    TrafficSources: group.targetGroups.map(Identifier => ({ Identifier, Type: 'elbv2' }))
  }
}

/** An instance in the API's shape, as groups and warm pools list it. */
export function instanceShape(group: Group, instance: Instance): Output {
  const { LaunchTemplate, LaunchConfigurationName } = group.launchSource
  return {
    InstanceId: instance.id,
    InstanceType: 'm6i.large',
    AvailabilityZone: instance.zone,
    LifecycleState: instance.lifecycle,
    HealthStatus: instance.health,
    ...(LaunchTemplate === undefined ? { LaunchConfigurationName } : { LaunchTemplate }),
    ProtectedFromScaleIn: instance.protected
  }
}

function instanceDetails(group: Group, instance: Instance): Output {
  return {
    ...instanceShape(group, instance),
    AutoScalingGroupName: group.name,
    HealthStatus: instance.health.toUpperCase()
  }
}
