import type { Group, Instance } from '../release/world.ts'
import { type Cursor, count, flag, items, itemsIfAny, member, text, textIfAny } from './cursor.ts'
import { toGroupSettings } from './group-settings.ts'

/**
 * One entry of DescribeAutoScalingGroups as the release sees it (EC2 Auto Scaling API Reference, AutoScalingGroup).
 *
 * Target groups stand in `TargetGroupARNs`, in `TrafficSources` of type `elbv2`, or in both: an attachment made by either
 * API counts. `HealthStatus` is spelled `Healthy` here and `HEALTHY` by DescribeAutoScalingInstances, so it is lowered.
 *
 * @throws AwsError `unknown`, naming the member, when the answer lacks what a decision would rest on
 */
export function toGroup(at: Cursor): Group {
  const status = textIfAny(member(at, 'Status'))
  const instances = items(member(at, 'Instances'))
  const tags = itemsIfAny(member(at, 'Tags'))
  return {
    name: text(member(at, 'AutoScalingGroupName')),
    arn: text(member(at, 'AutoScalingGroupARN')),
    ...(status === '' ? {} : { status }),
    min: count(member(at, 'MinSize')),
    max: count(member(at, 'MaxSize')),
    desired: count(member(at, 'DesiredCapacity')),
    instances: instances.map(toInstance),
    suspended: sortedSet(
      itemsIfAny(member(at, 'SuspendedProcesses')).map(process => text(member(process, 'ProcessName')))
    ),
    tags: new Map(tags.map(tag => [text(member(tag, 'Key')), textIfAny(member(tag, 'Value'))])),
    propagated: new Set(
      tags.filter(tag => flag(member(tag, 'PropagateAtLaunch'))).map(tag => text(member(tag, 'Key')))
    ),
    protectsNew: member(at, 'NewInstancesProtectedFromScaleIn').value === true,
    targetGroups: targetGroupsOf(at),
    hasWarmPool: member(at, 'WarmPoolConfiguration').value !== undefined,
    hasWeightedCapacity: hasWeightedCapacity(at, instances),
    settings: toGroupSettings(at)
  }
}

function toInstance(at: Cursor): Instance {
  const template = templateOf(at)
  return {
    id: text(member(at, 'InstanceId')),
    zone: text(member(at, 'AvailabilityZone')),
    lifecycle: text(member(at, 'LifecycleState')),
    health: text(member(at, 'HealthStatus')).toLowerCase(),
    protected: member(at, 'ProtectedFromScaleIn').value === true,
    ...(template === '' ? {} : { template })
  }
}

/** An instance keeps the version that it was launched from, whatever the group launches now (LaunchTemplateSpecification). */
function templateOf(at: Cursor): string {
  const template = member(at, 'LaunchTemplate')
  const id =
    textIfAny(member(template, 'LaunchTemplateId')) || textIfAny(member(template, 'LaunchTemplateName'))
  return id === ''
    ? textIfAny(member(at, 'LaunchConfigurationName'))
    : `${id}:${textIfAny(member(template, 'Version'))}`
}

function targetGroupsOf(at: Cursor): readonly string[] {
  const arns = itemsIfAny(member(at, 'TargetGroupARNs')).map(text)
  const sources = itemsIfAny(member(at, 'TrafficSources')).filter(isTargetGroup)
  return sortedSet([...arns, ...sources.map(source => text(member(source, 'Identifier')))])
}

/** `Type` may be left out; then the service in the ARN tells. VPC Lattice has target groups of its own. */
function isTargetGroup(source: Cursor): boolean {
  const type = textIfAny(member(source, 'Type'))
  if (type !== '') return type === 'elbv2'
  return text(member(source, 'Identifier')).split(':')[2] === 'elasticloadbalancing'
}

/** Desired capacity of `vcpu` or `memory-mib`, and instances with a weight, do not count whole instances. */
function hasWeightedCapacity(at: Cursor, instances: readonly Cursor[]): boolean {
  const unit = textIfAny(member(at, 'DesiredCapacityType'))
  const template = member(member(at, 'MixedInstancesPolicy'), 'LaunchTemplate')
  const weighted = [...itemsIfAny(member(template, 'Overrides')), ...instances]
  return (
    (unit !== '' && unit !== 'units') ||
    weighted.some(one => textIfAny(member(one, 'WeightedCapacity')) !== '')
  )
}

function sortedSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort()
}
