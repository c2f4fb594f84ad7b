import { dictionary } from '../dictionary.ts'
import { AwsFault, invalid } from '../fault.ts'
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
import { schedule } from '../timers.ts'
import type { Group, World } from '../world.ts'
import { begin, stamp } from './activities.ts'
import { groupOf } from './find.ts'
import { healthCheckType } from './health.ts'
import { end, wake } from './lifecycle.ts'
import { deletePolicies } from './policies.ts'
import { checkBounds } from './sizes.ts'
import { putTag } from './tags.ts'

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
  for (const tag of records(input, 'Tags')) putTag(group, tag)
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

/** DeleteAutoScalingGroup. With ForceDelete every instance ends, Standby ones too; the group stays visible meanwhile. */
export function deleteAutoScalingGroup(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  if (group.instances.length > 0 && optionalFlag(input, 'ForceDelete') !== true) {
    throw new AwsFault(
      'ResourceInUse',
      'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.'
    )
  }
  group.status = 'Delete in progress'
  group.min = 0
  group.max = 0
  group.desired = 0
  deletePolicies(world, group)
  for (const instance of group.instances) {
    if (instance.lifecycle === 'Terminating') continue
    const activity = begin(world, group, {
      description: `Terminating EC2 instance: ${instance.id}`,
      cause: `At ${stamp(world.now)} a user request deleted the AutoScalingGroup.`,
      status: 'InProgress',
      progress: 50,
      zone: instance.zone
    })
    end(world, group, instance, activity.id)
  }
  if (group.instances.length === 0)
    schedule(world, world.now + 2000, { kind: 'group-deleted', group: group.name })
  return {}
}
