import { dictionary } from '../dictionary.ts'
import { AwsFault, invalid } from '../fault.ts'
import { putHook } from '../hooks/put.ts'
import {
  type Input,
  integer,
  onlyModelled,
  optionalFlag,
  optionalInteger,
  optionalText,
  records,
  text,
  texts
} from '../input.ts'
import { uuid } from '../random.ts'
import { record } from '../record.ts'
import type { Group, World } from '../world.ts'
import { stamp } from './activities.ts'
import { healthCheckType } from './health.ts'
import { wake } from './lifecycle.ts'
import { readProtection, readWarmup } from './settings.ts'
import { checkBounds } from './sizes.ts'
import { putTag } from './tags.ts'
import { readTerminationPolicies } from './termination-policies.ts'

/** Neither has to exist: the twin launches from nothing. MixedInstancesPolicy and InstanceId are refused. */
const LAUNCH_SOURCES = ['LaunchTemplate', 'LaunchConfigurationName'] as const

const MODELLED: readonly string[] = [
  ...LAUNCH_SOURCES,
  'AutoScalingGroupName',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'AvailabilityZones',
  'VPCZoneIdentifier',
  'TargetGroupARNs',
  'NewInstancesProtectedFromScaleIn',
  'DefaultCooldown',
  'HealthCheckType',
  'HealthCheckGracePeriod',
  'DefaultInstanceWarmup',
  'DeletionProtection',
  'LifecycleHookSpecificationList',
  'Operator',
  'TerminationPolicies',
  'Tags'
]

/** CreateAutoScalingGroup. The desired capacity defaults to MinSize; grace 0 s and health check type EC2 as by API. */
export function createAutoScalingGroup(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, MODELLED)
  const name = text(input, 'AutoScalingGroupName')
  // Auto Scaling API Reference: ASCII 33 to 126 without a colon.
  if (!/^[!-9;-~]{1,255}$/.test(name))
    throw invalid(`Group name ${name} is not valid: ASCII characters without colon and blank`)
  if (world.groups[name] !== undefined) {
    throw new AwsFault(
      'AlreadyExists',
      `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`
    )
  }
  const min = integer(input, 'MinSize')
  const max = integer(input, 'MaxSize')
  const desired = optionalInteger(input, 'DesiredCapacity')
  checkBounds(min, max, desired)
  const zones = texts(input, 'AvailabilityZones')
  const subnets = optionalText(input, 'VPCZoneIdentifier') ?? ''
  if (zones.length === 0 && subnets === '') {
    throw invalid('At least one Availability Zone or VPC Subnet is required.')
  }
  const sources = LAUNCH_SOURCES.filter(member => input[member] !== undefined)
  if (sources.length !== 1) {
    throw invalid(
      'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.'
    )
  }
  const targetGroups = texts(input, 'TargetGroupARNs')
  for (const arn of targetGroups) {
    if (world.targetGroups[arn] === undefined) {
      throw invalid('Provided Target Groups may not be valid. Please ensure they exist and try again.')
    }
  }
  const group = newGroup(world, {
    name,
    min,
    max,
    zones: zones.length > 0 ? zones : zonesOf(world, subnets),
    targetGroups
  })
  group.subnets = subnets
  group.newInstancesProtected = optionalFlag(input, 'NewInstancesProtectedFromScaleIn') ?? false
  group.cooldown = optionalInteger(input, 'DefaultCooldown') ?? group.cooldown
  group.healthCheckType = healthCheckType(input) ?? 'EC2'
  group.healthCheckGraceSeconds = optionalInteger(input, 'HealthCheckGracePeriod') ?? 0
  group.launchSource = launchSource(input)
  for (const tag of records(input, 'Tags')) putTag(world, group, tag)
  for (const hook of records(input, 'LifecycleHookSpecificationList')) putHook(group, hook)
  readWarmup(group, input)
  group.deletionProtection = readProtection(input) ?? 'none'
  group.terminationPolicies = readTerminationPolicies(input) ?? group.terminationPolicies
  const operator = record(input, 'Operator')
  if (operator !== undefined) group.operator = text(operator, 'Principal')
  group.desired = desired ?? min
  group.sizeCause = `At ${stamp(world.now)} a user request created an AutoScalingGroup changing the desired capacity from 0 to ${group.desired}.  `
  world.groups[name] = group
  wake(world, group)
  return {}
}

/** The twin knows no subnets: the first stands in zone a, the second in zone b, ... */
function zonesOf(world: World, subnets: string): readonly string[] {
  return subnets.split(',').map((_, n) => `${world.region}${'abcdef'[n] ?? 'f'}`)
}

/** A launch template is answered with id, name and version, whichever of them named it. */
function launchSource(input: Input): Group['launchSource'] {
  const configuration = optionalText(input, 'LaunchConfigurationName')
  if (configuration !== undefined) return { LaunchConfigurationName: configuration }
  const given = record(input, 'LaunchTemplate') ?? {}
  const id = optionalText(given, 'LaunchTemplateId')
  const name = optionalText(given, 'LaunchTemplateName')
  if ((id === undefined) === (name === undefined)) {
    throw invalid('Valid requests must contain either launchTemplateId or LaunchTemplateName')
  }
  return {
    LaunchTemplate: {
      LaunchTemplateId: id ?? 'lt-0123456789abcdef0',
      LaunchTemplateName: name ?? 'template',
      Version: optionalText(given, 'Version') ?? '$Default'
    }
  }
}

export interface NewGroup {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly zones: readonly string[]
  /** ARNs. */
  readonly targetGroups: readonly string[]
}

/** An empty group with the API's defaults; the caller puts it into the world. */
export function newGroup(world: World, wanted: NewGroup): Group {
  const { name, min, max } = wanted
  return {
    name,
    arn: `arn:aws:autoscaling:${world.region}:${world.account}:autoScalingGroup:${uuid(world)}:autoScalingGroupName/${name}`,
    createdAt: world.now,
    min,
    max,
    desired: min,
    cooldown: 300,
    restingAlarms: [],
    hooks: dictionary(),
    refreshes: [],
    attachedAt: dictionary(),
    detachedUntil: dictionary(),
    terminationPolicies: ['Default'],
    deletionProtection: 'none',
    healthCheckType: 'EC2',
    healthCheckGraceSeconds: 0,
    newInstancesProtected: false,
    zones: [...wanted.zones],
    subnets: '',
    targetGroups: [...wanted.targetGroups],
    suspended: dictionary(),
    tags: dictionary(),
    instances: [],
    activities: [],
    policies: dictionary(),
    scheduledActions: dictionary(),
    launchSource: {
      LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0', LaunchTemplateName: name, Version: '1' }
    },
    protectionNoted: false,
    sizeCause: ''
  }
}
