/** Which mutants are tried, and by which tests, in which order. */
import type { Coverage } from './coverage.ts'
import type { Made, Mutant } from './make.ts'
import type { Job } from './worker.ts'

export interface Extent {
  /** Of every so many mutants outside of the core one is tried. */
  readonly oneIn: number
  /** What the tests of one mutant may cost together, and what one of them may in ms of processor time (coverage.ts). */
  readonly most: number
  readonly longest: number
}

/** What takes minutes. */
export const QUICK: Extent = { oneIn: 4, most: 4_000, longest: 1_000 }
/** All of them, and more tests for each: a quarter of an hour. */
export const FULL: Extent = { oneIn: 1, most: 10_000, longest: 2_000 }
/** What the tests of FULL have left alive, by tests that take long. */
export const LONG: Extent = { oneIn: 1, most: 60_000, longest: Number.POSITIVE_INFINITY }

/** The same ones every time, whatever stands before or behind them. */
export function chosen(mutants: readonly Mutant[], { oneIn }: Extent): readonly number[] {
  return [...mutants.keys()].filter(n => {
    const mutant = mutants[n]
    return mutant && (isCore(mutant) || hash(mutant.name) % oneIn === 0)
  })
}

/** Every change of order, and every fault of the guard. */
const isCore = ({ kind, file }: Mutant): boolean =>
  kind === 'OtherOrder' || kind === 'LeftOut' || file === 'src/release/guard.ts'

/** FNV-1a. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}

/** Tests that have killed a neighbour come first. */
const REMEMBERED = 12

export interface Planner {
  jobFor(mutant: number): Job & { readonly do: 'try' }
  killedBy(mutant: number, test: number): void
}

export function createPlanner(
  { mutants }: Made,
  atLoad: ReadonlySet<number>,
  coverage: Coverage,
  extent: Extent
): Planner {
  const killers = new Map<string, readonly number[]>()
  const fileOf = (mutant: number): string => mutants[mutant]?.file ?? ''
  return {
    jobFor: mutant => {
      const again = atLoad.has(mutant)
      // What a module does while it is loaded may show in any test that comes by something in it.
      const covering = again
        ? coverage.testsAbout(fileOf(mutant)).map(test => [test, 0] as const)
        : coverage.testsOf(mutant)
      const able = within(covering, coverage, extent)
      const known = killers.get(fileOf(mutant)) ?? []
      const first = known.flatMap(test => able.filter(([each]) => each === test))
      return {
        do: 'try',
        mutant,
        again,
        tests: [...first, ...able.filter(([test]) => !known.includes(test))]
      }
    },
    killedBy: (mutant, test) => {
      const file = fileOf(mutant)
      const others = (killers.get(file) ?? []).filter(each => each !== test)
      killers.set(file, [test, ...others].slice(0, REMEMBERED))
    }
  }
}

function within(
  tests: readonly (readonly [number, number])[],
  { costOf }: Coverage,
  { most, longest }: Extent
) {
  let spent = 0
  return tests.filter(([test]) => {
    if (costOf(test) > longest || spent > most) return false
    spent += costOf(test)
    return true
  })
}
