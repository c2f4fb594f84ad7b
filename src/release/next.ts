import type { Finding } from './codes.ts'
import { type Decision, done, refuse, wait } from './decision.ts'
import { deploy, open } from './deploy.ts'
import { finalize } from './finalize.ts'
import type { Facts, Goal, ReleaseGoal } from './goal.ts'
import { recover } from './recover/recover.ts'
import { rollback } from './rollback.ts'
import { type Standing, standing } from './situation.ts'
import { reattached } from './traffic/topology.ts'
import { isUndone, meant, undo } from './undo.ts'
import type { Observation } from './world.ts'

/**
 * The state machine: one look, one goal, one thing to do. It remembers nothing, so a run that was killed anywhere is gone
 * on with by the next one, whatever its command.
 *
 * A change that reduces or ends, and the word "done", wait until no request of an earlier run can still arrive. A covered
 * one does not.
 */
export function next(seen: Observation, goal: Goal, facts: Facts): Decision {
  const decision =
    goal.command === 'recover' ? recover(seen, goal.recovery) : decide(standing(seen), seen, goal, facts)
  const harmless = decision.kind === 'wait' || decision.kind === 'refuse'
  const early = decision.kind === 'change' && ['additive', 'covered'].includes(decision.force)
  return harmless || early || seen.at >= facts.quietFrom
    ? decision
    : wait({ for: 'window', until: facts.quietFrom })
}

function decide(where: Standing, seen: Observation, goal: ReleaseGoal, facts: Facts): Decision {
  switch (where.kind) {
    case 'damaged':
      return refuse(...where.findings)
    case 'torn':
      return where.mend
    case 'open': {
      const { situation } = where
      const drift = reattached(seen, situation.release.split === true)
      if (drift) return refuse(drift)
      const wanted = meant(situation, goal)
      switch (wanted.command) {
        case 'deploy':
          return deploy(situation, wanted, facts)
        case 'rollback':
          return rollback(situation, wanted, facts)
        case 'finalize':
          return finalize(situation, wanted)
      }
      break
    }
    case 'closed':
      switch (goal.command) {
        case 'deploy':
          return open(seen, goal, facts)
        case 'rollback':
          return isUndone(where.situation) ? done : undo(where.situation, goal, facts)
        case 'finalize':
          return finalize(where.situation, goal)
      }
      break
    case 'untouched':
      if (goal.command === 'deploy') return open(seen, goal, facts)
      return refuse(nothing(goal.command, seen))
  }
  throw new TypeError('unreachable')
}

const nothing = (command: 'rollback' | 'finalize', seen: Observation): Finding => ({
  code: command === 'rollback' ? 'BGR-NOTHING-TO-ROLL-BACK' : 'BGR-NOTHING-TO-FINALIZE',
  message: `${seen.service} was never released by bg-release: its groups carry no journal.`,
  fix: 'Run deploy first; status shows where every service stands. In a fleet, service narrows the command to one of the others.'
})
