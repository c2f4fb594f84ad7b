import { AwsFault, invalid } from '../fault.ts'
import { type Input, optionalFlag } from '../input.ts'
import { schedule } from '../timers.ts'
import { drainWarmPool } from '../warm-pool/fill.ts'
import type { Group, World } from '../world.ts'
import { begin, stamp } from './activities.ts'
import { groupOf } from './find.ts'
import { end } from './lifecycle.ts'
import { deletePolicies } from './policies.ts'
import { isGoing } from './states.ts'

/**
 * DeleteAutoScalingGroup. With ForceDelete every instance ends, Standby ones and the warm pool too; the group stays
 * visible meanwhile. Its policies go at once, and the alarms that have no action left by that.
 */
export function deleteAutoScalingGroup(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const force = optionalFlag(input, 'ForceDelete') ?? false
  const { deletionProtection } = group
  // ASSUMED: the wording.
  if (
    deletionProtection === 'prevent-all-deletion' ||
    (force && deletionProtection === 'prevent-force-deletion')
  )
    throw invalid(
      `AutoScalingGroup ${group.name} cannot be deleted: its deletion protection is ${deletionProtection}`
    )
  if (!isEmpty(group) && !force) {
    throw new AwsFault(
      'ResourceInUse',
      'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.'
    )
  }
  group.status = 'Delete in progress'
  group.min = 0
  group.max = 0
  group.desired = 0
  deletePolicies(world, group)
  for (const instance of group.instances) {
    if (isGoing(instance.lifecycle)) continue
    const activity = begin(world, group, {
      description: `Terminating EC2 instance: ${instance.id}`,
      cause: `At ${stamp(world.now)} a user request deleted the AutoScalingGroup.`,
      status: 'InProgress',
      progress: 50,
      zone: instance.zone
    })
    end(world, group, instance, activity.id)
  }
  drainWarmPool(world, group)
  if (isEmpty(group)) schedule(world, world.now + 2000, { kind: 'group-deleted', group: group.name })
  return {}
}

/** Whether a group has no instance left, in its warm pool neither. */
export function isEmpty(group: Group): boolean {
  return group.instances.length === 0 && (group.warmPool?.instances.length ?? 0) === 0
}
