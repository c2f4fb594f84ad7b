import type { Fate } from '../report.ts'

/** What specimen.test.ts does not find in batch.ts. It finds everything else. */
const SURVIVORS = [
  'EqualityOperator: size > 20 -> size >= 20',
  'EqualityOperator: size > 10 -> size >= 10',
  'EqualityOperator: left > 0 -> left >= 0',
  "OtherOrder: () => (size > 10 ? 'announce' : undefined) ; "
]

/** @returns in what the mutation test is mistaken about the specimen */
export function mistakes(fates: readonly Fate[]): readonly string[] {
  const survived = fates.filter(({ is }) => is === 'survived').map(({ mutant }) => mutant.name)
  const isExpected = (name: string): boolean => SURVIVORS.some(each => name.includes(each))
  return [
    ...survived.filter(name => !isExpected(name)).map(name => `was not found: ${name}`),
    ...SURVIVORS.filter(each => !survived.some(name => name.includes(each))).map(
      each => `was found, though no test looks: ${each}`
    ),
    ...(fates.length > 0 ? [] : ['there is no specimen'])
  ]
}
