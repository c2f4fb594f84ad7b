import { invalid } from '../fault.ts'
import { atMost, flag, type Input, texts } from '../input.ts'
import type { Group, Instance, World } from '../world.ts'
import { activityShape, begin, stamp } from './activities.ts'
import { groupOf, instanceOf } from './find.ts'
import { enter, leaveTargetGroups, wake } from './lifecycle.ts'

/** EC2 Auto Scaling guide, "Quotas": instances per EnterStandby or ExitStandby call. */
const BATCH = 20

/**
 * EnterStandby. The whole call is refused when one id is wrong (ASSUMED: all or nothing). An instance stays
 * EnteringStandby until every target group has drained it.
 */
export function enterStandby(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const decrement = flag(input, 'ShouldDecrementDesiredCapacity')
  const instances = namedInstances(input, id => instanceOf(group, id))
  for (const each of instances) {
    if (each.lifecycle !== 'InService') throw invalid(`The instance ${each.id} is not in InService.`)
  }
  if (decrement && group.desired - instances.length < group.min) {
    throw invalid(
      `${sizesOf(group)} To place into standby ${instances.length} instance, please update the AutoScalingGroup sizes appropriately.`
    )
  }
  const activities = instances.map(instance => {
    const from = group.desired
    if (decrement) group.desired -= 1
    const activity = begin(world, group, {
      description: `Moving EC2 instance to Standby: ${instance.id}`,
      cause: `At ${stamp(world.now)} instance ${instance.id} was moved to standby in response to a user request${
        decrement ? `, shrinking the capacity from ${from} to ${group.desired}` : ''
      }.`,
      status: 'InProgress',
      progress: 50,
      zone: instance.zone
    })
    instance.activityId = activity.id
    const until = leaveTargetGroups(world, group, instance)
    enter(world, group, instance, 'EnteringStandby', Math.max(until, world.now + world.timing.standbyMs))
    return activityShape(group, activity)
  })
  wake(world, group)
  return { Activities: activities }
}

/** ExitStandby. Desired grows by one for each instance, however it was entered; the way back leads through Pending. */
export function exitStandby(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const instances = namedInstances(input, id => instanceOf(group, id))
  if (group.suspended.Launch !== undefined) {
    throw invalid(
      `Cannot move instances out of Standby for AutoScalingGroup ${group.name} while the Launch process is suspended`
    )
  }
  for (const each of instances) {
    // ASSUMED: the wording follows EnterStandby's.
    if (each.lifecycle !== 'Standby') throw invalid(`The instance ${each.id} is not in Standby.`)
  }
  if (group.desired + instances.length > group.max) {
    // ASSUMED: the wording follows EnterStandby's and AttachInstances'.
    throw invalid(
      `${sizesOf(group)} To move out of standby ${instances.length} instance, please update the AutoScalingGroup sizes appropriately.`
    )
  }
  const activities = instances.map(instance => {
    const from = group.desired
    group.desired += 1
    const activity = begin(world, group, {
      description: `Moving EC2 instance out of Standby: ${instance.id}`,
      cause:
        `At ${stamp(world.now)} instance ${instance.id} was moved out of standby in response to a user request, ` +
        `increasing the capacity from ${from} to ${group.desired}.`,
      status: 'PreInService',
      progress: 30,
      zone: instance.zone
    })
    instance.activityId = activity.id
    instance.returning = true
    enter(world, group, instance, 'Pending', world.now + world.timing.standbyMs)
    return activityShape(group, activity)
  })
  wake(world, group)
  return { Activities: activities }
}

/** The instances that a call names, at most 20. @throws AwsFault ValidationError */
export function namedInstances(input: Input, find: (id: string) => Instance): Instance[] {
  const ids = texts(input, 'InstanceIds')
  // ASSUMED: the model lets the list be absent and the guide bounds it at 20; what AWS answers is not confirmed.
  if (ids.length === 0) throw invalid('You must specify at least one instance ID.')
  atMost('InstanceIds', ids, BATCH)
  // ASSUMED: an id given twice is refused.
  if (new Set(ids).size < ids.length) throw invalid('The list of instance IDs contains duplicates.')
  return ids.map(find)
}

/** The sizes of a group as AWS tells them in refusals. */
export function sizesOf(group: Group): string {
  return `AutoScalingGroup ${group.name} has min-size=${group.min}, max-size=${group.max}, and desired-size=${group.desired}.`
}
