/** Goes through every state that can be reached, breadth first, so that the first way to a violation is a shortest one. */
import { canonical } from './canonical.ts'
import { createKeys } from './keys.ts'
import { remember, violations } from './rules.ts'
import type { State } from './state.ts'
import type { Transition } from './transition.ts'

export interface Model {
  readonly start: State
  readonly steps: (state: State) => Iterable<Transition>
  /** Where nothing is left undone: what every state must be able to reach. */
  readonly isRest: (state: State) => boolean
}

export interface Limits {
  readonly states: number
  /** Ms. */
  readonly time: number
  /** Whether it ends with the first violation. */
  readonly first?: boolean
}

export interface Found {
  readonly states: number
  readonly transitions: number
  readonly depth: number
  /** Whether nothing was left out for a limit. */
  readonly whole: boolean
  /** The first of each rule, with the shortest way there. */
  readonly violations: readonly { readonly what: string; readonly trace: readonly string[] }[]
  /** How many states have no way to rest; counted only where the search is whole. */
  readonly deadEnds: number
}

export function search(model: Model, limits: Limits): Found {
  const keys = createKeys()
  const parents: number[] = []
  const steps: number[] = []
  const edgesFrom: number[] = []
  const edgesTo: number[] = []
  const rest: number[] = []
  const found = new Map<string, { what: string; trace: readonly string[] }>()
  const until = performance.now() + limits.time
  let transitions = 0
  let depth = 0
  let whole = true

  /** @returns the state with its number, where it is new */
  const add = (found: State, parent: number, step: number): readonly [number, State] | undefined => {
    const { number, state } = keys.of(found)
    if (number < parents.length) {
      edge(parent, number)
      return undefined
    }
    parents.push(parent)
    steps.push(step)
    if (model.isRest(state)) rest.push(number)
    if (parent >= 0) edge(parent, number)
    return [number, state]
  }
  let fair = false
  const edge = (from: number, to: number): void => {
    if (!fair || from === to) return
    edgesFrom.push(from)
    edgesTo.push(to)
  }

  const start = canonical(model.start)
  const first = add(start, -1, -1)
  let level: (readonly [number, State])[] = first ? [first] : []
  for (; level.length > 0; depth++) {
    const deeper: (readonly [number, State])[] = []
    for (const [number, state] of level) {
      if (keys.size > limits.states || (limits.first && found.size > 0) || performance.now() > until) {
        whole = false
        break
      }
      let i = 0
      for (const step of model.steps(state)) {
        const ordinal = i++
        transitions += 1
        for (const what of violations(state, step)) {
          const rule = what.slice(0, what.indexOf(':'))
          if (!found.has(rule)) found.set(rule, { what, trace: [...trace(number), textOf(step)] })
        }
        const next = canonical(remember(state, step), state)
        fair = step.fair
        const added = add(next, number, ordinal)
        if (added) deeper.push(added)
      }
    }
    if (!whole) break
    level = deeper
  }
  const stuck = whole ? deadEnds(keys.size, edgesFrom, edgesTo, rest) : []
  const [dead] = stuck
  if (dead !== undefined) {
    const what = `no dead end: from ${stuck.length} states no command closes the release any more`
    found.set('no dead end', { what, trace: trace(dead) })
  }
  return {
    states: keys.size,
    transitions,
    depth,
    whole,
    violations: [...found.values()],
    deadEnds: stuck.length
  }

  /** The way to a state, walked again from the start. */
  function trace(number: number): readonly string[] {
    const ordinals: number[] = []
    for (let at = number; at > 0; at = parents[at] ?? 0) ordinals.unshift(steps[at] ?? 0)
    const told: string[] = []
    let state = start
    for (const ordinal of ordinals) {
      const step = [...model.steps(state)][ordinal]
      if (!step) throw new TypeError('a state has other steps than before')
      told.push(textOf(step))
      state = canonical(remember(state, step))
    }
    return told
  }
}

const textOf = ({ what }: Transition): string => (typeof what === 'string' ? what : what())

/** States from which no fair steps lead to rest, nearest to the start first. */
function deadEnds(
  count: number,
  from: readonly number[],
  to: readonly number[],
  rest: readonly number[]
): readonly number[] {
  // Edges by where they lead to, as one array with the place of each state's first.
  const first = new Uint32Array(count + 1)
  for (const each of to) first[each + 1] = (first[each + 1] ?? 0) + 1
  for (let i = 0; i < count; i++) first[i + 1] = (first[i + 1] ?? 0) + (first[i] ?? 0)
  const place = first.slice()
  const sources = new Uint32Array(to.length)
  for (const [i, each] of to.entries()) {
    const at = place[each] ?? 0
    sources[at] = from[i] ?? 0
    place[each] = at + 1
  }
  const reaches = new Uint8Array(count)
  const open = [...rest]
  for (const each of rest) reaches[each] = 1
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (let i = first[each] ?? 0; i < (first[each + 1] ?? 0); i++) {
      const source = sources[i] ?? 0
      if (reaches[source] === 1) continue
      reaches[source] = 1
      open.push(source)
    }
  }
  return [...reaches.keys()].filter(each => reaches[each] === 0)
}
