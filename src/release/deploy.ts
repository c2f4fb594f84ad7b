/** Deploy: the new colour warms up beside the old one, takes over scaling, and the old one leaves traffic. */

import { keepOld, keepTemplates } from './approval/old-group.ts'
import { requireApproval } from './approval/requirement.ts'
import { carries, holders, inService, settled } from './capacity.ts'
import type { Finding } from './codes.ts'
import { change, done, firstOf, refuse, type Step, wait } from './decision.ts'
import type { Facts, Goal } from './goal.ts'
import { commitOf, commitTag } from './journal/commit.ts'
import { newestEpoch, type ReleaseRecord, readSide, staleKeys } from './journal/journal.ts'
import { versionOf } from './live.ts'
import { candidateOf } from './preflight/candidate.ts'
import { preflight } from './preflight/preflight.ts'
import { contradiction, straying } from './preflight/wish.ts'
import { unfinished } from './refusals.ts'
import { awaySchedule, withMissed } from './scaling/due.ts'
import { copyMode } from './scaling/fit.ts'
import { copyToNew } from './scaling/role.ts'
import {
  demandOf,
  handedOver,
  liveSuspended,
  mark,
  other,
  record,
  roleSizes,
  type Situation
} from './situation.ts'
import { followLoad, raiseDemand, scaleTo } from './steps/demand.ts'
import { restIdle } from './steps/end.ts'
import { adoptSuspended, hold, releaseHold, SCALING } from './steps/hold.ts'
import { clearKept } from './steps/kept.ts'
import { pinUp, unpin } from './steps/pin.ts'
import { parked } from './traffic/parked.ts'
import { isSplit } from './traffic/topology.ts'
import { trafficOf } from './traffic/traffic-of.ts'
import { type Group, IMAGE_VERSION_TAG, type Observation } from './world.ts'

export type DeployGoal = Goal & { readonly command: 'deploy' }

/**
 * No release is open: say that there is nothing to do, say what speaks against it, or open one.
 * @param undo whether the release undoes one that is finalized
 */
export function open(seen: Observation, goal: DeployGoal, facts: Facts, undo = false): Step & object {
  const at = candidateOf(seen, goal, facts)
  if ('code' in at) return refuse(at)
  const { colour: live, first } = at
  const to = other(live)
  const wrong = contradiction(at)
  if (wrong) return refuse(wrong)
  if (!first && versionOf(at.live) === goal.version && !goal.redeploy) return done
  const stray = straying(at)
  if (stray) return refuse(stray)
  const [finding, ...more] = preflight(at)
  if (finding) return refuse(finding, ...more)

  const epoch = 1 + Math.max(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.green))
  const release: ReleaseRecord = {
    epoch,
    from: live,
    to,
    version: goal.version,
    state: 'open',
    parked: 0,
    ...(isSplit(seen) && { split: true }),
    ...(undo && { undo }),
    ...(first && goal.initialCapacity && { initial: goal.initialCapacity })
  }
  return (
    firstOf(
      () => requireApproval(seen, goal.approvalEnvironment),
      () => sweep(seen.groups[live], epoch),
      () => sweep(seen.groups[to], epoch)
    ) ??
    record(
      seen.groups[to],
      readSide(seen.groups[to], epoch, []),
      release,
      copyMode(seen, live, goal.keepIdleScaling)
    )
  )
}

/** A release is open: go on with it, if it is this one. */
export function deploy(at: Situation, goal: DeployGoal, facts: Facts): Step & object {
  // Its own release, once it is switched, is what a redeploy wanted; one that was there before is not.
  const refusal = unfinished(at, goal.version, goal.redeploy && !facts.begun)
  if (refusal) return refusal
  const noted = firstOf(
    () => requireApproval(at.seen, goal.approvalEnvironment),
    () => keepOld(at, goal.run)
  )
  if (noted) return noted
  switch (at.release.state) {
    case 'open':
      return warm(at, goal, facts)
    case 'switching':
      return switchOver(at, facts)
    default:
      return done
  }
}

