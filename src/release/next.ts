import type { Finding } from './codes.ts'
import { type Decision, done, refuse, wait } from './decision.ts'
import { deploy, open } from './deploy.ts'
import { finalize } from './finalize.ts'
import type { Facts, Goal } from './goal.ts'
import { versionOf } from './live.ts'
import { rollback } from './rollback.ts'
import { type Standing, standing } from './situation.ts'
import type { Observation } from './world.ts'

/**
 * The state machine: one look, one goal, one thing to do. It remembers nothing, so a run that was killed anywhere is gone
 * on with by the next one, whatever its command.
 *
 * A change that reduces or ends, and the word "done", wait until no request of an earlier run can still arrive.
 */
export function next(seen: Observation, goal: Goal, facts: Facts): Decision {
  const decision = decide(standing(seen), seen, goal, facts)
  const harmless = decision.kind === 'wait' || decision.kind === 'refuse'
  const additive = decision.kind === 'change' && decision.force === 'additive'
  return harmless || additive || seen.at >= facts.quietFrom
    ? decision
    : wait({ for: 'window', until: facts.quietFrom })
}

function decide(where: Standing, seen: Observation, goal: Goal, facts: Facts): Decision {
  switch (where.kind) {
    case 'damaged':
      return refuse(...where.findings)
    case 'torn':
      return where.mend
    case 'open':
      switch (goal.command) {
        case 'deploy':
          return deploy(where.situation, goal, facts)
        case 'rollback':
          return rollback(where.situation, facts)
        case 'finalize':
          return finalize(where.situation, facts)
      }
      break
    case 'closed':
      if (goal.command === 'deploy') return open(seen, goal, facts)
      if (goal.command === 'finalize') return finalize(where.situation, facts)
      if (where.situation.release.state === 'rolled-back') return done
      return refuse(gone(where.situation.release.version, seen, versionOf(where.situation.old.group)))
    case 'untouched':
      if (goal.command === 'deploy') return open(seen, goal, facts)
      return refuse(nothing(goal.command, seen))
  }
  throw new TypeError('unreachable')
}

const gone = (version: string, seen: Observation, previous: string | undefined): Finding => ({
  code: 'BGR-NOTHING-TO-ROLL-BACK',
  message: `The release of version ${version} of ${seen.service} is finalized: its old instances are gone.`,
  fix: previous
    ? `Run deploy with version ${previous} to bring the previous version back.`
    : 'Run deploy with the version that you want back.'
})

const nothing = (command: 'rollback' | 'finalize', seen: Observation): Finding => ({
  code: command === 'rollback' ? 'BGR-NOTHING-TO-ROLL-BACK' : 'BGR-NOTHING-TO-FINALIZE',
  message: `${seen.service} was never released by bg-release: its groups carry no journal.`,
  fix: 'Run deploy first; status shows where every service stands.'
})
