import { deregister, register } from '../elb/targets.ts'
import { AwsFault, invalid } from '../fault.ts'
import { atMost, type Input, missing, onlyModelled, optionalText, records, text, texts } from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import { refuseInRefresh } from '../refresh/active.ts'
import type { Group, World } from '../world.ts'
import { groupOf } from './find.ts'

/** Auto Scaling API Reference, AttachTrafficSources: sources a call; EC2 Auto Scaling guide, "Quotas": target groups a group. */
const BATCH = 10
const MOST = 50
/** ASSUMED: how long a source is Adding. */
const ADDING_MS = 2000

/** AttachLoadBalancerTargetGroups: adds to what is attached; what is attached already stays. */
export function attachTargetGroups(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['AutoScalingGroupName', 'TargetGroupARNs'])
  const group = groupOf(world, input)
  attach(world, group, named(texts(input, 'TargetGroupARNs'), 'TargetGroupARNs'))
  return {}
}

/** DetachLoadBalancerTargetGroups. */
export function detachTargetGroups(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  detach(world, group, named(texts(input, 'TargetGroupARNs'), 'TargetGroupARNs'))
  return {}
}

/** AttachTrafficSources, of type elbv2. */
export function attachTrafficSources(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['AutoScalingGroupName', 'TrafficSources'])
  attach(world, groupOf(world, input), sources(input))
  return {}
}

/** DetachTrafficSources, of type elbv2. */
export function detachTrafficSources(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  detach(world, group, sources(input))
  return {}
}

/** DescribeLoadBalancerTargetGroups. */
export function describeTargetGroups(world: World, input: Input): Record<string, unknown> {
  const { items, next } = page({ ...AUTO_SCALING_PAGE, standard: 100 }, input, states(world, input))
  return {
    LoadBalancerTargetGroups: items.map(({ arn, state }) => ({
      LoadBalancerTargetGroupARN: arn,
      State: state
    })),
    ...next
  }
}

/** DescribeTrafficSources: at most 50 a page. */
export function describeTrafficSources(world: World, input: Input): Record<string, unknown> {
  const type = optionalText(input, 'TrafficSourceType') ?? 'elbv2'
  const found = type === 'elbv2' ? states(world, input) : []
  const { items, next } = page({ ...AUTO_SCALING_PAGE, most: 50 }, input, found)
  return {
    TrafficSources: items.map(({ arn, state }) => ({
      TrafficSource: arn,
      State: state,
      Identifier: arn,
      Type: 'elbv2'
    })),
    ...next
  }
}

interface SourceState {
  readonly arn: string
  readonly state: 'Adding' | 'Added' | 'InService' | 'Removing'
}

/**
 * Adding, then Added, InService with a healthy instance, Removing while it drains (API Reference, TrafficSourceState).
 * ASSUMED: without a healthy instance it is Added again.
 */
function states(world: World, input: Input): readonly SourceState[] {
  const name = text(input, 'AutoScalingGroupName')
  const group = world.groups[name]
  if (group === undefined)
    throw invalid(`AutoScalingGroup name not found - AutoScalingGroup: ${name} not found`)
  const present = group.targetGroups.map((arn): SourceState => {
    if (world.now < (group.attachedAt[arn] ?? 0) + ADDING_MS) return { arn, state: 'Adding' }
    const healthy = group.instances.some(
      each => world.targetGroups[arn]?.targets[each.id]?.state === 'healthy'
    )
    return { arn, state: healthy ? 'InService' : 'Added' }
  })
  const leaving = Object.entries(group.detachedUntil)
    .filter(([arn, until]) => until > world.now && !group.targetGroups.includes(arn))
    .map(([arn]): SourceState => ({ arn, state: 'Removing' }))
  return [...present, ...leaving]
}

function attach(world: World, group: Group, arns: readonly string[]): void {
  refuseInRefresh(group)
  for (const arn of arns) {
    const targetGroup = world.targetGroups[arn]
    if (targetGroup === undefined)
      throw invalid('Provided Target Groups may not be valid. Please ensure they exist and try again.')
    if (group.targetGroups.includes(arn)) continue
    group.targetGroups.push(arn)
    group.attachedAt[arn] = world.now
    delete group.detachedUntil[arn]
    // ASSUMED: with AddToLoadBalancer suspended the instances that are there are not registered, also not later.
    if (group.suspended.AddToLoadBalancer !== undefined) continue
    for (const each of group.instances)
      if (each.lifecycle === 'InService') register(world, targetGroup, group.name, each)
  }
  if (group.targetGroups.length > MOST)
    throw new AwsFault(
      'LimitExceeded',
      `Maximum number of target groups (${MOST}) per AutoScalingGroup has been reached`
    )
}

function detach(world: World, group: Group, arns: readonly string[]): void {
  for (const arn of arns) {
    const targetGroup = world.targetGroups[arn]
    // ASSUMED: the wording.
    if (!group.targetGroups.includes(arn))
      throw invalid(`The target group ${arn} is not attached to ${group.name}`)
    group.targetGroups = group.targetGroups.filter(each => each !== arn)
    delete group.attachedAt[arn]
    if (targetGroup === undefined) continue
    const ends = group.instances.map(each => deregister(world, targetGroup, each.id))
    group.detachedUntil[arn] = Math.max(world.now, ...ends)
  }
}

function sources(input: Input): readonly string[] {
  const given = records(input, 'TrafficSources')
  for (const each of given) {
    const identifier = text(each, 'Identifier')
    const type = optionalText(each, 'Type') ?? (identifier.includes(':targetgroup/') ? 'elbv2' : 'elb')
    if (type !== 'elbv2')
      throw new AwsFault('TwinUnsupported', 'The twin models traffic sources of type elbv2.', 501)
  }
  return named(
    given.map(each => text(each, 'Identifier')),
    'TrafficSources'
  )
}

function named(arns: readonly string[], member: string): readonly string[] {
  if (arns.length === 0) throw missing(member)
  atMost(member, arns, BATCH)
  return [...new Set(arns)]
}
