/** Rollback, topology `shared`: the old colour comes back and carries the demand; only then the new one leaves and is ended. */

import { abandon } from './abandon.ts'
import { carries, holders, inState, parked, STANDBY_BATCH } from './capacity.ts'
import { change, firstOf, refuse, type Step, wait } from './decision.ts'
import { followLoad, raiseDemand } from './demand.ts'
import { endStandby, giveSizesBack, restIdle } from './end.ts'
import type { Facts } from './goal.ts'
import { hold, releaseHold, SCALING, SCALING_AND_HEALING } from './hold.ts'
import { park } from './park.ts'
import { makeRoom, ownSizes, pinDown, pinUp, unpin } from './pin.ts'
import { demandOf, handedOver, mark, roleSizes, type Situation } from './situation.ts'

export function rollback(at: Situation, facts: Facts): Step & object {
  const { release, old, epoch, seen } = at
  if (release.initial) return abandon(at, facts)
  switch (release.state) {
    case 'finalizing':
      if (inState(old.group, 'Standby').length < release.parked) {
        return refuse({
          code: 'BGR-FINALIZE-UNFINISHED',
          message: `Finalize of release ${epoch} of ${seen.service} has already ended instances of ${old.group.name}; of ${release.parked} there are ${inState(old.group, 'Standby').length} left.`,
          fix: 'Run finalize to finish it; afterwards deploy the previous version to go back to it.'
        })
      }
      return mark(at, 'rolling-back')
    case 'rolling-back':
      return bringBack(at)
    case 'retiring':
      return retire(at, facts)
    default:
      return mark(at, 'rolling-back')
  }
}

function bringBack(at: Situation): Step & object {
  const { epoch, old } = at
  const fresh = at.new
  const live = handedOver(at)
  const role = roleSizes(at)
  const demand = demandOf(at)
  const standby = inState(old.group, 'Standby')
  const entering = inState(old.group, 'EnteringStandby')
  return (
    firstOf(
      () => raiseDemand(at, live ? Math.max(fresh.group.desired, old.group.desired) : old.group.desired),
      () => (live ? pinUp(fresh.group, fresh.side, epoch, role) : undefined),
      () =>
        standby.length + entering.length > 0 ? hold(old.group, old.side, SCALING_AND_HEALING) : undefined,
      () => makeRoom(old.group, old.side, epoch, role, Math.max(demand, old.group.desired + standby.length)),
      () =>
        exitStandby(
          old.group.name,
          standby.map(instance => instance.id)
        ),
      () => launchShortfall(old.group.name, old.group.desired, demand - entering.length),
      // Whatever died in Standby is found unhealthy now, and replaced.
      () => (entering.length > 0 ? undefined : releaseHold(old.group, old.side, SCALING, old.base.suspended)),
      () => comingBack(at, demand),
      // The hand-over back: old scales before new stops.
      () => pinUp(old.group, old.side, epoch, role),
      () => releaseHold(old.group, old.side, [], old.base.suspended),
      () => hold(fresh.group, fresh.side, SCALING_AND_HEALING)
    ) ?? mark(at, 'retiring')
  )
}

function retire(at: Situation, facts: Facts): Step & object {
  const { seen, epoch, old } = at
  const fresh = at.new
  const demand = Math.max(demandOf(at), 1)
  const own = old.side.pin ? ownSizes(old.group, old.side.pin) : roleSizes(at)
  return (
    firstOf(
      () => (parked(fresh.group, seen) ? undefined : hold(fresh.group, fresh.side, SCALING_AND_HEALING)),
      () => followLoad(at, old, fresh.group, own),
      () => pinDown(fresh.group, fresh.side, epoch, fresh.base),
      () => park(fresh.group, old.group, seen, demand, 'drop'),
      () => unpin(old.group, old.side, epoch, own),
      // Nothing that could serve is ended while the colour that is back does not.
      () => comingBack(at, Math.max(old.group.desired, 1)),
      () => endStandby(fresh),
      () => giveSizesBack(at),
      () => restIdle(fresh, at, facts)
    ) ?? mark(at, 'rolled-back')
  )
}

function comingBack({ old, seen }: Situation, demand: number): Step {
  const leaving = inState(old.group, 'EnteringStandby').length
  if (leaving === 0 && carries(old.group, seen, demand)) return undefined
  return wait({
    for: 'old-back',
    group: old.group.name,
    healthy: holders(old.group, seen).length,
    of: demand
  })
}

function exitStandby(group: string, ids: readonly string[]): Step {
  if (ids.length === 0) return undefined
  const batch = ids.slice(0, STANDBY_BATCH)
  return change('additive', `bring ${batch.length} instances of ${group} back from Standby`, {
    kind: 'exit-standby',
    group,
    ids: batch
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
