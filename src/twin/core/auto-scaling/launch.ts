import { takeWarm } from '../warm-pool/fill.ts'
import type { Group, Instance, World } from '../world.ts'
import { begin, stamp } from './activities.ts'
import { counted } from './find.ts'
import { emptiestZone, newInstance, versionAtLaunch } from './instance.ts'
import { enter, wake } from './lifecycle.ts'

/** Until Auto Scaling tries again after a failed launch. ASSUMED: the real delay grows from seconds to minutes. */
const RETRY_MS = 60_000

/** Launches `count` instances, or writes a failed activity and tries again later. */
export function launch(world: World, group: Group, count: number): void {
  if (group.retryLaunchAt !== undefined && group.retryLaunchAt > world.now) return
  delete group.retryLaunchAt
  const from = counted(group).length
  const cause =
    `${group.sizeCause}At ${stamp(world.now)} an instance was started in response to a difference between desired ` +
    `and actual capacity, increasing the capacity from ${from} to ${from + count}.`
  for (let n = 0; n < count; n += 1) {
    const zone = emptiestZone(group)
    const warm = takeWarm(world, group, zone)
    if (warm !== undefined) {
      warm.activityId = beginLaunch(world, group, warm, ' from warm pool', cause)
      continue
    }
    if (world.versionHealth[versionAtLaunch(group)] === 'launch-fails') {
      failLaunch(world, group, cause, zone)
      return
    }
    const instance = newInstance(world, group, zone)
    instance.activityId = beginLaunch(world, group, instance, '', cause)
    enter(world, group, instance, 'Pending', world.now + world.timing.launchMs)
    group.instances.push(instance)
  }
}

function beginLaunch(world: World, group: Group, instance: Instance, where: string, cause: string): string {
  const { id } = begin(world, group, {
    description: `Launching a new EC2 instance${where}: ${instance.id}`,
    cause,
    status: 'PreInService',
    progress: 30,
    zone: instance.zone
  })
  return id
}

function failLaunch(world: World, group: Group, cause: string, zone: string): void {
  begin(world, group, {
    description: 'Launching a new EC2 instance.  Status Reason: Could not launch On-Demand Instances.',
    cause,
    status: 'Failed',
    progress: 100,
    zone,
    message:
      'Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient ' +
      `m6i.large capacity in the Availability Zone you requested (${zone}). Our system will be working on ` +
      'provisioning additional capacity. Launching EC2 instance failed.'
  })
  group.retryLaunchAt = world.now + RETRY_MS
  wake(world, group, group.retryLaunchAt)
}
