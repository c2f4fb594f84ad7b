import { deregister } from '../elb/targets.ts'
import { schedule } from '../timers.ts'
import type { Group, Instance, World } from '../world.ts'
import type { Lifecycle } from './states.ts'

/** Auto Scaling acts on a new size about this long after it was set. ASSUMED: the guide gives no figure. */
export const REACTION_MS = 1000
/** Until Auto Scaling notices that EC2 has lost an instance. ASSUMED: the guide gives no figure. */
export const DETECTION_MS = 30_000

/** Has the group compare what it wants with what it has, at `due` (ms since the epoch). */
export function wake(world: World, group: Group, due = world.now + REACTION_MS): void {
  schedule(world, due, { kind: 'reconcile', group: group.name })
}

/** Sets the state of an instance and when its next transition is due. */
export function enter(
  world: World,
  group: Group,
  instance: Instance,
  lifecycle: Lifecycle,
  due: number
): void {
  instance.lifecycle = lifecycle
  instance.nextAt = due
  schedule(world, due, { kind: 'lifecycle', group: group.name, instanceId: instance.id })
}

/** Takes an instance out of every target group of its group. @returns when the last target has drained */
export function leaveTargetGroups(world: World, group: Group, instance: Instance): number {
  let until = world.now
  for (const arn of group.targetGroups) {
    const targetGroup = world.targetGroups[arn]
    if (targetGroup !== undefined) until = Math.max(until, deregister(world, targetGroup, instance.id))
  }
  return until
}

/**
 * Begins to end an instance: it drains first, then waits for termination hooks (EC2 Auto Scaling guide, "Instance
 * lifecycle"), and is listed as Terminating until it is gone.
 */
export function end(world: World, group: Group, instance: Instance, activityId: string): void {
  delete instance.actions
  instance.activityId = activityId
  const until = leaveTargetGroups(world, group, instance)
  enter(
    world,
    group,
    instance,
    'Terminating',
    until + (hooked(group, instance) ? 0 : world.timing.terminateMs)
  )
}

/** ASSUMED: an instance that never was in service ends without termination hooks. */
export function hooked(group: Group, instance: Instance): boolean {
  const transition = 'autoscaling:EC2_INSTANCE_TERMINATING'
  return instance.booted && Object.values(group.hooks).some(each => each.transition === transition)
}

/** Target groups that it was put into by hand lose an instance when EC2 has ended it. ASSUMED: at once. */
export function forget(world: World, instanceId: string): void {
  for (const targetGroup of Object.values(world.targetGroups)) {
    if (targetGroup.targets[instanceId] !== undefined) delete targetGroup.targets[instanceId]
  }
}
