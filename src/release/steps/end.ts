/** Ending a parked colour, one instance at a time, and leaving its group empty and ready for the next release. */
import { scalesBy } from '../attached.ts'
import { inState } from '../capacity.ts'
import { change, firstOf, type Step, wait } from '../decision.ts'
import { liveSuspended, type Member, type Situation } from '../situation.ts'
import type { Group } from '../world.ts'
import { adoptSuspended, releaseHold, SCALING } from './hold.ts'

/**
 * TerminateInstanceInAutoScalingGroup without decrement for each Standby instance. Whether AWS would count a decrement
 * for an instance that desired no longer includes is not documented, so it is never asked for.
 * @param remark goes on with the reason that people read
 */
export function endStandby(group: Group, remark = ''): Step {
  const [instance] = inState(group, 'Standby')
  if (instance) {
    return change('ending', `end ${instance.id} of ${group.name}${remark}`, {
      kind: 'terminate',
      group: group.name,
      id: instance.id
    })
  }
  return group.instances.length > 0
    ? wait({ for: 'ended', group: group.name, left: group.instances.length })
    : undefined
}

/** The idle role's suspended processes come back; scaling stays held where there is any, because it is not live. */
export function restIdle(idle: Member, at: Situation): Step {
  const own = (at.release.initial ? idle : at.new).base.suspended
  return firstOf(
    () => adoptSuspended(idle.group, idle.side, own, liveSuspended(at)),
    () => releaseHold(idle.group, idle.side, scalesBy(idle.attached) ? SCALING : [], own)
  )
}

/** The new group as it was before the release. */
export function giveSizesBack(at: Situation): Step {
  const { group, base } = at.new
  if (group.min === base.min && group.max === base.max && group.desired === base.desired) return undefined
  return change('reducing', `give ${group.name} the sizes back that it had`, {
    kind: 'resize',
    group: group.name,
    min: base.min,
    max: base.max,
    desired: base.desired
  })
}
