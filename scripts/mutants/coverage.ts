/** Which test comes by which mutant, and which of them is the first to ask. */

/** What is known of a test that was run once. */
export interface Recorded {
  /** How often it comes by each mutant. */
  readonly hits: readonly (readonly [mutant: number, hits: number])[]
  /** Processor time, in ms. */
  readonly ms: number
  /** Whether it looks at everything that is decided, and not at one thing. */
  readonly isBroad: boolean
}

export interface Coverage {
  /** Tests that come by the mutant and how often they do; those first that are short and about little else. */
  testsOf(mutant: number): readonly (readonly [test: number, hits: number])[]
  /** Tests that come by any mutant of the file, in the same order; all of them where none does: it says what others use. */
  testsAbout(file: string): readonly number[]
  /** About its processor time in ms: the next power of two, so that it is mostly the same. */
  costOf(test: number): number
}

/** What a broad test is worth in comparison with another one that takes as long. */
const BROAD = 8

/** @param fileOf the file of a mutant */
export function coverageOf(recorded: readonly Recorded[], fileOf: (mutant: number) => string): Coverage {
  const costOf = (test: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, recorded[test]?.ms ?? 1)))
  const byMutant = new Map<number, [test: number, hits: number][]>()
  const byFile = new Map<string, Map<number, number>>()
  for (const [test, { hits }] of recorded.entries()) {
    for (const [mutant, times] of hits) {
      const tests = byMutant.get(mutant) ?? []
      byMutant.set(mutant, tests)
      tests.push([test, times])
      const inFile = byFile.get(fileOf(mutant)) ?? new Map<number, number>()
      byFile.set(fileOf(mutant), inFile)
      inFile.set(test, (inFile.get(test) ?? 0) + times)
    }
  }
  const orders = new Map(
    [...byFile].map(([file, hits]) => {
      const rank = (test: number): number => {
        const all = recorded[test]?.hits.reduce((sum, [, times]) => sum + times, 0) ?? 0
        return (costOf(test) * all) / (hits.get(test) ?? 1) / (recorded[test]?.isBroad ? BROAD : 1)
      }
      const ranks = new Map([...hits.keys()].map(test => [test, rank(test)]))
      const order = [...hits.keys()].sort(
        (one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0) || one - other
      )
      return [file, new Map(order.map((test, n) => [test, n]))] as const
    })
  )
  const cheapest = [...recorded.keys()].sort((one, other) => costOf(one) - costOf(other) || one - other)
  const place = (file: string, test: number): number => orders.get(file)?.get(test) ?? 0
  return {
    testsOf: mutant => {
      const file = fileOf(mutant)
      const tests = byMutant.get(mutant) ?? []
      return tests.toSorted(([one], [other]) => place(file, one) - place(file, other))
    },
    testsAbout: file => [...(orders.get(file)?.keys() ?? cheapest)],
    costOf
  }
}
