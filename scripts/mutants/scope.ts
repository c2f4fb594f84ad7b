/** Whose faults are made, and which tests look for them. */
import { globSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

/** The state machine with its guard, its journal and its traffic, and the commands' part of claims and notes. */
const CODE: readonly string[] = [
  'src/release/**/*.ts',
  ...['claim', 'claim-watch', 'close-claim', 'own-writes', 'own-effects', 'repair', 'unanswered'].map(
    name => `src/commands/${name}.ts`
  )
]

/** What the mutation test tries itself out on. */
export const SPECIMEN = 'scripts/mutants/specimen/batch.ts'

const TESTS: readonly string[] = [
  '__tests__/release/**/*.test.ts',
  '__tests__/commands/**/*.test.ts',
  'scripts/mutants/specimen/*.test.ts'
]

/** Tests that take minutes together: for those alone that all others have left alive. */
const SLOW =
  /\/commands\/(?:kill-|late-|assumptions|aws-errors|adverse-|fleet-calls|split-weather|weather|two-op)/

/** Tests that hold everything that is decided against what was decided before. */
const BROAD = /\/(?:decisions|recoveries|steps-in-order|preflight\/any)\.test\.ts$/
export const isBroad = (test: string): boolean => BROAD.test(test)

export type Tests = 'quick' | 'slow'

/** Paths from the root, in order. */
const found = (patterns: readonly string[]): readonly string[] =>
  [...new Set(patterns.flatMap(pattern => globSync(pattern, { cwd: ROOT })))].sort()

export const codeInScope = (): readonly string[] => [SPECIMEN, ...found(CODE)]
export const testsInScope = (which: Tests): readonly string[] =>
  found(TESTS).filter(path => SLOW.test(path) === (which === 'slow'))
