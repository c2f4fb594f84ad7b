import { begin, stamp } from '../auto-scaling/activities.ts'
import { counted } from '../auto-scaling/find.ts'
import { end, wake } from '../auto-scaling/lifecycle.ts'
import { isGoing } from '../auto-scaling/states.ts'
import type { Group, Instance, World } from '../world.ts'
import { activeRefresh } from './active.ts'
import type { InstanceRefresh } from './model.ts'

/** Auto Scaling API Reference, RefreshPreferences: `Wait` waits an hour and then fails. */
const PATIENCE_MS = 3_600_000

/**
 * One look of a refresh at its group: as many instances are ended as the minimum healthy percentage lets go, and when
 * their replacements are warm the next ones follow. ASSUMED: where it lets none go, one goes nevertheless.
 */
export function roll(world: World, group: Group): void {
  const refresh = activeRefresh(group)
  if (refresh === undefined || group.suspended.InstanceRefresh !== undefined) return
  const present = counted(group)
  const warm = present.filter(each => isReady(world, refresh, each))
  const calm =
    present.length === group.desired && warm.length === present.length && !group.instances.some(leaves)
  if (refresh.status === 'Cancelling') {
    if (calm) finish(world, refresh, 'Cancelled', 'Cancelled due to user request.')
    else wakeWhenWarm(world, group, refresh)
    return
  }
  refresh.status = 'InProgress'
  const left = remaining(group, refresh)
  refresh.pending = left.map(each => each.id)
  if (left.length === 0) {
    if (calm) finish(world, refresh, 'Successful')
    else wakeWhenWarm(world, group, refresh)
    return
  }
  const ready = left.filter(each => replaceable(refresh, each))
  if (ready.length === 0) {
    // What is on its way somewhere wakes the group when it is there.
    if (left.every(each => each.protected || each.lifecycle === 'Standby'))
      waitForPeople(world, group, refresh)
    return
  }
  delete refresh.waitingSince
  const minimum = Math.ceil((group.desired * refresh.preferences.MinHealthyPercentage) / 100)
  const room = Math.max(warm.length - minimum, calm ? 1 : 0)
  for (const instance of ready.slice(0, room)) replace(world, group, refresh, instance)
  if (room > 0) wake(world, group)
  else wakeWhenWarm(world, group, refresh)
}

const leaves = (instance: Instance): boolean => isGoing(instance.lifecycle)

function isReady(world: World, refresh: InstanceRefresh, instance: Instance): boolean {
  if (instance.lifecycle !== 'InService' || instance.health !== 'Healthy') return false
  return (
    (instance.inServiceAt ?? 0) + refresh.preferences.InstanceWarmup * 1000 <= world.now ||
    instance.inServiceAt === undefined
  )
}

/** Instances that are still to be replaced; those that preferences tell to ignore are not. */
function remaining(group: Group, { pending, preferences }: InstanceRefresh): readonly Instance[] {
  return group.instances.filter(each => {
    if (!pending.includes(each.id) || leaves(each) || each.lifecycle === 'Detaching') return false
    if (each.lifecycle === 'Standby' && preferences.StandbyInstances === 'Ignore') return false
    return !(each.protected && preferences.ScaleInProtectedInstances === 'Ignore')
  })
}

function replaceable({ preferences }: InstanceRefresh, instance: Instance): boolean {
  if (instance.protected && preferences.ScaleInProtectedInstances !== 'Refresh') return false
  if (instance.lifecycle === 'Standby') return preferences.StandbyInstances === 'Terminate'
  return instance.lifecycle === 'InService'
}

function replace(world: World, group: Group, refresh: InstanceRefresh, instance: Instance): void {
  const activity = begin(world, group, {
    description: `Terminating EC2 instance: ${instance.id}`,
    cause: `At ${stamp(world.now)} an instance was taken out of service in response to an instance refresh.`,
    status: 'InProgress',
    progress: 50,
    zone: instance.zone
  })
  end(world, group, instance, activity.id)
  refresh.pending = refresh.pending.filter(id => id !== instance.id)
}

function waitForPeople(world: World, group: Group, refresh: InstanceRefresh): void {
  refresh.waitingSince ??= world.now
  const until = refresh.waitingSince + PATIENCE_MS
  if (world.now < until) wake(world, group, until)
  else
    finish(world, refresh, 'Failed', 'Timed out waiting for instances in Standby or protected from scale in.')
}

/** The next instance that becomes warm; those on their way into service wake the group themselves. */
function wakeWhenWarm(world: World, group: Group, refresh: InstanceRefresh): void {
  const times = counted(group)
    .filter(each => each.lifecycle === 'InService')
    .map(each => (each.inServiceAt ?? 0) + refresh.preferences.InstanceWarmup * 1000)
    .filter(time => time > world.now)
  if (times.length > 0) wake(world, group, Math.min(...times))
}

function finish(
  world: World,
  refresh: InstanceRefresh,
  status: InstanceRefresh['status'],
  reason?: string
): void {
  refresh.status = status
  refresh.endedAt = world.now
  if (reason !== undefined) refresh.reason = reason
}
