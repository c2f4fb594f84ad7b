/** Topology `split`: a colour leaves traffic by weight 0 and stays in service. */
import { inState } from '../capacity.ts'
import { change, firstOf, refuse, type Step } from '../decision.ts'
import { withMissed } from '../scaling/due.ts'
import { demandOf, type Member, roleSizes, type Situation } from '../situation.ts'
import { raiseDemand, scaleTo } from '../steps/demand.ts'
import { endStandby } from '../steps/end.ts'
import { adoptSuspended, hold, SCALING } from '../steps/hold.ts'
import { makeRoom, ownSizes } from '../steps/pin.ts'
import { protect, strip } from '../steps/protection.ts'
import { expose, noteWeights } from './expose.ts'
import { isTest, noteKeys } from './forward-journal.ts'
import { moveWeights, stillWeighs } from './move.ts'
import { parked } from './parked.ts'
import { type Route, routesOf, weighs } from './routes.ts'
import { noteSticky, unstuck } from './sticky.ts'
import type { Traffic } from './traffic.ts'

export const SPLIT: Traffic = {
  mixes: false,
  // Its instances stay where they are, and one that dies is replaced: a rollback finds all of them.
  held: SCALING,
  expose,
  leaveOld: (at, _role, demand) =>
    firstOf(
      // What somebody let forward to it meanwhile.
      () => (weighs(at.old.group, at.seen) ? expose(at) : undefined),
      () => protect(at.old, at.epoch),
      () => holdOld(at),
      () => moveWeights(at, 'goal', at.new, demand),
      () => stillWeighs(at.old, at),
      () => noteSticky(at, at.old)
    ),
  bringBack: at => (weighs(at.new.group, at.seen) ? noteWeights(at) : undefined),
  leaveNew: (at, demand, force) =>
    firstOf(
      () => (!at.release.initial && !parked(at.new.group, at.seen) ? catchUp(at) : undefined),
      () => moveWeights(at, 'found', at.old, demand, force),
      () => (at.release.initial || isClosed(at) ? undefined : stillWeighs(at.new, at)),
      () => noteSticky(at, at.new)
    ),
  waiting: group => group.desired,
  drift,
  end: (member, at) =>
    member.group.instances.length + member.group.desired === 0
      ? undefined
      : firstOf(
          () => unstuck(at, member),
          () => lower(member, 'min'),
          () => strip(member),
          () => mayEnd(member, at),
          () => lower(member, 'desired'),
          () => endStandby(member.group)
        ),
  close
}

/** At the last moment before its requests go: until then the old colour follows the load, upward only. */
function holdOld(at: Situation): Step {
  const { group, side } = at.old
  if (!weighs(group, at.seen)) return undefined
  return firstOf(
    () => raiseDemand(at, group.desired),
    () => withMissed(hold(group, side, SCALING), at.old, at.seen.at)
  )
}

/** The new colour followed the load until its scaling was suspended: whoever takes over carries as much. */
function catchUp(at: Situation): Step {
  const { group, side } = at.old
  const own = side.pin ? ownSizes(group, side.pin) : roleSizes(at)
  return firstOf(
    () => raiseDemand(at, at.new.group.desired),
    () => makeRoom(group, side, at.epoch, own, demandOf(at)),
    () => scaleTo(group, demandOf(at))
  )
}

/** Only what this release parked may be ended. */
function drift(at: Situation): Step {
  const { group } = at.old
  if (group.instances.length === 0) return undefined
  const standby = inState(group, 'Standby')
  return firstOf(
    () => stillWeighs(at.old, at),
    () =>
      standby.length === 0
        ? undefined
        : refuse({
            code: 'BGR-DRIFT',
            message: `${group.name} must hold nothing but instances in service, and ${standby.map(({ id }) => id).join(', ')} stand by.`,
            fix: 'Return these instances to service if they belong to the old version, or end them.'
          }),
    // Before anything is waited for or given up for an end that will be refused.
    () => refusalIn(mayEnd(at.old, at)),
    () => unstuck(at, at.old)
  )
}

const refusalIn = (step: Step): Step => (step?.kind === 'refuse' ? step : undefined)

/**
 * While Terminate is suspended a lowered desired capacity ends nothing (User Guide, "Suspend and resume a process").
 * Where it belongs to the live role it leaves with it; what the idle role has suspended comes when all are ended.
 */
function mayEnd({ group, side }: Member, at: Situation): Step {
  if (!group.suspended.includes('Terminate')) return undefined
  const only = (processes: readonly string[]) => processes.filter(process => process === 'Terminate')
  return (
    adoptSuspended(group, side, only(at.new.base.suspended), only(at.old.base.suspended)) ??
    refuse({
      code: 'BGR-PROCESS-SUSPENDED',
      message: `Terminate must run on ${group.name} so that its instances can be ended, and is suspended.`,
      fix: `Resume it, then run the same command again: aws autoscaling resume-processes --auto-scaling-group-name ${group.name} --scaling-processes Terminate`
    })
  )
}

/** One size a call: a desired capacity of 0 that arrives late is refused by any MinSize set since. */
function lower({ group }: Member, size: 'min' | 'desired'): Step {
  if (group[size] === 0) return undefined
  const what = size === 'min' ? 'MinSize' : 'desired capacity'
  return change('ending', `set the ${what} of ${group.name} to 0`, {
    kind: 'resize',
    group: group.name,
    [size]: 0
  })
}

/** The weights are where they belong for good: what was noted of them goes. */
function close(at: Situation): Step {
  const left = notedIn(at)
  // Test rules last: without its note one looks as if it served everybody.
  const noted = left.find(({ forward }) => !isTest(forward)) ?? left[0]
  if (!noted) return undefined
  return change('reducing', `remove the notes of the release from ${noted.forward.name}`, {
    kind: 'untag-forward',
    group: at.old.group.name,
    forward: noted.forward.arn,
    keys: noteKeys(noted.forward)
  })
}

const notedIn = (at: Situation): readonly Route[] =>
  routesOf(at.seen, at.epoch).routes.filter(({ forward }) => noteKeys(forward).length > 0)

const isClosed = (at: Situation): boolean => notedIn(at).length === 0
