/** Where releases stand half-way: the first of each kind of moment of a trace, and what the current version makes of it. */
import { CLAIM_KEY } from './stand.ts'
import {
  type Asked,
  decideIn,
  FINALIZE,
  lookIn,
  outcomeIn,
  phaseIn,
  ROLLBACK,
  replay,
  type Trace,
  type TracedCall,
  wordsOf
} from './traces.ts'

/** A moment of a trace. */
export interface State {
  readonly trace: string
  /** After so many calls. */
  readonly calls: number
  /** The command that was at work. */
  readonly asked: Asked
}

/** What a command makes of it: what it decides and, unless it refuses, how it ends and what it leaves then. */
export type Made = readonly [
  command: string,
  decides: string,
  ends?: { readonly status: string; readonly picture: string }
]

export interface Met extends State {
  readonly phase: string
  readonly made: readonly Made[]
  /** Broken rules, and ends that a release in flight may never meet. */
  readonly wrong: readonly string[]
}

/** The notes cannot be read, a fault of the engine, or a danger that it made itself. */
const STRANDED = /BGR-(?:JOURNAL|INTERNAL|GUARD|AWS|TIMEOUT)/

/**
 * Meets the state with the current version: the same command again, and both ways out.
 * @param isLed whether the commands run; otherwise they only decide
 */
export async function meet(trace: Trace, state: State, isLed: boolean): Promise<Met> {
  const first = await replay(trace, state.calls)
  const seen = await lookIn(first)
  const decisions: (readonly [Asked, string])[] = []
  for (const asked of commandsOf(state)) decisions.push([asked, wordsOf(await decideIn(first, seen, asked))])
  const made: Made[] = []
  const wrong: string[] = []
  let spare: typeof first | undefined = first
  for (const [asked, decides] of decisions) {
    if (!isLed || decides.startsWith('refuse')) {
      made.push([asked.command, decides])
      if (STRANDED.test(decides)) wrong.push(`${state.calls} ${asked.command}: ${decides}`)
      continue
    }
    // A look and a decision have changed nothing.
    const simulation = spare ?? (await replay(trace, state.calls))
    spare = undefined
    const ends = await outcomeIn(simulation, asked)
    made.push([asked.command, decides, ends])
    wrong.push(...simulation.violations().map(each => `${state.calls} ${asked.command}: ${each}`))
    if (STRANDED.test(ends.status)) wrong.push(`${state.calls} ${asked.command}: ${ends.status}`)
  }
  if (isLed && !made.some(([, , ends]) => ends?.status === 'succeeded'))
    wrong.push(`${state.calls}: no command leads out`)
  return { ...state, phase: phaseIn(seen), made, wrong }
}

const commandsOf = ({ asked }: State): readonly Asked[] => {
  const { timeoutMs: _, ...again } = asked
  return [again, ROLLBACK, FINALIZE].filter(
    (each, i, all) => all.findIndex(other => other.command === each.command) === i
  )
}

/**
 * The moments of the trace, the first of each kind.
 * @param kinds those of other traces, which are left out; those of this one are added
 */
export async function statesOf(trace: Trace, kinds: Set<string>): Promise<readonly State[]> {
  const states: State[] = []
  for (const state of momentsOf(trace)) {
    const simulation = await replay(trace, state.calls)
    const seen = await lookIn(simulation)
    const decides = wordsOf(await decideIn(simulation, seen, state.asked))
    const kind = JSON.stringify([trace.scenario, state.asked.command, phaseIn(seen), decides])
    if (!kinds.has(kind)) states.push(state)
    kinds.add(kind)
  }
  return states
}

/** Before every change that is more than a heartbeat, and after each run. */
function momentsOf({ name, runs, calls }: Trace): readonly State[] {
  return runs.flatMap(({ asked, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i)
      .filter(n => n === to || !isClaim(calls[n]))
      .map(n => ({ trace: name, calls: n, asked }))
  )
}

function isClaim(call: TracedCall | undefined): boolean {
  const tags = call?.input.Tags
  return Array.isArray(tags) && tags.every(tag => CLAIM_KEY.test(String(tag.Key)))
}
