/** The matrix in pieces that a worker takes one at a time. */
import { dice, pick, within } from '../../src/twin/weather/dice.ts'
import { PAIRWISE_ANSWERS, SINGLE_ANSWERS } from './answers.ts'
import type { Case } from './case.ts'
import { type Next, nextsOf } from './conclude.ts'
import { fits, KINDS, type Kind, kindNamed } from './faults.ts'
import type { Recording } from './record.ts'
import { type Answers, SCENARIOS } from './scenarios.ts'

export type Unit =
  /** One kind of fault at every request of a scenario. `every`: with each next command, and not with one by turn. */
  | { readonly of: 'faults'; readonly scenario: string; readonly kind: string; readonly every: boolean }
  /** No fault, under other answers. */
  | { readonly of: 'answers'; readonly scenario: string; readonly answers: Answers }
  /** Two faults, by chance. */
  | {
      readonly of: 'pairs'
      readonly scenario: string
      readonly seed: number
      readonly count: number
      readonly answers: Answers
    }

const PAIRS_AT_ONCE = 100
/** Of the pairs that may meet in one run, so many do not. */
const APART = 0.4

export interface Extent {
  readonly every: boolean
  readonly pairs: number
  readonly seed: number
  /** Nothing but the kills and the runs under other answers: always the same, whatever the seed. */
  readonly killsOnly: boolean
}

export function unitsOf({ every, pairs, seed, killsOnly }: Extent): readonly Unit[] {
  const names = SCENARIOS.map(({ name }) => name)
  const single = names.flatMap(scenario =>
    KINDS.map(({ name, kills }): Unit => ({ of: 'faults', scenario, kind: name, every: every || kills }))
  )
  const answers = names.flatMap(scenario =>
    [...SINGLE_ANSWERS, ...PAIRWISE_ANSWERS].map(
      (given): Unit => ({ of: 'answers', scenario, answers: given })
    )
  )
  const many = Array.from({ length: Math.ceil(pairs / PAIRS_AT_ONCE) }, (_, n): Unit => {
    const own = seed * 1_000_003 + n
    return {
      of: 'pairs',
      scenario: names[n % names.length] ?? '',
      seed: own,
      count: PAIRS_AT_ONCE,
      answers: PAIRWISE_ANSWERS[Math.floor(n / names.length) % PAIRWISE_ANSWERS.length] ?? {}
    }
  })
  // Whoever has no time for all of them gets the kills, and of the rest a part that the seed chooses.
  const [first, rest] = [single.filter(isKill), [...single.filter(unit => !isKill(unit)), ...many]]
  if (killsOnly) return [...answers, ...first]
  const order = new Map(rest.map((unit, n) => [unit, dice(seed, 'order', n)]))
  return [...answers, ...first, ...rest.sort((one, two) => (order.get(one) ?? 0) - (order.get(two) ?? 0))]
}

const isKill = (unit: Unit): boolean => unit.of === 'faults' && kindNamed(unit.kind).kills

/** The cases of a unit, those that share the faults of the first run side by side. */
export function casesOf(unit: Unit, recording: Recording): readonly Case[] {
  const { scenario } = unit
  const nexts = nextsOf(recording.scenario.under)
  const { answers } = recording
  switch (unit.of) {
    case 'answers':
      return nexts.map(next => ({ scenario, answers, faults: [], next, later: [] }))
    case 'faults': {
      const kind = kindNamed(unit.kind)
      return numbersFor(recording, kind).flatMap(at => {
        const byTurn = nexts[(at + KINDS.indexOf(kind)) % nexts.length] ?? 'again'
        return (unit.every ? nexts : [byTurn]).map(next => ({
          scenario,
          answers,
          faults: [{ kind, at, onward: false }],
          next,
          later: []
        }))
      })
    }
    case 'pairs':
      return Array.from({ length: unit.count }, (_, n) => pairOf(recording, nexts, unit.seed, n))
  }
}

/** Numbers of the requests that the kind may strike; a kill that finds the world of the request before is that kill. */
function numbersFor({ points }: Recording, kind: Kind): readonly number[] {
  return points
    .filter(({ request, before }, n) => {
      const last = points[n - 1]
      return fits(kind, request) && !(kind.kills && request.isRead && last?.before.world === before.world)
    })
    .map(({ request }) => request.number)
}

/** One fault and then another: in the same run, or in the one that follows, which is shorter. */
function pairOf(recording: Recording, nexts: readonly Next[], seed: number, n: number): Case {
  const { points, scenario, answers } = recording
  const roll = (what: string) => dice(seed, what, n)
  const kindOf = (what: string): Kind => pick(KINDS, roll(`${what} kind`)) ?? kindNamed('killed-before')
  const kind = kindOf('first')
  const at = pick(numbersFor(recording, kind), roll('at')) ?? 0
  const own = {
    scenario: scenario.name,
    answers,
    next: pick(nexts, roll('next')) ?? 'again',
    faults: [{ kind, at, onward: !kind.kills }]
  } as const
  if (kind.kills || roll('apart') < APART) {
    const soon = within(0, Math.floor(points.length / 3), roll('later at'))
    return { ...own, later: [{ kind: kindOf('second'), at: soon, onward: true }] }
  }
  const second = {
    kind: kindOf('second'),
    at: within(at + 1, points.length - 1, roll('second at')),
    onward: true
  }
  return { ...own, faults: [...own.faults, second], later: [] }
}
