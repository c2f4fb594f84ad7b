import type { GroupSettings, LaunchSource } from '../release/group-settings.ts'
import { type Cursor, count, flag, itemsIfAny, member, text, textIfAny } from './cursor.ts'

/**
 * Settings of one entry of DescribeAutoScalingGroups (EC2 Auto Scaling API Reference, AutoScalingGroup). Members that AWS
 * leaves out when they are not in use count as not in use.
 *
 * @throws AwsError `unknown`, naming the member, where one has another form than the reference gives it
 */
export function toGroupSettings(at: Cursor): GroupSettings {
  const operator = textIfAny(member(member(at, 'Operator'), 'Principal'))
  const launch = launchSource(at)
  const lifetime = countIfAny(member(at, 'MaxInstanceLifetime')) ?? 0
  const rebalance = member(at, 'CapacityRebalance')
  return {
    ...(operator === '' ? {} : { operator }),
    ...(launch === undefined ? {} : { launch }),
    zones: itemsIfAny(member(at, 'AvailabilityZones')).map(text).sort(),
    healthCheckType: textIfAny(member(at, 'HealthCheckType')),
    ...(lifetime === 0 ? {} : { maxInstanceLifetimeSeconds: lifetime }),
    capacityRebalance: rebalance.value === undefined ? false : flag(rebalance),
    spotOnly: isSpotOnly(member(at, 'MixedInstancesPolicy'))
  }
}

function launchSource(at: Cursor): LaunchSource | undefined {
  const configuration = textIfAny(member(at, 'LaunchConfigurationName'))
  if (configuration !== '') return { kind: 'configuration', name: configuration, version: '' }
  const mixed = member(
    member(member(at, 'MixedInstancesPolicy'), 'LaunchTemplate'),
    'LaunchTemplateSpecification'
  )
  const template = mixed.value === undefined ? member(at, 'LaunchTemplate') : mixed
  const name =
    textIfAny(member(template, 'LaunchTemplateName')) || textIfAny(member(template, 'LaunchTemplateId'))
  if (name === '') return undefined
  // Without a version the default version is used (LaunchTemplateSpecification).
  return { kind: 'template', name, version: textIfAny(member(template, 'Version')) || '$Default' }
}

/** OnDemandPercentageAboveBaseCapacity is 100 and OnDemandBaseCapacity 0 where they are left out (InstancesDistribution). */
function isSpotOnly(policy: Cursor): boolean {
  if (policy.value === undefined) return false
  const distribution = member(policy, 'InstancesDistribution')
  const base = countIfAny(member(distribution, 'OnDemandBaseCapacity')) ?? 0
  const above = countIfAny(member(distribution, 'OnDemandPercentageAboveBaseCapacity')) ?? 100
  return base === 0 && above === 0
}

const countIfAny = (at: Cursor): number | undefined => (at.value === undefined ? undefined : count(at))
