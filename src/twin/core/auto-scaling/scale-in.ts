import { takeBack, takesBack } from '../warm-pool/fill.ts'
import type { Group, World } from '../world.ts'
import { begin, stamp } from './activities.ts'
import { counted } from './find.ts'
import { end } from './lifecycle.ts'
import { isComing } from './states.ts'
import { chooseVictim } from './termination-policies.ts'

/**
 * Ends `count` instances of those that count against the desired capacity: never a Standby one, never a protected one.
 * While Terminate is suspended only Pending ones can go (EC2 Auto Scaling guide, "Suspend and resume a process").
 */
export function scaleIn(world: World, group: Group, count: number): void {
  const terminateSuspended = group.suspended.Terminate !== undefined
  for (let n = 0; n < count; n += 1) {
    const present = counted(group)
    const free = present.filter(each => !each.protected)
    const candidates = free.filter(each => !terminateSuspended || isComing(each.lifecycle))
    const victim = chooseVictim(candidates, group.terminationPolicies, world.now)
    if (victim === undefined) {
      if (free.length === 0) noteProtection(world, group)
      return
    }
    const activity = begin(world, group, {
      description: `Terminating EC2 instance: ${victim.id}`,
      cause:
        `${group.sizeCause}At ${stamp(world.now)} an instance was taken out of service in response to a difference between ` +
        `desired and actual capacity, shrinking the capacity from ${present.length} to ${present.length - 1}.  ` +
        `At ${stamp(world.now)} instance ${victim.id} was selected for termination.`,
      status: 'InProgress',
      progress: 50,
      zone: victim.zone
    })
    if (victim.lifecycle === 'InService' && takesBack(group)) takeBack(world, group, victim, activity.id)
    else end(world, group, victim, activity.id)
  }
}

function noteProtection(world: World, group: Group): void {
  if (group.protectionNoted) return
  group.protectionNoted = true
  const text =
    'Could not scale to desired capacity because all remaining instances are protected from scale-in'
  begin(world, group, {
    description: `${text}.`,
    cause: `${group.sizeCause}At ${stamp(world.now)} the group had more instances than its desired capacity.`,
    status: 'Cancelled',
    progress: 100,
    message: `${text}.`
  })
}
