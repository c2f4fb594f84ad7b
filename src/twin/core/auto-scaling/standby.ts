import { invalid } from '../fault.ts'
import { flag, type Input } from '../input.ts'
import type { Group, Instance, World } from '../world.ts'
import { activityShape, begin, stamp } from './activities.ts'
import { accepted, namedIds } from './batch.ts'
import { groupOf, instanceOf } from './find.ts'
import { leaveService } from './leaving.ts'
import { enter, wake } from './lifecycle.ts'
import { besideDesired } from './standby-room.ts'
import type { Lifecycle } from './states.ts'

/**
 * EnterStandby. An instance stays EnteringStandby until every target group has drained it.
 */
export function enterStandby(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const decrement = flag(input, 'ShouldDecrementDesiredCapacity')
  const named = accepted(world, namedIds(input), id => instanceOf(group, id))
  const instances = accepted(world, named, each => onlyIn('InService', each))
  if (decrement && group.desired - instances.length < group.min) {
    throw invalid(
      `${sizesOf(group)} To place into standby ${instances.length} instance, please update the AutoScalingGroup sizes appropriately.`
    )
  }
  return leaveService(world, group, instances, decrement, {
    description: 'Moving EC2 instance to Standby',
    done: 'moved to standby',
    through: 'EnteringStandby'
  })
}

/** ExitStandby. Desired grows by one for each instance, however it was entered; the way back leads through Pending. */
export function exitStandby(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const named = accepted(world, namedIds(input), id => instanceOf(group, id))
  if (group.suspended.Launch !== undefined) {
    throw invalid(
      `Cannot move instances out of Standby for AutoScalingGroup ${group.name} while the Launch process is suspended`
    )
  }
  const instances = accepted(world, named, each => mayReturn(world, each))
  // Those that return take their room along.
  const beside = Math.max(0, besideDesired(world, group) - instances.length)
  if (group.desired + instances.length + beside > group.max) {
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

// ASSUMED: ExitStandby's wording follows EnterStandby's.
function onlyIn(lifecycle: Lifecycle, instance: Instance): Instance {
  if (instance.lifecycle !== lifecycle) throw invalid(`The instance ${instance.id} is not in ${lifecycle}.`)
  return instance
}

/** ASSUMED (`exit-standby-lost`): nobody asks whether the instance still runs. */
function mayReturn(world: World, instance: Instance): Instance {
  if (world.assumptions['exit-standby-lost'] === 'refused' && instance.lostAt !== undefined)
    throw invalid(`The instance ${instance.id} is not in a running state.`)
  return onlyIn('Standby', instance)
}

/** The sizes of a group as AWS tells them in refusals. */
export function sizesOf(group: Group): string {
  return `AutoScalingGroup ${group.name} has min-size=${group.min}, max-size=${group.max}, and desired-size=${group.desired}.`
}
