/** One change on its way: it is answered, or its run is killed with it, or stands still before it, or hears nothing. */
import type { Goal } from '../../src/release/goal.ts'
import type { Change } from '../../src/release/ports.ts'
import { apply } from './aws.ts'
import { told } from './environment.ts'
import { epochOf, journalOf } from './journal.ts'
import type { Mutant } from './mutants.ts'
import type { Runs } from './setting.ts'
import { ended, type Request, type Run, type State } from './state.ts'
import type { Transition } from './transition.ts'

/** @param behind what the run would send after the change, where two runs may be alive */
export function* send(
  state: State,
  run: Run,
  change: Change,
  behind: () => readonly Change[],
  goal: Goal,
  setting: Runs,
  mutant: Mutant
): Iterable<Transition> {
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
  const rest = upToNextRelease(behind(), state, setting)
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

/** A row that would open one release too many ends before it. */
function upToNextRelease(row: readonly Change[], state: State, { releases }: Runs): readonly Change[] {
  const end = epochOf(state) < releases ? -1 : row.findIndex(each => opens(each, state))
  return end < 0 ? row : row.slice(0, end)
}

/** Whether the change is the first one of a new release. */
export const opens = (change: Change, state: State): boolean =>
  (change.kind === 'tag' &&
    change.tags.some(({ key }) => key === `bg-release:release:${epochOf(state) + 1}`)) ||
  (change.kind === 'untag' && change.keys.some(key => key.startsWith('bg-release:release:')))
