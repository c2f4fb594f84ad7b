/** Topology `shared`: a colour leaves traffic by Standby. */
import { inState } from '../capacity.ts'
import { change, firstOf, refuse, type Step } from '../decision.ts'
import type { Member, Situation } from '../situation.ts'
import { endStandby } from '../steps/end.ts'
import { SCALING_AND_HEALING } from '../steps/hold.ts'
import { park } from '../steps/park.ts'
import { pinDown } from '../steps/pin.ts'
import type { Traffic } from './traffic.ts'

export const SHARED: Traffic = {
  mixes: true,
  held: SCALING_AND_HEALING,
  expose: () => undefined,
  leaveOld: (at, role, demand) =>
    firstOf(
      () => pinDown(at.old.group, at.old.side, at.epoch, role),
      () => park(at.old.group, at.new.group, at.seen, demand, 'wait')
    ),
  bringBack: () => undefined,
  leaveNew: (at, demand, force) =>
    firstOf(
      () => pinDown(at.new.group, at.new.side, at.epoch, at.new.base, force),
      () => park(at.new.group, at.old.group, at.seen, demand, 'drop', force)
    ),
  waiting: group => inState(group, 'Standby').length,
  drift,
  end: member =>
    member.group.instances.length + member.group.desired === 0
      ? undefined
      : firstOf(
          () => empty(member),
          () => endStandby(member.group)
        ),
  close: () => undefined
}

/** Only what this release parked may be ended. Whatever serves or starts in the old group came from somebody else. */
function drift(at: Situation): Step {
  const { group } = at.old
  const foreign = group.instances.filter(
    instance => instance.lifecycle !== 'Standby' && !instance.lifecycle.startsWith('Terminat')
  )
  if (foreign.length === 0) return undefined
  return refuse({
    code: 'BGR-DRIFT',
    message: `${group.name} must hold nothing but parked instances, and ${foreign.map(instance => `${instance.id} is ${instance.lifecycle}`).join(', ')}.`,
    fix: 'Move these instances to Standby with decrement if they belong to the old version, or run rollback.'
  })
}

/** Neither MinSize nor desired may ask for a replacement of what is ended. */
function empty({ group }: Member): Step {
  if (group.min === 0 && group.desired === 0) return undefined
  return change('ending', `set MinSize and desired capacity of ${group.name} to 0`, {
    kind: 'resize',
    group: group.name,
    min: 0,
    desired: 0
  })
}
