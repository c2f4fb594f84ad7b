/**
 * Rollback of a release that is finalized: a release of its own that deploys the version before. Its record says so, so
 * that the next `rollback` goes on with it instead of reversing it.
 */
import type { Finding } from './codes.ts'
import { refuse, type Step } from './decision.ts'
import { type DeployGoal, open } from './deploy.ts'
import type { Facts, Goal, ReleaseGoal } from './goal.ts'
import { versionOf } from './live.ts'
import type { Note } from './notes.ts'
import type { RollbackGoal } from './rollback.ts'
import { type Situation, standing } from './situation.ts'
import type { Group, Observation } from './world.ts'

/**
 * What a goal means for the release that is open. In a release that is itself a rollback, `rollback` goes forward, and a
 * deploy of the version that it leaves takes it back.
 */
export function meant(at: Situation, goal: ReleaseGoal): ReleaseGoal {
  const { undo, state, version } = at.release
  if (!undo) return goal
  const goesBack = state === 'rolling-back' || state === 'retiring'
  if (goal.command === 'rollback') return goesBack ? goal : deployOf(version, goal)
  const takenBack = goesBack || state === 'open' || state === 'switching'
  if (goal.command === 'deploy' && takenBack && goal.version === versionOf(at.old.group)) {
    const { keepIdleScaling, allowSticky } = goal
    return { command: 'rollback', afterRollback: 'terminate', keepIdleScaling, allowSticky }
  }
  return goal
}

/** Whether a rollback of this closed release has nothing left to do: the old version is back. */
export const isUndone = ({ release }: Situation): boolean => release.state === 'rolled-back' && !release.undo

/** The last release is over, and its old instances are gone. */
export function undo(at: Situation, goal: RollbackGoal, facts: Facts): Step & object {
  const { seen } = at
  const [idle, live] = rolesOf(at)
  const previous = previousVersion(at, idle, live)
  if (typeof previous !== 'string') return refuse(previous)
  if (goal.acceptCapacity !== undefined) return refuse(noShare(at, previous))
  return open(seen, deployOf(previous, goal), facts, true)
}

/** Says before it starts that a rollback is a deploy. */
export function undoNotes(seen: Observation, goal: Goal): readonly Note[] {
  const where = standing(seen)
  if (goal.command !== 'rollback' || where.kind !== 'closed' || isUndone(where.situation)) return []
  const { situation } = where
  const [idle, live] = rolesOf(situation)
  const previous = previousVersion(situation, idle, live)
  if (typeof previous !== 'string') return []
  return [
    {
      message: `Release ${situation.epoch} of ${seen.service} is over, and the instances before it are gone: this rollback deploys ${previous} again on ${idle.name}, which takes as long as a deploy.`
    }
  ]
}

/** The version that a rollback of this closed release deploys, or why there is none. */
function previousVersion(at: Situation, idle: Group, live: Group): string | Finding {
  const { release } = at
  const found = versionOf(idle)
  if (release.state === 'finalized' && release.undo) {
    return nothing(at, `it was itself a rollback to ${release.version}`)
  }
  if (release.declared) return nothing(at, 'a person declared it: nobody knows which version was live before')
  if (release.initial) return nothing(at, 'it is the first one, so there is no version before it')
  if (!found) return nothing(at, `${idle.name} does not say which version it ran before`)
  if (found === versionOf(live))
    return nothing(at, `${idle.name} names ${found} too, the version that is live`)
  return found
}

/** The idle and the live group of a closed release. */
const rolesOf = (at: Situation): readonly [Group, Group] =>
  at.release.state === 'finalized' ? [at.old.group, at.new.group] : [at.new.group, at.old.group]

const deployOf = (version: string, { keepIdleScaling, allowSticky }: RollbackGoal): DeployGoal => ({
  command: 'deploy',
  version,
  redeploy: false,
  keepIdleScaling,
  allowSticky
})

const nothing = ({ release, epoch, seen }: Situation, why: string): Finding => ({
  code: 'BGR-NOTHING-TO-ROLL-BACK',
  message: `Release ${epoch} of ${seen.service}, version ${release.version}, is finalized, and ${why}.`,
  fix: 'Run deploy with the version that you want back.'
})

const noShare = ({ epoch, seen }: Situation, previous: string): Finding => ({
  code: 'BGR-INPUT',
  message: `accept-capacity is for instances that come back, and release ${epoch} of ${seen.service} is finalized: this rollback deploys ${previous} again.`,
  fix: 'Leave accept-capacity out.'
})
