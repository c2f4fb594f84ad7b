/** The answers to what AWS does not document, one by one and in pairs. */
import { ASSUMPTIONS } from '../../src/twin/core/assumptions.ts'
import type { Answers } from './scenarios.ts'

/** Every other answer by itself. */
export const SINGLE_ANSWERS: readonly Answers[] = ASSUMPTIONS.map(({ id, other }) => ({ [id]: other }))

/**
 * Rows in which every pair of questions meets every pair of answers (G. O. H. Katona, "Two applications of Sperner type
 * theorems", 1973): one row of all standard answers, and a different set of as many rows for every question.
 */
export const PAIRWISE_ANSWERS: readonly Answers[] = pairwise()

function pairwise(): readonly Answers[] {
  for (let rows = 2; ; rows += 1) {
    const sets = subsets(rows, Math.ceil((rows + 1) / 2))
    if (sets.length < ASSUMPTIONS.length) continue
    const others = Array.from({ length: rows }, (_, row) =>
      Object.fromEntries(
        ASSUMPTIONS.filter((_, n) => sets[n]?.includes(row)).map(({ id, other }) => [id, other])
      )
    )
    return [{}, ...others]
  }
}

/** All sets of `size` of the numbers below `count`. */
function subsets(count: number, size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]]
  if (size > count) return []
  return [...subsets(count - 1, size - 1).map(each => [...each, count - 1]), ...subsets(count - 1, size)]
}
