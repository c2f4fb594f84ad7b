/**
 * Goes through the states that the shipped state machine, its guard and its claims can get into, in a small world that
 * AWS, the weather and dying runs share: `npm run model-check`. Exit code 1 where a rule is broken, where a search does not
 * go to the end, or where a fault that is put in on purpose is not found.
 *
 * `--full`: larger searches, for the night. `--open`: the one that is known to break rules (docs/guarantees.md).
 * `--only WORDS`: searches whose name has these words. `--mutant NAME`: with a fault put in on purpose, which has to be
 * found.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { searchClaims } from './model-check/claims.ts'
import { MUTANTS } from './model-check/mutants.ts'
import { isMutant, searchMutant } from './model-check/mutated.ts'
import { FULL, OPEN, QUICK, SLOW_MUTANTS } from './model-check/plan.ts'
import type { Found } from './model-check/search.ts'
import type { Asked, Report } from './model-check/worker.ts'

const { values } = parseArgs({
  options: {
    full: { type: 'boolean' },
    open: { type: 'boolean' },
    only: { type: 'string' },
    mutant: { type: 'string' }
  }
})
const say = (text: string): boolean => process.stdout.write(`${text}\n`)

async function check(): Promise<number> {
  const begun = performance.now()
  const plan = (values.open ? OPEN : values.full ? FULL : QUICK).filter(({ name }) =>
    name.includes(values.only ?? '')
  )
  const isWhole = values.only === undefined && !values.open
  const claims = isWhole ? await checkClaims(values.full === true ? 100_000 : 5_000) : 0
  const mutants = isWhole ? SLOW_MUTANTS.map(mutant => ({ mutant })) : []
  const all = await inThreads([...plan, ...mutants])
  const reports = all.filter(({ asked }) => !('mutant' in asked))
  const missed = all.filter(({ asked, violations }) => 'mutant' in asked && violations.length === 0)
  const states = reports.reduce((sum, report) => sum + report.states, 0)
  const transitions = reports.reduce((sum, report) => sum + report.transitions, 0)
  const broken = reports.flatMap(({ violations }) => violations).length + claims
  const cut = reports.filter(({ whole }) => !whole)
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  const work = all.reduce((sum, report) => sum + report.seconds, 0).toFixed(0)
  say(
    `${reports.length} searches: ${states} states, ${transitions} transitions, ${seconds} s (${work} s of work), ${broken} violations, ${missed.length} faults not found`
  )
  return broken + cut.length + missed.length === 0 && reports.length > 0 ? 0 : 1
}

/** @returns how many rules were broken */
async function checkClaims(most: number): Promise<number> {
  let broken = 0
  for (const [name, kills, stale] of [
    ['claims: two runs', 0, false],
    ['claims: two runs, old looks', 0, true],
    ['claims: two runs, one is killed', 1, false],
    ['claims: two runs, one is killed, old looks', 1, true]
  ] as const) {
    const begun = performance.now()
    const { schedules, states, turns, whole, violations } = await searchClaims({ kills, stale, most })
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const reach = whole ? 'to the end' : `all with fewer than ${turns} turns`
    say(
      `${name}: ${states} states, ${schedules} schedules, ${reach}, ${seconds} s, ${violations.length} violations`
    )
    for (const { what, trace } of violations) say(toldTrace(what, trace))
    broken += violations.length
  }
  return broken
}

async function inThreads(plan: readonly Asked[]): Promise<readonly Report[]> {
  const waiting = [...plan]
  const reports: Report[] = []
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./model-check/worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 2_900, maxYoungGenerationSizeMb: 192 }
    })
    const failure = new Promise<never>((_, reject) => worker.once('error', reject))
    for (let search = waiting.shift(); search; search = waiting.shift()) {
      const answer = new Promise<Report>(resolve => worker.once('message', resolve))
      worker.postMessage(search)
      const report = await Promise.race([answer, failure])
      say(lineOf(report))
      reports.push(report)
    }
    await worker.terminate()
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  return reports
}

function lineOf({ asked, seconds, ...found }: Report): string {
  const spent = `${seconds.toFixed(1)} s of work`
  return 'mutant' in asked ? faultLine(asked.mutant, found, spent) : searchLine(asked.name, found, spent)
}

function searchLine(name: string, found: Found, spent: string): string {
  const { states, transitions, depth, whole, violations } = found
  const reach = whole ? `to the end, depth ${depth}` : `to depth ${depth}`
  const figures = `${states} states, ${transitions} transitions, ${reach}, ${spent}`
  const told = violations.map(({ what, trace }) => toldTrace(what, trace))
  return [`${name}: ${figures}, ${violations.length} violations`, ...told].join('\n')
}

const faultLine = (name: string, { states, violations }: Found, spent: string): string =>
  `with the fault ${name}: ${violations.length > 0 ? 'found' : 'NOT FOUND'} after ${states} states, ${spent}`

const toldTrace = (what: string, trace: readonly string[]): string =>
  [`  VIOLATION ${what}`, ...trace.map((each, i) => `    ${i + 1}. ${each}`)].join('\n')

/** Exit code 0 where the fault was found. */
function mutated(name: string): number {
  if (!isMutant(name)) {
    say(`There is no mutant ${name}; there are ${Object.keys(MUTANTS).join(', ')}.`)
    return 2
  }
  const found = searchMutant(name)
  say(
    [
      `${name}: ${found.states} states`,
      ...found.violations.map(({ what, trace }) => toldTrace(what, trace))
    ].join('\n')
  )
  return found.violations.length > 0 ? 0 : 1
}

process.exitCode = values.mutant === undefined ? await check() : mutated(values.mutant)
