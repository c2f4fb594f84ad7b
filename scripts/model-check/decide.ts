/** The shipped state machine and its guard, asked once about each world. */
import { demandSeen, follows } from '../../src/commands/act.ts'
import type { Decision } from '../../src/release/decision.ts'
import { hasOpenRelease } from '../../src/release/fleet.ts'
import { foresee } from '../../src/release/foresee.ts'
import type { Facts, Goal } from '../../src/release/goal.ts'
import { guard } from '../../src/release/guard.ts'
import { next } from '../../src/release/next.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Observation } from '../../src/release/world.ts'
import type { Mutant } from './mutants.ts'
import { factsOf, observationOf } from './observe.ts'
import type { Listener, State } from './state.ts'

export interface Judgement {
  readonly decision: Decision
  /** Why the guard would stop what is decided; absent where it would not. */
  readonly danger?: string
  /** Whether the state machine sees an open release. */
  readonly open: boolean
}

export interface Decide {
  /**
   * @param goal index into the goals
   * @param quiet whether no request of an earlier run can still arrive
   * @param begun whether the run works already, or only looks whether it may begin
   */
  judge(state: State, goal: number, quiet: boolean, begun: boolean): Judgement
  /** What the run would send behind its change by the same look (src/commands/act.ts). */
  behind(state: State, goal: number, quiet: boolean): readonly Change[]
}

/** So many requests one look justifies at most; the longest row of notes and guards is shorter. */
const LONGEST = 20
/** So many looks are kept: states that come one after the other often show the same. */
const LOOKS = 4096

/** A look shows nothing but the groups and the listener, so that many states have one answer. */
export function createDecide(goals: readonly Goal[], mutant: Mutant): Decide {
  const judgements = createAnswers<Judgement>()
  const rows = createAnswers<readonly Change[]>()
  const listeners = new Map<Listener | undefined, number>()
  const looks = new Map<State['groups'], readonly [Listener | undefined, Observation]>()
  const lookAt = (state: State): Observation => {
    const [listener, kept] = looks.get(state.groups) ?? []
    if (kept && listener === state.listener) return kept
    if (looks.size >= LOOKS) looks.clear()
    const look = observationOf(state)
    looks.set(state.groups, [state.listener, look])
    return look
  }
  const goalAt = (goal: number): Goal => {
    const wanted = goals[goal]
    if (!wanted) throw new TypeError('a run without a goal')
    return wanted
  }
  const factsFor = (state: State, quiet: boolean, begun: boolean): Facts =>
    factsOf(state.listener !== undefined, quiet || mutant.hasty === true, begun)
  const keyOf = ({ listener }: State, goal: number, quiet: boolean, begun: boolean): number => {
    const forward = listeners.get(listener) ?? listeners.size
    listeners.set(listener, forward)
    return ((forward * goals.length + goal) * 2 + Number(quiet)) * 2 + Number(begun)
  }
  return {
    judge: (state, goal, quiet, begun) =>
      judgements(state.groups, keyOf(state, goal, quiet, begun), () =>
        judge(lookAt(state), goalAt(goal), factsFor(state, quiet, begun), mutant)
      ),
    behind: (state, goal, quiet) =>
      rows(state.groups, keyOf(state, goal, quiet, true), () =>
        foreseen(lookAt(state), goalAt(goal), factsFor(state, quiet, true), mutant)
      )
  }
}

/** Answers about groups, each asked for once; equal ones are one object. */
function createAnswers<T>(): (groups: State['groups'], key: number, ask: () => T) => T {
  const known = new Map<State['groups'], Map<number, T>>()
  const same = new Map<string, T>()
  return (groups, key, ask) => {
    const row = known.get(groups) ?? new Map<number, T>()
    known.set(groups, row)
    const found = row.get(key)
    if (found) return found
    const answer = ask()
    const text = JSON.stringify(answer)
    const shared = same.get(text) ?? answer
    same.set(text, shared)
    row.set(key, shared)
    return shared
  }
}

function judge(look: Observation, goal: Goal, facts: Facts, mutant: Mutant): Judgement {
  const seen = mutant.look?.(look) ?? look
  const decision = (mutant.next ?? next)(seen, goal, facts)
  const open = hasOpenRelease(seen)
  if (decision.kind !== 'change' || mutant.unguarded) return { decision, open }
  const danger = guard(decision.change, look, demandSeen(look))
  return { decision, open, ...(danger && { danger: danger.message }) }
}

function foreseen(look: Observation, goal: Goal, facts: Facts, mutant: Mutant): readonly Change[] {
  const sent: Change[] = []
  let decision = next(look, goal, facts)
  let now = look
  while (decision.kind === 'change' && sent.length < LONGEST) {
    const after = foresee(now, decision.change)
    if (!after) return sent
    const then = next(after, goal, facts)
    if (then.kind !== 'change' || (!mutant.blindfold && !follows(decision, then, 0))) return sent
    sent.push(then.change)
    now = after
    decision = then
  }
  return sent
}
