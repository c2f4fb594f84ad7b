/**
 * Faults put mechanically into the state machine, its guard, its journal and its claims, one at a time: the tests have to
 * find each of them.
 *
 *   npm run mutants                     a fixed part of them, by the tests that are quick
 *   npm run mutants -- --full           all of them, by more tests, and what these leave by tests that take long
 *   npm run mutants -- --only pin.ts    those of files whose path has these letters, all of them
 *   npm run mutants -- --verbose        says of each killed one which test killed it
 *
 * Exit code 1 where less than 95 % are killed, and where harmless.ts names one that is not there or that is not harmless.
 */
import { parseArgs } from 'node:util'
import { HARMLESS } from './mutants/harmless.ts'
import { makeMutants } from './mutants/make.ts'
import { chosen, FULL, LONG, QUICK } from './mutants/plan.ts'
import { type Fate, judge } from './mutants/report.ts'
import { codeInScope, SPECIMEN } from './mutants/scope.ts'
import { mistakes } from './mutants/specimen/expected.ts'
import { createTrial } from './mutants/trial.ts'

const TOLD_EVERY = 250

const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false }
  }
})
const say = (text: string): boolean => process.stdout.write(`${text}\n`)

async function main(): Promise<number> {
  const { only, full } = values
  const made = await makeMutants(codeInScope())
  const { mutants } = made
  const fileOf = (n: number): string => mutants[n]?.file ?? ''
  const quick = await createTrial(made, 'quick')
  say(`${mutants.length} mutants, ${quick.tests} quick tests`)

  const specimen = [...mutants.keys()].filter(n => fileOf(n) === SPECIMEN)
  const wrong = mistakes(await quick.try(specimen, FULL, () => undefined))
  if (wrong.length > 0) {
    quick.end()
    say(['the mutation test itself is at fault:', ...wrong].join('\n'))
    return 1
  }

  const own = chosen(mutants, full || only !== undefined ? FULL : QUICK).filter(
    n => fileOf(n) !== SPECIMEN && fileOf(n).includes(only ?? '')
  )
  const first = await quick.try(own, full ? FULL : { ...QUICK, oneIn: 1 }, teller(own.length))
  quick.end()
  const fates = full ? await slowly(first) : first
  const { text, good } = judge(fates, HARMLESS, new Set(mutants.map(({ name }) => name)))
  say(text)
  return good ? 0 : 1

  /** What quick tests have left alive, slow ones try; but what nobody can tell from the code is not tried for minutes. */
  async function slowly(soFar: readonly Fate[]): Promise<readonly Fate[]> {
    const explained = new Set(HARMLESS.map(({ mutant }) => mutant))
    const isLeft = ({ is, mutant }: Fate) => is === 'survived' && !explained.has(mutant.name)
    const names = new Set(soFar.filter(isLeft).map(({ mutant }) => mutant.name))
    const left = own.filter(n => names.has(mutants[n]?.name ?? ''))
    if (left.length === 0) return soFar
    const slow = await createTrial(made, 'slow')
    say(`${left.length} mutants are left for ${slow.tests} slow tests`)
    const later = await slow.try(left, LONG, teller(left.length))
    slow.end()
    return [...soFar.filter(fate => !isLeft(fate)), ...later]
  }
}

function teller(all: number): (fate: Fate) => void {
  let told = 0
  return fate => {
    told += 1
    if (values.verbose) say(lineOf(fate))
    if (told % TOLD_EVERY === 0) say(`${told} of ${all}`)
  }
}

function lineOf(fate: Fate): string {
  const where = `line ${fate.mutant.line} of ${fate.mutant.name}`
  return fate.is === 'killed' ? `killed ${where} by ${fate.by}` : `${fate.is} ${where}`
}

process.exitCode = await main()
