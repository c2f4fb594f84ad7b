import type { Group, Instance, World } from '../world.ts'
import { activityShape, begin, stamp } from './activities.ts'
import { enter, leaveTargetGroups, wake } from './lifecycle.ts'

/** How a call that takes instances out of service is told, and which state they pass through. */
export interface Leaving {
  /** `Moving EC2 instance to Standby` */
  readonly description: string
  /** `moved to standby` */
  readonly done: string
  readonly through: 'EnteringStandby' | 'Detaching'
}

/**
 * Takes instances out of service one by one, with or without their share of the desired capacity. Each drains from all
 * target groups first (EC2 Auto Scaling guide, "Temporarily remove instances", "Detach instances").
 * @returns the activities, as the API answers them
 */
export function leaveService(
  world: World,
  group: Group,
  instances: readonly Instance[],
  decrement: boolean,
  { description, done, through }: Leaving
): Record<string, unknown> {
  const activities = instances.map(instance => {
    const from = group.desired
    if (decrement) group.desired -= 1
    const activity = begin(world, group, {
      description: `${description}: ${instance.id}`,
      cause: `At ${stamp(world.now)} instance ${instance.id} was ${done} in response to a user request${
        decrement ? `, shrinking the capacity from ${from} to ${group.desired}` : ''
      }.`,
      status: 'InProgress',
      progress: 50,
      zone: instance.zone
    })
    instance.activityId = activity.id
    const until = leaveTargetGroups(world, group, instance)
    enter(world, group, instance, through, Math.max(until, world.now + world.timing.standbyMs))
    return activityShape(group, activity)
  })
  wake(world, group)
  return { Activities: activities }
}
