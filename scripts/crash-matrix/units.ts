/** The matrix in pieces that a worker takes one at a time. */
import { PAIRWISE_ANSWERS, SINGLE_ANSWERS } from './answers.ts'
import type { Case } from './case.ts'
import { type Next, nextsOf } from './conclude.ts'
import { KINDS, type Kind } from './faults.ts'
import { mayStrike, type Recording } from './record.ts'
import { sampleOf } from './sample.ts'
import { type Answers, SCENARIOS } from './scenarios.ts'
import type { Request } from './wire.ts'

export type Unit =
  /** Faults at a part of the requests of a scenario. */
  | { readonly of: 'faults'; readonly scenario: string; readonly part: number; readonly breadth: Breadth }
  /** No fault, under other answers. */
  | { readonly of: 'answers'; readonly scenario: string; readonly answers: Answers }
  /** Kills at a part of the requests, under other answers. */
  | {
      readonly of: 'answered-kills'
      readonly scenario: string
      readonly part: number
      readonly answers: Answers
    }
  /** Kills at a part of the requests, of which GitHub tells. */
  | { readonly of: 'told-kills'; readonly scenario: string; readonly part: number }
  /** Two faults, or one under other answers, by chance. */
  | {
      readonly of: 'sample'
      readonly scenario: string
      readonly seed: number
      readonly count: number
      readonly answers: Answers
    }

/**
 * `kills`: each kill with every next command. `every`: all faults with every next command. `each`: the kills, and every
 * other fault at every change and at the first read of every look, with one next command by turn; but of faults that only a
 * person can tell apart one by turn, and between the reads of one look a fifth by turn, and a thirtieth of what the
 * environment and people do.
 */
export type Breadth = 'kills' | 'each' | 'every'

export interface Extent {
  readonly breadth: Breadth
  /** How many cases are chosen by chance, about. */
  readonly sampled: number
  readonly seed: number
}

/** The requests of a scenario are given to workers in so many parts. */
const PARTS = 12
const SAMPLED_AT_ONCE = 100
/** Of faults that only a person can tell apart one strikes each request. */
const ALIKE_BY_TURN = 4
/** Between the reads of one look every fifth fault strikes, and every thirtieth of what the environment and people do. */
const BETWEEN_BY_TURN = 5
const AROUND_BY_TURN = 30
/** Every kill meets so many rows of other answers, by turn. */
const ROWS_A_KILL = { kills: 0, each: 4, every: 6 } as const

export function unitsOf({ breadth, sampled, seed }: Extent): readonly Unit[] {
  const names = SCENARIOS.map(({ name }) => name)
  const answers = names.flatMap(scenario =>
    [...SINGLE_ANSWERS, ...PAIRWISE_ANSWERS].map(
      (given): Unit => ({ of: 'answers', scenario, answers: given })
    )
  )
  const faults = names.flatMap(scenario =>
    Array.from({ length: PARTS }, (_, part): Unit => ({ of: 'faults', scenario, part, breadth }))
  )
  const rows = PAIRWISE_ANSWERS.slice(1)
  const answered = names.flatMap(scenario =>
    Array.from({ length: PARTS * ROWS_A_KILL[breadth] }, (_, n): Unit => {
      const part = n % PARTS
      const row = part + Math.floor(n / PARTS) * Math.floor(rows.length / ROWS_A_KILL[breadth])
      return { of: 'answered-kills', scenario, part, answers: rows[row % rows.length] ?? {} }
    })
  )
  const told = names.flatMap(scenario =>
    Array.from({ length: PARTS }, (_, part): Unit => ({ of: 'told-kills', scenario, part }))
  )
  const sample = Array.from({ length: Math.ceil(sampled / SAMPLED_AT_ONCE) }, (_, n): Unit => {
    return {
      of: 'sample',
      scenario: names[n % names.length] ?? '',
      seed: seed * 1_000_003 + n,
      count: SAMPLED_AT_ONCE,
      answers: PAIRWISE_ANSWERS[Math.floor(n / names.length) % PAIRWISE_ANSWERS.length] ?? {}
    }
  })
  return [...answers, ...faults, ...told, ...answered, ...sample]
}

/** The cases of a unit. Those that differ in the next command alone stand side by side. */
export function casesOf(unit: Unit, recording: Recording): readonly Case[] {
  const { answers } = recording
  const { scenario } = unit
  switch (unit.of) {
    case 'answers':
      return casesAfter({ scenario, answers, told: false, faults: [] }, nextsOf(recording.scenario.under))
    case 'faults':
    case 'told-kills':
    case 'answered-kills': {
      const breadth = unit.of === 'faults' ? unit.breadth : 'kills'
      const isTold = unit.of === 'told-kills'
      return recording.points
        .map((_, at) => at)
        .filter(at => at % PARTS === unit.part)
        .flatMap(at => singlesAt(recording, at, breadth, isTold))
    }
    case 'sample':
      return Array.from({ length: unit.count }, (_, n) => sampleOf(recording, unit.seed, n))
  }
}

const casesAfter = (begun: Omit<Case, 'next' | 'later'>, nexts: readonly Next[]): readonly Case[] =>
  nexts.map(next => ({ ...begun, next, later: [] }))

function singlesAt(recording: Recording, at: number, breadth: Breadth, told: boolean): readonly Case[] {
  const { answers, points, scenario } = recording
  const nexts = nextsOf(scenario.under)
  const request = points[at]?.request
  if (!request) return []
  return chosen(breadth, request)
    .filter(kind => mayStrike(recording, kind, at))
    .flatMap(kind => {
      const faults = [{ kind, at, onward: false }]
      const then: readonly Next[] =
        breadth === 'every' || kind.kills
          ? nexts
          : [nexts[(at + KINDS.indexOf(kind)) % nexts.length] ?? 'again']
      return casesAfter({ scenario: scenario.name, answers, told, faults }, then)
    })
}

/** The kinds for this request. */
function chosen(breadth: Breadth, { number, isRead, call }: Request): readonly Kind[] {
  if (breadth === 'every') return KINDS
  if (breadth === 'kills') return KINDS.filter(({ kills }) => kills)
  const inLook = isRead && call.operation !== 'DescribeAutoScalingGroups'
  return KINDS.filter((kind, n) => {
    const { family, about, kills } = kind
    if (kills) return true
    if (family) return n % ALIKE_BY_TURN === number % ALIKE_BY_TURN
    if (!inLook) return true
    const turn = about === 'environment' || about === 'operator' ? AROUND_BY_TURN : BETWEEN_BY_TURN
    return n % turn === number % turn
  })
}
