import { begin, stamp } from '../auto-scaling/activities.ts'
import { end, enter, wake } from '../auto-scaling/lifecycle.ts'
import { uuid } from '../random.ts'
import type { Group, Instance, World } from '../world.ts'
import type { HookResult, HookTransition, LifecycleAction } from './model.ts'

/** Auto Scaling API Reference, PutLifecycleHook: 48 hours or a hundred heartbeats, whichever is less. */
const LONGEST_WAIT_MS = 48 * 3_600_000

/** Seconds of the global timeout of a hook. */
export function globalTimeout(heartbeatSeconds: number): number {
  return Math.min(LONGEST_WAIT_MS / 1000, 100 * heartbeatSeconds)
}

/** Has an instance wait for the hooks of its transition. @returns false where there are none */
export function startActions(
  world: World,
  group: Group,
  instance: Instance,
  transition: HookTransition
): boolean {
  const hooks = Object.values(group.hooks).filter(each => each.transition === transition)
  if (hooks.length === 0) return false
  instance.actions = hooks.map(hook => ({
    hook: hook.name,
    token: uuid(world),
    defaultResult: hook.defaultResult,
    heartbeatMs: hook.heartbeatSeconds * 1000,
    deadline: world.now + hook.heartbeatSeconds * 1000,
    latest: world.now + globalTimeout(hook.heartbeatSeconds) * 1000
  }))
  const launching = transition === 'autoscaling:EC2_INSTANCE_LAUNCHING'
  const state = !launching
    ? 'Terminating:Wait'
    : instance.lifecycle === 'Warmed:Pending'
      ? 'Warmed:Pending:Wait'
      : 'Pending:Wait'
  enter(world, group, instance, state, deadlineOf(instance.actions))
  tell(
    group,
    instance,
    launching ? 'MidLifecycleAction' : 'MidTerminatingLifecycleAction',
    launching ? 40 : 60
  )
  return true
}

/** The earliest deadline has come: hooks whose time is over get their default result. */
export function expireActions(world: World, group: Group, instance: Instance): void {
  for (const action of instance.actions ?? []) {
    if (action.deadline <= world.now)
      completeAction(world, group, instance, action, action.defaultResult, 'Heartbeat Timeout')
    if (instance.actions === undefined) return
  }
}

/**
 * A hook has its result. CONTINUE waits for the other hooks; ABANDON waits for none: a launch ends the instance and a
 * replacement follows, a termination goes on (EC2 Auto Scaling guide, "How lifecycle hooks work").
 */
export function completeAction(
  world: World,
  group: Group,
  instance: Instance,
  action: LifecycleAction,
  result: HookResult,
  why: string
): void {
  const others = (instance.actions ?? []).filter(each => each.token !== action.token)
  const launching = instance.lifecycle !== 'Terminating:Wait'
  if (result === 'CONTINUE' && others.length > 0) {
    instance.actions = others
    enter(world, group, instance, instance.lifecycle, deadlineOf(others))
    return
  }
  delete instance.actions
  if (!launching) {
    enter(world, group, instance, 'Terminating:Proceed', world.now + world.timing.terminateMs)
    tell(group, instance, 'InProgress', 70)
  } else if (result === 'ABANDON') abandon(world, group, instance, action, why)
  else {
    const warm = instance.lifecycle === 'Warmed:Pending:Wait'
    enter(world, group, instance, warm ? 'Warmed:Pending:Proceed' : 'Pending:Proceed', world.now + 1000)
    tell(group, instance, 'PreInService', 50)
  }
}

/** Sets the timer anew after a heartbeat. */
export function waitOn(world: World, group: Group, instance: Instance): void {
  if (instance.actions !== undefined)
    enter(world, group, instance, instance.lifecycle, deadlineOf(instance.actions))
}

function abandon(world: World, group: Group, instance: Instance, action: LifecycleAction, why: string): void {
  const launch = group.activities.findLast(each => each.id === instance.activityId)
  if (launch !== undefined) {
    launch.status = 'Cancelled'
    launch.progress = 100
    launch.endedAt = world.now
    launch.message = `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${action.token} was abandoned: ${why}`
  }
  const activity = begin(world, group, {
    description: `Terminating EC2 instance: ${instance.id}`,
    cause: `At ${stamp(world.now)} an instance was taken out of service in response to a launch that was abandoned.`,
    status: 'InProgress',
    progress: 50,
    zone: instance.zone
  })
  if (instance.lifecycle === 'Warmed:Pending:Wait') {
    instance.activityId = activity.id
    enter(world, group, instance, 'Warmed:Terminating', world.now + world.timing.terminateMs)
  } else end(world, group, instance, activity.id)
  wake(world, group)
}

function deadlineOf(actions: readonly LifecycleAction[]): number {
  return Math.min(...actions.map(each => each.deadline))
}

function tell(group: Group, instance: Instance, status: string, progress: number): void {
  const activity = group.activities.findLast(each => each.id === instance.activityId)
  if (activity === undefined) return
  activity.status = status
  activity.progress = progress
}
