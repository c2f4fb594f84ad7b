/** Does a unit: runs its cases and counts what took place. */
import { createHash } from 'node:crypto'
import { aftermath, type Case, runCase } from './case.ts'
import { toLine } from './line.ts'
import { type Recording, record } from './record.ts'
import { type Answers, scenarioNamed } from './scenarios.ts'
import { casesOf, type Unit } from './units.ts'

/** What a worker tells of one unit. */
export interface Done {
  readonly of: Unit['of']
  /** Cases in which everything that was meant to happen happened. */
  readonly runs: number
  /** Cases in which it did not: the run made no such request, or nothing could be done to it. */
  readonly misses: number
  /** Of `runs`, by kind of fault. */
  readonly byKind: Readonly<Record<string, number>>
  /** Of the worlds in which a fault struck, one word each. */
  readonly worlds: readonly string[]
  readonly failures: readonly Failure[]
}

export interface Failure {
  readonly line: string
  readonly wrong: readonly string[]
}

const recordings = (): ((scenario: string, answers: Answers) => Promise<Recording>) => {
  const known = new Map<string, Promise<Recording>>()
  return (scenario, answers) => {
    const key = JSON.stringify([scenario, answers])
    const found = known.get(key) ?? record(scenarioNamed(scenario), answers)
    // Units come in order, so that the last few are those that are asked for again.
    if (known.size >= 20) known.clear()
    known.set(key, found)
    return found
  }
}

/** @returns does one unit after the other, and remembers undisturbed runs meanwhile */
export function createWork(): (unit: Unit) => Promise<Done> {
  const recordingOf = recordings()
  return async unit => {
    const recording = await recordingOf(unit.scenario, 'answers' in unit ? unit.answers : {})
    const byKind: Record<string, number> = {}
    const worlds = new Set<string>()
    const failures: Failure[] = []
    let runs = 0
    let misses = 0
    let last: { readonly faults: Case['faults']; readonly after: ReturnType<typeof aftermath> } | undefined
    for (const each of casesOf(unit, recording)) {
      // Cases that differ in the next command alone stand side by side.
      if (last?.faults !== each.faults) last = { faults: each.faults, after: aftermath(recording, each) }
      const { fired, look, wrong } = await tried(recording, each, last.after)
      if (look !== undefined) worlds.add(createHash('sha1').update(look).digest('base64url').slice(0, 12))
      runs += fired ? 1 : 0
      misses += fired ? 0 : 1
      if (fired)
        for (const { kind } of [...each.faults, ...each.later])
          byKind[kind.name] = (byKind[kind.name] ?? 0) + 1
      if (wrong.length > 0) failures.push({ line: toLine(each), wrong })
    }
    return { of: unit.of, runs, misses, byKind, worlds: [...worlds], failures }
  }
}

/** An exception is a failure of the case, and not the end of the matrix. */
async function tried(recording: Recording, each: Case, after: ReturnType<typeof aftermath>) {
  try {
    return await runCase(recording, each, await after)
  } catch (error) {
    return {
      fired: true,
      look: undefined,
      wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)]
    }
  }
}
