/** Runs of the shipped state machine: they begin, look, decide, and are killed or stopped wherever they are. */
import { createUnanswered } from '../../src/commands/unanswered.ts'
import type { Goal } from '../../src/release/goal.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Decide } from './decide.ts'
import { told } from './environment.ts'
import { epochOf } from './journal.ts'
import type { Mutant } from './mutants.ts'
import { NOW, observationOf } from './observe.ts'
import { opens, send } from './sending.ts'
import type { Runs } from './setting.ts'
import { ended, type Request, type Run, type State } from './state.ts'
import type { Transition } from './transition.ts'
import { falsehood } from './truth.ts'

export function* runs(state: State, setting: Runs, decide: Decide, mutant: Mutant): Iterable<Transition> {
  if (!state.run) return yield* starts(state, setting, decide)
  const run = answered(state, state.run)
  const goal = setting.goals[run.goal]
  if (!goal) throw new TypeError('a run without a goal')
  const now: State = { ...state, run }
  const unknown = run.lost !== undefined
  const quiet = !state.window && !unknown
  const { decision, danger } = decide.judge(state, run.goal, quiet, true)
  const left = ended(now, unknown)
  yield step(`${goal.command} is killed`, ended(now, true), false)
  yield step(`${goal.command} is stopped and signs off`, left, false)
  switch (decision.kind) {
    case 'refuse': {
      const [{ code, message }] = decision.findings
      yield step(`${goal.command} ends: ${code}: ${message}`, left, true)
      return
    }
    case 'done': {
      const wrong = state.window
        ? 'success is said while a request may still arrive'
        : falsehood(now, goal, setting.instances)
      yield { ...step(`${goal.command} says done`, left, true), ...(wrong && { wrong }) }
      return
    }
    case 'wait':
      return
    case 'change':
      if (opens(decision.change, state) && epochOf(state) >= setting.releases) {
        yield step('the search opens no further release', left, true)
      } else if (danger) {
        const wrong = `the guard had to stop the state machine: ${danger}`
        yield { ...step(`${goal.command} wants ${told(decision.change)}`, now, false), wrong }
      } else {
        const behind = () => (setting.twoAlive ? decide.behind(state, run.goal, quiet) : [])
        yield* send(now, run, decision.change, behind, goal, setting, mutant)
      }
  }
}

const step = (what: string, state: State, fair: boolean): Transition => ({ what, state, by: 'nature', fair })

/** What a look settles of a request without an answer (src/commands/unanswered.ts). */
function answered(state: State, run: Run): Run {
  if (!run.lost) return run
  const { change, again } = run.lost
  const unanswered = createUnanswered()
  unanswered.sending(change)
  if (again) unanswered.sending(change)
  unanswered.lost(change, NOW)
  unanswered.settle(observationOf(state))
  return unanswered.until() > 0 ? run : { goal: run.goal }
}

/** A command that would be refused, or has nothing to do, takes no claim (src/commands/pursue.ts). */
function* starts(state: State, { goals, releases, lateNotes }: Runs, decide: Decide): Iterable<Transition> {
  for (const [goal, wanted] of goals.entries()) {
    const { open, decision } = decide.judge(state, goal, true, false)
    if (decision.kind === 'refuse' || decision.kind === 'done') continue
    const another = decision.kind === 'change' && opens(decision.change, state) && !open
    if (another && epochOf(state) >= releases) continue
    const air = lateNotes ? state.air : overtaken(state.air)
    yield step(`${toldGoal(wanted)} begins`, { ...state, air, run: { goal } }, true)
  }
}

/**
 * A claim counts as dead after as long as a signature lives, so that what the dead run wrote into tags is there before
 * its successor writes over it (src/commands/claim-watch.ts). Whatever else it sent may still arrive, but nothing that it
 * would have sent after a note.
 */
function overtaken(air: readonly Request[]): readonly Request[] {
  const note = air.findIndex(({ change }) => NOTES.includes(change.kind))
  return note < 0 ? air : air.slice(0, note)
}

const NOTES: readonly Change['kind'][] = ['tag', 'untag', 'tag-forward', 'untag-forward']

const toldGoal = (goal: Goal): string =>
  goal.command === 'deploy'
    ? `deploy ${goal.version}`
    : goal.command === 'rollback'
      ? `rollback (${goal.afterRollback})`
      : goal.command
