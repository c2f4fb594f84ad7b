import { invalid } from '../fault.ts'
import {
  between,
  flag,
  type Input,
  integer,
  onlyModelled,
  optionalFlag,
  optionalInteger,
  text
} from '../input.ts'
import { refuseInCooldown } from '../scaling/cooldown.ts'
import type { Group, World } from '../world.ts'
import { activityShape, begin, stamp } from './activities.ts'
import { groupOf, ownerOf } from './find.ts'
import { healthCheckType } from './health.ts'
import { end, wake } from './lifecycle.ts'
import { readProtection, readWarmup } from './settings.ts'
import { besideDesired, makingUp } from './standby-room.ts'
import { isGoing } from './states.ts'
import { readTerminationPolicies } from './termination-policies.ts'

/** Sets the desired capacity and has the group act on it. `because` becomes part of the Cause of what follows. */
export function setDesired(world: World, group: Group, desired: number, because: string): void {
  if (desired !== group.desired) {
    group.sizeCause = `At ${stamp(world.now)} ${because} changing the desired capacity from ${group.desired} to ${desired}.  `
    group.protectionNoted = false
    delete group.policyCooldownSeconds
  }
  group.desired = desired
  wake(world, group)
}

const MODELLED: readonly string[] = [
  'AutoScalingGroupName',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'NewInstancesProtectedFromScaleIn',
  'DefaultCooldown',
  'HealthCheckType',
  'HealthCheckGracePeriod',
  'DefaultInstanceWarmup',
  'DeletionProtection',
  'TerminationPolicies'
]

/** UpdateAutoScalingGroup: sizes, protection of new instances and of the group, cooldown, warm-up, health check and termination settings. */
export function updateAutoScalingGroup(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, MODELLED)
  const group = groupOf(world, input)
  const min = count(input, 'MinSize') ?? group.min
  const max = count(input, 'MaxSize') ?? group.max
  const given = count(input, 'DesiredCapacity')
  checkBounds(min, max, given)
  const desired = given ?? Math.min(Math.max(group.desired, min - makingUp(world, group)), max)
  if (given !== undefined || max !== group.max) checkRoom(world, group, desired, max)
  group.newInstancesProtected =
    optionalFlag(input, 'NewInstancesProtectedFromScaleIn') ?? group.newInstancesProtected
  group.cooldown = count(input, 'DefaultCooldown') ?? group.cooldown
  group.healthCheckType = healthCheckType(input) ?? group.healthCheckType
  group.healthCheckGraceSeconds = count(input, 'HealthCheckGracePeriod') ?? group.healthCheckGraceSeconds
  readWarmup(group, input)
  group.deletionProtection = readProtection(input) ?? group.deletionProtection
  group.terminationPolicies = readTerminationPolicies(input) ?? group.terminationPolicies
  group.min = min
  group.max = max
  setDesired(
    world,
    group,
    desired,
    `a user request update of AutoScalingGroup constraints to min: ${min}, max: ${max}, desired: ${desired}`
  )
  return {}
}

/** @throws AwsFault ValidationError where min <= desired <= max does not hold. */
export function checkBounds(min: number, max: number, desired: number | undefined): void {
  if (max < min) throw invalid(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`)
  if (desired !== undefined && (desired < min || desired > max)) {
    throw invalid(
      `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`
    )
  }
}

// ASSUMED: the wording.
function checkRoom(world: World, group: Group, desired: number, max: number): void {
  const beside = besideDesired(world, group)
  if (desired + beside > max)
    throw invalid(`Desired capacity:${desired} and ${beside} in Standby must not exceed max size:${max}`)
}

/** SetDesiredCapacity. The capacity is stored even while Launch is suspended. */
export function setDesiredCapacity(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const desired = between('DesiredCapacity', integer(input, 'DesiredCapacity'), 0, 10_000)
  if (desired > group.max) {
    throw invalid(
      `New SetDesiredCapacity value ${desired} is above max value ${group.max} for the AutoScalingGroup.`
    )
  }
  if (desired < group.min) {
    throw invalid(
      `New SetDesiredCapacity value ${desired} is below min value ${group.min} for the AutoScalingGroup.`
    )
  }
  checkRoom(world, group, desired, group.max)
  if (optionalFlag(input, 'HonorCooldown') === true) refuseInCooldown(world, group)
  setDesired(world, group, desired, 'a user request explicitly set group desired capacity')
  return {}
}

/** TerminateInstanceInAutoScalingGroup. Ignores scale-in protection; only asks for the end, which takes its time. */
export function terminateInstance(world: World, input: Input): Record<string, unknown> {
  const id = text(input, 'InstanceId')
  const decrement = flag(input, 'ShouldDecrementDesiredCapacity')
  const owner = ownerOf(world, id)
  // ASSUMED: an instance that is ending already is refused like an unknown one.
  if (owner === undefined || isGoing(owner.instance.lifecycle)) {
    throw invalid(`Instance Id not found - No managed instance found for instance ID: ${id}`)
  }
  const { group, instance } = owner
  const before = group.desired
  const shrinks =
    decrement &&
    (instance.lifecycle !== 'Standby' ||
      world.assumptions['terminate-standby-decrement'] === 'shrinks-desired')
  if (shrinks && before <= group.min) {
    throw invalid(
      `Currently, desiredSize equals minSize (${group.min}). Terminating instance without replacement will violate ` +
        "group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size."
    )
  }
  // ASSUMED (`terminate-standby-decrement`): a Standby instance is outside of desired, yet `true` decrements it again.
  if (shrinks) group.desired = before - 1
  const shrinking = shrinks ? `, shrinking the capacity from ${before} to ${before - 1}` : ''
  const activity = begin(world, group, {
    description: `Terminating EC2 instance: ${id}`,
    cause: `At ${stamp(world.now)} instance ${id} was taken out of service in response to a user request${shrinking}.`,
    status: 'InProgress',
    progress: 0,
    zone: instance.zone
  })
  end(world, group, instance, activity.id)
  wake(world, group)
  return { Activity: activityShape(group, activity) }
}

function count(input: Input, member: string): number | undefined {
  const value = optionalInteger(input, member)
  return value === undefined ? undefined : between(member, value, 0, 10_000)
}
