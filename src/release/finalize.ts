/** Finalize: the parked old instances are ended, and their group is left empty and ready. */
import { approvalGate } from './approval/gate.ts'
import { noteProof } from './approval/proof.ts'
import { carries, holders } from './capacity.ts'
import { done, firstOf, refuse, type Step, wait } from './decision.ts'
import type { Goal } from './goal.ts'
import { removeMoved } from './scaling/role.ts'
import { mark, type Situation } from './situation.ts'
import { restIdle } from './steps/end.ts'
import { endRejected } from './steps/kept.ts'
import { trafficOf } from './traffic/traffic-of.ts'

export type FinalizeGoal = Goal & { readonly command: 'finalize' }

export function finalize(at: Situation, goal: FinalizeGoal): Step & object {
  const { release, old, epoch, seen } = at
  const traffic = trafficOf(at)
  switch (release.state) {
    case 'switched':
      return (
        firstOf(
          () => approvalGate(at, goal.proof),
          () => traffic.drift(at),
          () => floor(at),
          () => noteProof(at, goal.proof)
        ) ?? mark(at, 'finalizing', traffic.waiting(old.group))
      )
    case 'finalizing':
      return (
        firstOf(
          () => approvalGate(at, goal.proof),
          () => traffic.drift(at),
          () => floor(at),
          () => traffic.end(old, at),
          () => (goal.keepIdleScaling ? undefined : removeMoved(at)),
          () => restIdle(old, at),
          () => traffic.close(at)
        ) ?? mark(at, 'finalized')
      )
    case 'finalized':
      return done
    case 'rolled-back':
      return endRejected(at) ?? done
    default:
      return refuse({
        code: 'BGR-NOTHING-TO-FINALIZE',
        message: `Release ${epoch} of ${seen.service}, version ${release.version}, has not switched over (its state is ${release.state}).`,
        fix: ['rolling-back', 'retiring'].includes(release.state)
          ? 'Run rollback to finish the rollback.'
          : `Run deploy with version ${release.version} to go on with it, or rollback to undo it.`
      })
  }
}

/** The new colour must carry what it is asked to carry today. */
function floor(at: Situation): Step {
  const { group } = at.new
  const demand = Math.max(group.desired, 1)
  if (carries(group, at.seen, demand)) return undefined
  return wait({ for: 'new-healthy', group: group.name, healthy: holders(group, at.seen).length, of: demand })
}
