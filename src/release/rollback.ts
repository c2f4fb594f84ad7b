/** Rollback: the old colour comes back and carries the demand; only then the new one leaves and is ended. */

import { scalesBy } from './attached.ts'
import { holders, inState } from './capacity.ts'
import { change, type Force, firstOf, refuse, type Step, wait } from './decision.ts'
import type { Facts, Goal } from './goal.ts'
import { withMissed } from './scaling/due.ts'
import { takeCopyBack } from './scaling/role.ts'
import { demandOf, handedOver, type Member, mark, roleSizes, type Situation } from './situation.ts'
import { abandon } from './steps/abandon.ts'
import { accept, floorOf, shareOf, suffices } from './steps/accept.ts'
import { followLoad, raiseDemand } from './steps/demand.ts'
import { giveSizesBack, restIdle } from './steps/end.ts'
import { hold, noteAgain, releaseHold, resumeHeld, SCALING, SCALING_AND_HEALING } from './steps/hold.ts'
import { forget, keepParked } from './steps/kept.ts'
import { park } from './steps/park.ts'
import { makeRoom, ownSizes, pinDown, pinUp, unpin } from './steps/pin.ts'
import { isProtected, protect, unprotect } from './steps/protection.ts'
import { endLost, returnable, returnStandby } from './steps/returning.ts'
import { parked } from './traffic/parked.ts'
import { unstuck } from './traffic/sticky.ts'
import { trafficOf } from './traffic/traffic-of.ts'
import type { Group } from './world.ts'

export type RollbackGoal = Goal & { readonly command: 'rollback' }

export function rollback(at: Situation, goal: RollbackGoal, facts: Facts): Step & object {
  const { release, old, epoch, seen } = at
  const traffic = trafficOf(at)
  if (release.initial) return abandon(at)
  switch (release.state) {
    case 'finalizing':
      if (traffic.waiting(old.group) < release.parked) {
        return refuse({
          code: 'BGR-FINALIZE-UNFINISHED',
          message: `Finalize of release ${epoch} of ${seen.service} has already ended instances of ${old.group.name}; of ${release.parked} there are ${traffic.waiting(old.group)} left.`,
          fix: 'Run finalize to finish it; afterwards rollback deploys the previous version again.'
        })
      }
      return mark(at, 'rolling-back')
    case 'rolling-back':
      return bringBack(at, goal, facts)
    case 'retiring':
      return retire(at, goal, facts)
    default:
      return mark(at, 'rolling-back')
  }
}

function bringBack(at: Situation, goal: RollbackGoal, facts: Facts): Step & object {
  const { epoch, old, seen } = at
  const { group, side, base } = old
  const fresh = at.new
  const live = handedOver(at)
  const role = roleSizes(at)
  const demand = demandOf(at)
  const refused = facts.refusedReturns ?? []
  const waiting = returnable(group, refused).length
  const entering = inState(group, 'EnteringStandby').length
  const early = inWindow(at, facts)
  const traffic = trafficOf(at)
  const holdNew = (processes: readonly string[]) =>
    withMissed(hold(fresh.group, fresh.side, processes, traffic.held), fresh, seen.at)
  return (
    firstOf(
      () => traffic.bringBack(at),
      () => accept(at, goal.acceptCapacity),
      () => raiseDemand(at, live ? Math.max(fresh.group.desired, group.desired) : group.desired),
      () => (live ? pinUp(fresh.group, fresh.side, epoch, role) : undefined),
      () => (waiting + entering > 0 ? hold(group, side, SCALING_AND_HEALING) : undefined),
      () => (early ? protect(old, epoch) : undefined),
      // Once old scales new need not, and what is launched from here on can be shrunk by one of them alone. What is ill in
      // new is replaced until old carries the demand: nobody knows before whether it will.
      () => (live && scalesAgain(at) ? holdNew(SCALING) : undefined),
      () => makeRoom(group, side, epoch, role, Math.max(demand, group.desired + waiting)),
      () => returnStandby(group, refused),
      // After all that returns: asked for earlier it would be less than the group has then, and a request of a dead run that
      // arrives late would end what has come back.
      () => (entering > 0 ? undefined : launchShortfall(group.name, group.desired, demand)),
      // Whatever died in Standby is found unhealthy now, and replaced.
      () => {
        if (entering > 0) return undefined
        return early && isUntouchable(at)
          ? resumeHeld(group, side, SCALING, base.suspended, 'covered')
          : releaseHold(group, side, SCALING, base.suspended)
      },
      () => comingBack(at, demand),
      // The hand-over back: old scales before new stops.
      () => pinUp(group, side, epoch, role),
      () =>
        early && isCovered(at)
          ? resumeHeld(group, side, [], base.suspended, 'covered')
          : releaseHold(group, side, [], base.suspended),
      () => holdNew(traffic.held)
    ) ?? mark(at, 'retiring')
  )
}

