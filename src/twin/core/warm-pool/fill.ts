import { begin, finish, stamp } from '../auto-scaling/activities.ts'
import { emptiestZone, newInstance } from '../auto-scaling/instance.ts'
import { enter, forget, leaveTargetGroups, REACTION_MS, wake } from '../auto-scaling/lifecycle.ts'
import { isGoing, isWarm } from '../auto-scaling/states.ts'
import { expireActions, startActions } from '../hooks/wait.ts'
import type { Group, Instance, WarmPool, World } from '../world.ts'

/** "max(MinSize, prepared - desired)", where prepared is MaxSize unless given (API Reference, PutWarmPool). */
export function wantedSize(group: Group, pool: WarmPool): number {
  if (pool.status !== undefined || group.status !== undefined) return 0
  return Math.max(pool.minSize, (pool.prepared ?? group.max) - group.desired, 0)
}

/** Brings a warm pool to its size; a pool under deletion ends with its last instance. */
export function fillWarmPool(world: World, group: Group): void {
  const pool = group.warmPool
  if (pool === undefined) return
  const staying = pool.instances.filter(each => !isGoing(each.lifecycle))
  const missing = wantedSize(group, pool) - staying.length
  if (missing > 0 && group.suspended.Launch === undefined)
    for (let n = 0; n < missing; n += 1) launchWarm(world, group, pool)
  for (const each of staying.slice(0, Math.max(0, -missing))) endWarm(world, group, each)
  if (pool.status !== undefined && pool.instances.length === 0) delete group.warmPool
}

/** Every instance of the pool ends. */
export function drainWarmPool(world: World, group: Group): void {
  for (const each of group.warmPool?.instances ?? [])
    if (!isGoing(each.lifecycle)) endWarm(world, group, each)
}

/**
 * Takes an instance out of the pool and into the group, on its way into service.
 * ASSUMED: a stopped or hibernated one takes as long as a new one, a running one only the reaction time.
 */
export function takeWarm(world: World, group: Group, zone: string): Instance | undefined {
  const pool = group.warmPool
  const resting = pool?.instances.filter(each => isWarm(each.lifecycle)) ?? []
  const instance = resting.find(each => each.zone === zone) ?? resting[0]
  if (pool === undefined || instance === undefined) return undefined
  pool.instances = pool.instances.filter(each => each.id !== instance.id)
  const duration = instance.lifecycle === 'Warmed:Running' ? REACTION_MS : world.timing.launchMs
  enter(world, group, instance, 'Pending', world.now + duration)
  group.instances.push(instance)
  return instance
}

/** Whether a pool with ReuseOnScaleIn has room for an instance that the group lets go. */
export function takesBack(group: Group): boolean {
  const pool = group.warmPool
  if (pool === undefined || !pool.reuse) return false
  return pool.instances.filter(each => !isGoing(each.lifecycle)).length < wantedSize(group, pool)
}

/** Moves an instance of the group into the pool. ASSUMED: without lifecycle hooks, and its application starts anew later. */
export function takeBack(world: World, group: Group, instance: Instance, activityId: string): void {
  const until = leaveTargetGroups(world, group, instance)
  group.instances = group.instances.filter(each => each.id !== instance.id)
  group.warmPool?.instances.push(instance)
  instance.activityId = activityId
  instance.booted = false
  enter(world, group, instance, 'Warmed:Pending:Proceed', until + world.timing.terminateMs)
}

/** A lifecycle timer of an instance in the pool is due. */
export function warmTransition(world: World, group: Group, instanceId: string): void {
  const pool = group.warmPool
  const instance = pool?.instances.find(each => each.id === instanceId)
  if (pool === undefined || instance === undefined || instance.nextAt !== world.now) return
  delete instance.nextAt
  if (instance.lifecycle === 'Warmed:Pending:Wait') {
    expireActions(world, group, instance)
    return
  }
  const hooks = 'autoscaling:EC2_INSTANCE_LAUNCHING'
  if (instance.lifecycle === 'Warmed:Pending' && startActions(world, group, instance, hooks)) return
  if (instance.lifecycle === 'Warmed:Terminating') {
    pool.instances = pool.instances.filter(each => each.id !== instanceId)
    forget(world, instanceId)
  } else instance.lifecycle = `Warmed:${pool.state}`
  wake(world, group)
  finish(world, group, instance.activityId)
  delete instance.activityId
}

function launchWarm(world: World, group: Group, pool: WarmPool): void {
  const instance = newInstance(world, group, emptiestZone(group))
  const activity = begin(world, group, {
    description: `Launching a new EC2 instance into warm pool: ${instance.id}`,
    cause: `At ${stamp(world.now)} an instance was started in response to a difference between desired and actual capacity of the warm pool.`,
    status: 'PreInService',
    progress: 30,
    zone: instance.zone
  })
  instance.activityId = activity.id
  enter(world, group, instance, 'Warmed:Pending', world.now + world.timing.launchMs)
  pool.instances.push(instance)
}

function endWarm(world: World, group: Group, instance: Instance): void {
  const activity = begin(world, group, {
    description: `Terminating EC2 instance from warm pool: ${instance.id}`,
    cause: `At ${stamp(world.now)} an instance was taken out of the warm pool in response to a difference between desired and actual capacity.`,
    status: 'InProgress',
    progress: 50,
    zone: instance.zone
  })
  delete instance.actions
  instance.activityId = activity.id
  enter(world, group, instance, 'Warmed:Terminating', world.now + world.timing.terminateMs)
}
