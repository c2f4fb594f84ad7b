/** The shipped state machine, asked once about each world. */
import type { Decision } from '../../src/release/decision.ts'
import type { Goal } from '../../src/release/goal.ts'
import { next } from '../../src/release/next.ts'
import type { Observation } from '../../src/release/world.ts'
import type { Mutant } from './mutants.ts'
import { factsOf, observationOf } from './observe.ts'
import type { Group, State } from './state.ts'

export interface Judgement {
  /** What the state machine saw. */
  readonly seen: Observation
  readonly decision: Decision
}

/**
 * @param goal index into the goals
 * @param quiet whether no request of an earlier run can still arrive
 * @param begun whether the run works already, or only looks whether it may begin
 */
export type Decide = (state: State, goal: number, quiet: boolean, begun: boolean) => Judgement

/** A look shows nothing but the groups and the listener, so that many states have one answer. */
export function createDecide(goals: readonly Goal[], mutant: Mutant): Decide {
  const known = new WeakMap<Group, WeakMap<Group, Map<string, Judgement>>>()
  const listeners = new Map<object, number>()
  return (state, goal, quiet, begun) => {
    const { groups, listener } = state
    const row = known.get(groups.blue) ?? new WeakMap<Group, Map<string, Judgement>>()
    known.set(groups.blue, row)
    const cell = row.get(groups.green) ?? new Map<string, Judgement>()
    row.set(groups.green, cell)
    if (listener && !listeners.has(listener)) listeners.set(listener, listeners.size)
    const key = `${goal} ${quiet} ${begun} ${listener && listeners.get(listener)}`
    const found = cell.get(key)
    if (found) return found
    const wanted = goals[goal]
    if (!wanted) throw new TypeError('a run without a goal')
    const look = observationOf(state)
    const seen = mutant.look?.(look) ?? look
    const facts = factsOf(listener !== undefined, quiet || mutant.hasty === true, begun)
    const judgement = { seen, decision: (mutant.next ?? next)(seen, wanted, facts) }
    cell.set(key, judgement)
    return judgement
  }
}