function retire(at: Situation, goal: RollbackGoal, facts: Facts): Step & object {
  const { seen, epoch, old } = at
  const { group, side, base } = old
  const fresh = at.new
  const own = side.pin ? ownSizes(group, side.pin) : roleSizes(at)
  const refused = facts.refusedReturns ?? []
  const alone = parked(fresh.group, seen)
  const traffic = trafficOf(at)
  const early = inWindow(at, facts) && !alone
  const force: Force = early && isCovered(at) ? 'covered' : 'reducing'
  return (
    firstOf(
      () => accept(at, goal.acceptCapacity),
      () => (alone ? undefined : hold(fresh.group, fresh.side, traffic.held)),
      () => (inWindow(at, facts) ? stayHeld(at) : undefined),
      () => (early ? protect(old, epoch) : undefined),
      () => followLoad(at, old, fresh.group, own),
      // A suspension of a dead run may have arrived since.
      () => (force === 'covered' ? resumeHeld(group, side, [], base.suspended, force) : undefined),
      () => (inWindow(at, facts) ? shut(fresh, facts) : undefined),
      () => traffic.leaveNew(at, floorOf(at), force),
      () => releaseHold(group, side, [], base.suspended),
      // With an accepted share new may leave before all of old is back.
      () => makeRoom(group, side, epoch, own, group.desired + returnable(group, refused).length),
      () => returnStandby(group, refused),
      () => unpin(group, side, epoch, own, inWindow(at, facts)),
      () => unprotect(old),
      // Nothing that could serve is ended while the colour that is back does not.
      () => comingBack(at, Math.max(group.desired, 1)),
      () => endLost(group, refused),
      () => (goal.afterRollback === 'terminate' ? traffic.end(fresh, at) : keep(at)),
      () => giveSizesBack(at),
      () => takeCopyBack(at),
      () => (inState(fresh.group, 'Standby').length === 0 ? restIdle(fresh, at) : undefined),
      () => (goal.afterRollback === 'terminate' ? forget(fresh.group) : undefined),
      () => traffic.close(at)
    ) ?? mark(at, 'rolled-back')
  )
}

/** A note or a resumption of a dead run may still arrive, even when the new colour is out of traffic. */
function stayHeld(at: Situation): Step {
  const { group, side, base, attached } = at.new
  return firstOf(
    () => noteAgain(group, side, [...base.suspended, ...at.old.base.suspended]),
    () => (scalesBy(attached) ? hold(group, side, SCALING) : undefined)
  )
}

/**
 * A MinSize or desired capacity that still arrives would launch the rejected version again; AWS refuses one above MaxSize
 * (UpdateAutoScalingGroup). The group gets its sizes back before it is noted as rolled back, so once its instances are
 * gone or kept, and that note may be on its way, nothing is shut.
 */
function shut({ group, side }: Member, { standbyNeedsRoom }: Facts): Step {
  const over = group.instances.length === 0 || inState(group, 'InService').length > 0 || side.kept
  // Whether Standby instances count against MaxSize is not documented. Where they do, they leave no room above them.
  const least = standbyNeedsRoom ? group.instances.length : 0
  if (over || group.desired > 0 || group.min > 0 || group.max <= least) return undefined
  return change('covered', `set the MaxSize of ${group.name} to ${least} until nothing can arrive any more`, {
    kind: 'resize',
    group: group.name,
    max: least
  })
}

/** What is kept waits in Standby, whatever the topology: no desired capacity and no weight speaks for it. */
function keep(at: Situation): Step {
  const { group, side, base } = at.new
  return firstOf(
    () => (group.desired > 0 ? unstuck(at, at.new) : undefined),
    () => (group.desired > 0 ? hold(group, side, SCALING_AND_HEALING) : undefined),
    () => pinDown(group, side, at.epoch, base),
    // At weight 0 it carries nothing, and the old colour follows the load already.
    () => park(group, at.old.group, at.seen, parked(group, at.seen) ? 0 : floorOf(at), 'drop'),
    () => leaving(group),
    () => keepParked(at.new, at.epoch)
  )
}

/** What could not be parked is ended, and gone before anybody says that the rest is all there is. */
function leaving({ name, instances }: Group): Step {
  const left = instances.filter(({ lifecycle }) => lifecycle !== 'Standby').length
  return left > 0 ? wait({ for: 'ended', group: name, left }) : undefined
}

/** Whether a request of a dead run, or one of our own without an answer, may still arrive. */
const inWindow = ({ seen }: Situation, { quietFrom }: Facts): boolean => seen.at < quietFrom

/** A finalize ends instances by their ids, and neither MinSize nor protection keeps it from that. */
const isUntouchable = ({ release, old }: Situation): boolean => release.parked === 0 && isProtected(old.group)

/** Nothing that still arrives can take the old colour out of service: AWS refuses EnterStandby below MinSize. */
const isCovered = (at: Situation): boolean => isUntouchable(at) && at.old.group.min >= at.old.group.desired

/** Whether the hand-over of scaling has reached the old colour again, and there is something to scale. */
const scalesAgain = ({ old: { group, base }, seen }: Situation): boolean =>
  SCALING.every(process => !group.suspended.includes(process) || base.suspended.includes(process)) &&
  holders(group, seen).length > 0

function comingBack(at: Situation, demand: number): Step {
  const { group, side } = at.old
  const leaving = side.accepted === undefined ? inState(group, 'EnteringStandby').length : 0
  if (leaving === 0 && suffices(at, demand)) return undefined
  return wait({
    for: 'old-back',
    group: group.name,
    healthy: holders(group, at.seen).length,
    of: shareOf(at, demand)
  })
}

/** What waits in Standby does not suffice: the rest is launched. */
function launchShortfall(group: string, desired: number, wanted: number): Step {
  if (desired >= wanted) return undefined
  return change('additive', `raise the desired capacity of ${group} to ${wanted}`, {
    kind: 'resize',
    group,
    desired: wanted
  })
}
