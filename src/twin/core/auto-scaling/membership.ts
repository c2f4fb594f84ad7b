import { invalid } from '../fault.ts'
import { flag, type Input } from '../input.ts'
import { refuseInRefresh } from '../refresh/active.ts'
import type { Instance, World } from '../world.ts'
import { begin, stamp } from './activities.ts'
import { namedIds } from './batch.ts'
import { groupOf, instanceOf } from './find.ts'
import { leaveService } from './leaving.ts'
import { enter, wake } from './lifecycle.ts'
import { sizesOf } from './standby.ts'

/**
 * DetachInstances: drained, then out of the group, running. A Standby one counts like any other, so that decrementing
 * shrinks desired although it was outside of it (EC2 Auto Scaling guide, "Detach instances").
 */
export function detachInstances(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const decrement = flag(input, 'ShouldDecrementDesiredCapacity')
  const instances = namedIds(input).map(id => instanceOf(group, id))
  for (const each of instances) {
    if (each.lifecycle !== 'InService' && each.lifecycle !== 'Standby')
      throw invalid(`The instance ${each.id} is not in InService or Standby.`)
  }
  if (decrement && group.desired - instances.length < group.min) {
    // ASSUMED: the wording follows AttachInstances'.
    throw invalid(
      `${sizesOf(group)} To detach ${instances.length} instance(s), please update the AutoScalingGroup sizes appropriately.`
    )
  }
  return leaveService(world, group, instances, decrement, {
    description: 'Detaching EC2 instance',
    done: 'detached',
    through: 'Detaching'
  })
}

/**
 * AttachInstances: instances that were detached before, as the twin has no others. Desired grows by their number.
 * ASSUMED: the wordings but the one about sizes.
 */
export function attachInstances(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  refuseInRefresh(group)
  const instances = namedIds(input).map(id => detachedOf(world, id))
  if (group.suspended.Launch !== undefined)
    throw invalid(
      `Cannot attach instances to AutoScalingGroup ${group.name} while the Launch process is suspended`
    )
  if (group.desired + instances.length > group.max) {
    throw invalid(
      `${sizesOf(group)} To attach ${instances.length} instance(s), please update the AutoScalingGroup sizes appropriately.`
    )
  }
  for (const instance of instances) {
    const from = group.desired
    group.desired += 1
    delete world.detached[instance.id]
    const activity = begin(world, group, {
      description: `Attaching an existing EC2 instance: ${instance.id}`,
      cause: `At ${stamp(world.now)} an instance was attached in response to a user request, increasing the capacity from ${from} to ${group.desired}.`,
      status: 'PreInService',
      progress: 30,
      zone: instance.zone
    })
    instance.activityId = activity.id
    instance.returning = true
    enter(world, group, instance, 'Pending', world.now + world.timing.standbyMs)
    group.instances.push(instance)
  }
  wake(world, group)
  return {}
}

function detachedOf(world: World, id: string): Instance {
  const instance = world.detached[id]
  if (instance === undefined || instance.lostAt !== undefined) throw invalid(`Invalid Instance ID: ${id}`)
  return instance
}
