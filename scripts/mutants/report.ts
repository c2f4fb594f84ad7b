/** What came of the mutants, as text and as a verdict. */
import type { Mutant } from './make.ts'

export type Fate =
  | { readonly is: 'killed'; readonly mutant: Mutant; readonly by: string; readonly why: string }
  /** It went on without end. */
  | { readonly is: 'endless'; readonly mutant: Mutant }
  /** `tests`: how many have tried. */
  | { readonly is: 'survived'; readonly mutant: Mutant; readonly tests: number }

/** A mutant that changes nothing that anybody could see, and why that is so. */
export interface Harmless {
  readonly mutant: string
  readonly reason: string
}

export interface Verdict {
  readonly text: string
  readonly good: boolean
}

const LEAST_PERCENT = 95
const MOST_HARMLESS_PERCENT = 5

/** @param made names of all mutants, those that were not tried included */
export function judge(
  fates: readonly Fate[],
  harmless: readonly Harmless[],
  made: ReadonlySet<string>
): Verdict {
  const reasons = new Map(harmless.map(({ mutant, reason }) => [mutant, reason]))
  const survivors = fates.filter(fate => fate.is === 'survived')
  const unexplained = survivors.filter(({ mutant }) => !reasons.has(mutant.name))
  const tried = fates.length
  const explained = survivors.length - unexplained.length
  const dead = tried - survivors.length
  const score = (100 * dead) / Math.max(1, tried - explained)
  const wrong = [
    ...harmless
      .filter(({ mutant }) => !made.has(mutant))
      .map(({ mutant }) => `there is no such mutant: ${mutant}`),
    ...fates.flatMap(({ is, mutant }) =>
      is !== 'survived' && reasons.has(mutant.name) ? [`not harmless, for it was killed: ${mutant.name}`] : []
    ),
    ...(score < LEAST_PERCENT ? [`less than ${LEAST_PERCENT} % were killed`] : []),
    ...(100 * harmless.length > MOST_HARMLESS_PERCENT * made.size
      ? [`more than ${MOST_HARMLESS_PERCENT} % are said to be harmless`]
      : []),
    ...(tried === 0 ? ['nothing was tried'] : [])
  ]
  const text = [
    ...byFile(fates),
    ...unexplained.map(
      ({ mutant, tests }) => `survived ${tests} tests, line ${mutant.line} of ${mutant.name}`
    ),
    `${tried} of ${made.size} mutants: ${dead} killed, ${explained} harmless, ${unexplained.length} survived: ${score.toFixed(1)} %`,
    ...wrong
  ].join('\n')
  return { text, good: wrong.length === 0 }
}

function byFile(fates: readonly Fate[]): readonly string[] {
  const files = Map.groupBy(fates, ({ mutant }) => mutant.file)
  return [...files].map(([file, own]) => {
    const left = own.filter(({ is }) => is === 'survived').length
    return `${file}: ${own.length - left} killed, ${left} survived`
  })
}
