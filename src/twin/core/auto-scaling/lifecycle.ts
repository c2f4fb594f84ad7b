import { deregister, register } from '../elb/targets.ts'
import { cancelActions, expireActions, startActions } from '../hooks/wait.ts'
import { runsRefresh } from '../refresh/active.ts'
import { schedule } from '../timers.ts'
import type { Group, Instance, World } from '../world.ts'
import { finish } from './activities.ts'
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
  cancelActions(instance)
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
function hooked(group: Group, instance: Instance): boolean {
  const transition = 'autoscaling:EC2_INSTANCE_TERMINATING'
  return instance.booted && Object.values(group.hooks).some(each => each.transition === transition)
}

/** A lifecycle timer is due. */
export function transition(world: World, group: Group, instanceId: string): void {
  const instance = group.instances.find(each => each.id === instanceId)
  if (instance === undefined || instance.nextAt !== world.now) return
  delete instance.nextAt
  if (instance.lifecycle === 'Pending:Wait' || instance.lifecycle === 'Terminating:Wait') {
    expireActions(world, group, instance)
    return
  }
  if (instance.lifecycle === 'Pending') {
    if (
      instance.returning === undefined &&
      startActions(world, group, instance, 'autoscaling:EC2_INSTANCE_LAUNCHING')
    )
      return
    putInService(world, group, instance)
  } else if (instance.lifecycle === 'Pending:Proceed') putInService(world, group, instance)
  else if (instance.lifecycle === 'EnteringStandby') instance.lifecycle = 'Standby'
  else if (instance.lifecycle === 'Terminating' && hooked(group, instance)) {
    startActions(world, group, instance, 'autoscaling:EC2_INSTANCE_TERMINATING')
    return
  } else {
    if (instance.lifecycle === 'Detaching') world.detached[instance.id] = instance
    group.instances = group.instances.filter(each => each.id !== instanceId)
    forget(world, instanceId)
    wake(world, group)
  }
  if (runsRefresh(group)) wake(world, group)
  finish(world, group, instance.activityId)
  delete instance.activityId
}

/** Target groups that it was put into by hand lose an instance when EC2 has ended it. ASSUMED: at once. */
export function forget(world: World, instanceId: string): void {
  for (const targetGroup of Object.values(world.targetGroups)) {
    if (targetGroup.targets[instanceId] !== undefined) delete targetGroup.targets[instanceId]
  }
}

/** Registration comes before InService (EC2 Auto Scaling guide, "Instance lifecycle"). */
function putInService(world: World, group: Group, instance: Instance): void {
  if (!instance.booted) {
    instance.booted = true
    if (instance.answersFrom !== null) instance.answersFrom = world.now + world.timing.bootMs
  }
  delete instance.returning
  // An instance that came while AddToLoadBalancer was suspended is never registered, also not after the resumption.
  if (group.suspended.AddToLoadBalancer === undefined) {
    for (const arn of group.targetGroups) {
      const targetGroup = world.targetGroups[arn]
      if (targetGroup !== undefined) register(world, targetGroup, group.name, instance)
    }
  }
  instance.lifecycle = 'InService'
  instance.inServiceAt = world.now
  if (group.rebalancing !== undefined) wake(world, group)
  if (instance.lostAt !== undefined)
    wake(world, group, Math.max(world.now + REACTION_MS, instance.lostAt + DETECTION_MS))
}