function warm(at: Situation, goal: DeployGoal, facts: Facts): Step & object {
  const { seen, epoch, release } = at
  const old = at.old
  const fresh = at.new
  const role = roleSizes(at)
  const demand = demandOf(at)
  const traffic = trafficOf(at)
  return (
    firstOf(
      () => (handedOver(at) ? undefined : hold(fresh.group, fresh.side, SCALING)),
      // Once new scales old need not, and from here on only one of them can shrink.
      () =>
        traffic.mixes && scales(at)
          ? withMissed(hold(old.group, old.side, traffic.held), old, seen.at)
          : undefined,
      () => clearKept(fresh),
      () => setVersion(fresh.group, release.version, goal.commit),
      // First the target group is in use, then a policy may count the requests of its targets.
      () => traffic.expose(at),
      () => copyToNew(at, facts),
      () => raiseDemand(at, old.group.desired),
      () => (traffic.mixes ? pinUp(old.group, old.side, epoch, role) : undefined),
      () => raiseMax(fresh.group, Math.max(role.max, demand)),
      () => scaleTo(fresh.group, demand),
      () => warming(fresh.group, seen, demand),
      () => (facts.together ? (goal.part === 'prepare' ? done : undefined) : wait({ for: 'others' })),
      () => (handedOver(at) ? undefined : awaySchedule(old, seen.at)),
      // The hand-over: new scales before old stops, so that at no moment nobody does.
      () => pinUp(old.group, old.side, epoch, role),
      () => pinUp(fresh.group, fresh.side, epoch, role),
      () => adoptSuspended(fresh.group, fresh.side, liveSuspended(at), fresh.base.suspended),
      () => releaseHold(fresh.group, fresh.side, [], liveSuspended(at)),
      () => settling(old.group)
    ) ?? mark(at, 'switching')
  )
}

/** Whether the hand-over of scaling has reached the new colour. */
const scales = (at: Situation): boolean =>
  handedOver(at) &&
  SCALING.every(process => !at.new.group.suspended.includes(process) || liveSuspended(at).includes(process))

function switchOver(at: Situation, facts: Facts): Step & object {
  const { seen, epoch } = at
  const role = roleSizes(at)
  const fresh = at.new.group
  const alone = parked(at.old.group, seen)
  const traffic = trafficOf(at)
  return (
    firstOf(
      () => (alone || !traffic.mixes ? undefined : hold(at.old.group, at.old.side, traffic.held)),
      () => followLoad(at, at.new, at.old.group, role),
      () => warming(fresh, seen, alone ? Math.max(fresh.desired, 1) : demandOf(at)),
      () => traffic.leaveOld(at, role, demandOf(at)),
      () => unpin(fresh, at.new.side, epoch, role, seen.at < facts.quietFrom),
      () => keepTemplates(at),
      // A first release leaves nothing behind that could be ended.
      () => (at.release.initial ? restIdle(at.old, at) : undefined),
      () => (at.release.initial ? traffic.close(at) : undefined)
    ) ?? mark(at, at.release.initial ? 'finalized' : 'switched')
  )
}

/** Old keys are swept one release later, so that a late write of the last release hits nothing that lives. */
function sweep(group: Group, epoch: number): Step {
  const keys = staleKeys(group, epoch)
  if (keys.length === 0) return undefined
  return change('additive', `remove tags of closed releases from ${group.name}`, {
    kind: 'untag',
    group: group.name,
    keys
  })
}

/** Before anything launches: an instance reads the tag that its group had when it was launched. */
function setVersion(group: Group, version: string, commit: string | undefined): Step {
  const told = commit === undefined || commitOf(group) === commit
  const tagged = versionOf(group) === version && group.propagated.has(IMAGE_VERSION_TAG)
  if (told && tagged) return undefined
  if (!tagged && group.instances.length > 0) return refuse(retagged(group, version))
  return change('additive', `tag ${group.name} with version ${version}`, {
    kind: 'tag',
    group: group.name,
    tags: [
      { key: IMAGE_VERSION_TAG, value: version, propagate: true },
      ...(commit === undefined ? [] : [commitTag(version, commit)])
    ]
  })
}

function raiseMax(group: Group, needed: number): Step {
  if (group.max >= needed) return undefined
  return change('additive', `raise the MaxSize of ${group.name} to ${needed}`, {
    kind: 'resize',
    group: group.name,
    max: needed
  })
}

function warming(group: Group, seen: Observation, demand: number): Step {
  if (carries(group, seen, demand)) return undefined
  return wait({ for: 'new-healthy', group: group.name, healthy: holders(group, seen).length, of: demand })
}

function settling(group: Group): Step {
  if (settled(group)) return undefined
  return wait({
    for: 'settled',
    group: group.name,
    inService: inService(group).length,
    desired: group.desired
  })
}

/** Auto Scaling does not say which tags an instance was launched with. */
const retagged = (group: Group, version: string): Finding => ({
  code: 'BGR-DRIFT',
  message: `Since ${group.name} launches ${version}, somebody has changed its tag ${IMAGE_VERSION_TAG} (${versionOf(group) ?? 'not set'}${group.propagated.has(IMAGE_VERSION_TAG) ? '' : ', not propagated'}): nobody can say which version its ${group.instances.length} instances run.`,
  fix: `Let your infrastructure code ignore the tag ${IMAGE_VERSION_TAG}, then run rollback and deploy again.`
})
