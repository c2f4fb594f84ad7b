/** One change on its way: it is answered, or its run is killed with it, or stands still before it, or hears nothing. */
import { demandSeen, follows } from '../../src/commands/act.ts'
import type { Decision } from '../../src/release/decision.ts'
import { foresee } from '../../src/release/foresee.ts'
import type { Goal } from '../../src/release/goal.ts'
import { guard } from '../../src/release/guard.ts'
import { next } from '../../src/release/next.ts'
import type { Change } from '../../src/release/ports.ts'
import { apply } from './aws.ts'
import { told } from './environment.ts'
import { epochOf, journalOf } from './journal.ts'
import type { Mutant } from './mutants.ts'
import { factsOf, observationOf } from './observe.ts'
import type { Runs } from './runs.ts'
import { ended, type Request, type Run, type State } from './state.ts'
import type { Transition } from './transition.ts'

export type Changing = Decision & { readonly kind: 'change' }

/** So many requests one look justifies at most; the longest row of notes and guards is shorter. */
const LONGEST = 20

export function* send(
  state: State,
  run: Run,
  decision: Changing,
  goal: Goal,
  setting: Runs,
  mutant: Mutant
): Iterable<Transition> {
  const { change } = decision
  const seen = observationOf(state)
  const danger = mutant.unguarded ? undefined : guard(change, seen, demandSeen(seen))
  if (danger) {
    const wrong = `the guard had to stop the state machine: ${danger.message}`
    yield { what: () => `${goal.command} wants ${told(change)}`, state, by: 'nature', fair: false, wrong }
    return
  }
  const again = run.lost !== undefined && JSON.stringify(run.lost.change) === JSON.stringify(change)
  const lost = run.lost && { ...run.lost, again: run.lost.again || again }
  const sent: State = lost ? { ...state, run: { ...run, lost } } : state
  for (const { state: after, answer } of apply(sent, change, mutant)) {
    const said = answer === 'done' ? '' : ` (${answer})`
    yield {
      what: () => `${goal.command}: ${told(change)}${said}`,
      state: after,
      by: 'run',
      fair: true,
      change
    }
  }
  // One request, or row of requests, is on its way at a time.
  if (state.air.length > 0) return
  const request = (each: Change, arrivals: number): Request => ({
    change: each,
    sentIn: journalOf(state)?.state ?? 'none',
    demand: state.demand,
    arrivals
  })
  const rest = setting.twoAlive ? row(decision, state, goal, mutant) : []
  const word =
    rest.length > 0 ? `stands still before ${rest.length + 1} requests, the first` : 'is killed, on its way'
  yield {
    what: () => `${goal.command} ${word} ${told(change)}`,
    state: { ...ended(state, true), air: [change, ...rest].map(each => request(each, setting.arrivals)) },
    by: 'nature',
    fair: false
  }
  if (!setting.losing) return
  yield {
    what: () => `${goal.command} sends and hears nothing: ${told(change)}`,
    state: { ...state, air: [request(change, 1)], run: { goal: run.goal, lost: { change, again: false } } },
    by: 'nature',
    fair: false
  }
}

/** What the run would send behind it by the same look (src/commands/act.ts). */
function row(first: Changing, state: State, goal: Goal, mutant: Mutant): readonly Change[] {
  const facts = factsOf(state.listener !== undefined, !state.window, true)
  const sent: Change[] = []
  let decision = first
  let now = observationOf(state)
  while (sent.length < LONGEST) {
    const foreseen = foresee(now, decision.change)
    if (!foreseen) return sent
    const then = next(foreseen, goal, facts)
    if (then.kind !== 'change' || (!mutant.blindfold && !follows(decision, then, 0))) return sent
    sent.push(then.change)
    now = foreseen
    decision = then
  }
  return sent
}

/** Whether the change is the first one of a new release. */
export const opens = (change: Change, state: State): boolean =>
  (change.kind === 'tag' &&
    change.tags.some(({ key }) => key === `bg-release:release:${epochOf(state) + 1}`)) ||
  (change.kind === 'untag' && change.keys.some(key => key.startsWith('bg-release:release:')))
