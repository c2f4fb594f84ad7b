/** Mutants before their tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Coverage, coverageOf, type Recorded } from './coverage.ts'
import type { Made } from './make.ts'
import { createPlanner, type Extent } from './plan.ts'
import { createPool, type Order, type Pool, type Result } from './pool.ts'
import type { Fate } from './report.ts'
import { isBroad, type Tests } from './scope.ts'

const MOST_WORKERS = 2

export interface Trial {
  /** How many tests there are. */
  readonly tests: number
  /** @param told of each mutant as soon as its fate is known @returns the fates in the order of `numbers` */
  try(numbers: readonly number[], extent: Extent, told: (fate: Fate) => void): Promise<readonly Fate[]>
  end(): void
}

/**
 * Loads everything and runs each test once, to know which mutants it comes by.
 * @throws Error where a test fails without any mutant
 */
export async function createTrial(made: Made, tests: Tests): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'bg-release-mutants-'))
  const path = join(folder, 'made.json')
  writeFileSync(path, JSON.stringify(made))
  const pool = await createPool([path, tests], Math.min(MOST_WORKERS, availableParallelism()))
  const recorded = await record(pool)
  const coverage = coverageOf(recorded, n => made.mutants[n]?.file ?? '')
  return {
    tests: pool.loaded.tests.length,
    try: (numbers, extent, told) => tryAll(made, pool, coverage, numbers, extent, told),
    end: () => {
      pool.end()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function record(pool: Pool): Promise<readonly Recorded[]> {
  const { tests } = pool.loaded
  const recorded: Recorded[] = tests.map(({ file }) => ({ hits: [], ms: 0, isBroad: isBroad(file) }))
  const failed: string[] = []
  function* orders(): Generator<Order, undefined> {
    for (const [test, { name, file }] of tests.entries()) {
      const ended = (result: Result | undefined) => {
        if (result?.did !== 'record') failed.push(`${name}: no end`)
        else if (result.failed !== undefined) failed.push(`${name}: ${result.failed}`)
        else recorded[test] = { hits: result.hits, ms: result.ms, isBroad: isBroad(file) }
      }
      yield { job: { do: 'record', test }, ended }
    }
  }
  await pool.all(orders())
  if (failed.length > 0) throw new Error(`tests fail without any mutant:\n${failed.join('\n')}`)
  return recorded
}

async function tryAll(
  made: Made,
  pool: Pool,
  coverage: Coverage,
  numbers: readonly number[],
  extent: Extent,
  told: (fate: Fate) => void
): Promise<readonly Fate[]> {
  const { tests, atLoad } = pool.loaded
  const planner = createPlanner(made, new Set(atLoad), coverage, extent)
  const fates = new Map<number, Fate>()
  function* orders(): Generator<Order, undefined> {
    for (const n of numbers) {
      const mutant = made.mutants[n]
      if (!mutant) continue
      const job = planner.jobFor(n)
      const fateOf = (result: Result | undefined): Fate => {
        if (!result) return { is: 'endless', mutant }
        if (result.did !== 'try' || result.by === undefined)
          return { is: 'survived', mutant, tests: job.tests.length }
        planner.killedBy(n, result.by)
        return { is: 'killed', mutant, by: tests[result.by]?.name ?? '', why: result.why ?? '' }
      }
      const ended = (result: Result | undefined) => {
        const fate = fateOf(result)
        fates.set(n, fate)
        told(fate)
      }
      yield { job, ended }
    }
  }
  await pool.all(orders())
  return numbers.flatMap(n => fates.get(n) ?? [])
}
