/** Adds up what the workers tell. */
import { SCENARIOS } from './scenarios.ts'
import type { Unit } from './units.ts'
import type { Done, Failure } from './work.ts'

const SHOWN = 40
/** Of what is wrong, so many characters. */
const LONGEST = 400

export interface Tally {
  add(done: Done): void
  /** Also where something was left out. */
  failed(): boolean
  report(): string
}

/** @param print told of each failure as soon as it is known */
export function createTally(units: readonly Unit[], print: (line: string) => void): Tally {
  const started = performance.now()
  const runs: Record<Unit['of'], number> = {
    faults: 0,
    'told-kills': 0,
    answers: 0,
    'answered-kills': 0,
    sample: 0
  }
  const byKind = new Map<string, number>()
  const worlds = new Set<string>()
  let failures = 0
  let misses = 0
  let done = 0

  return {
    add: told => {
      done += 1
      runs[told.of] += told.runs
      misses += told.misses
      for (const [kind, count] of Object.entries(told.byKind))
        byKind.set(kind, (byKind.get(kind) ?? 0) + count)
      for (const world of told.worlds) worlds.add(world)
      for (const failure of told.failures) {
        failures += 1
        if (failures <= SHOWN) print(shown(failure))
      }
    },
    failed: () => failures > 0 || done < units.length || sum(runs) === 0,
    report: () => {
      const seconds = (performance.now() - started) / 1000
      const all = sum(runs)
      // They are begun in order.
      const scenarios = new Set(
        units.slice(0, done).flatMap(each => (each.of === 'faults' ? each.scenario : []))
      ).size
      const width = Math.max(...[...byKind.keys()].map(kind => kind.length))
      return [
        ...[...byKind].map(([kind, count]) => `${kind.padEnd(width)} ${String(count).padStart(7)}`),
        ...(failures > SHOWN ? [`... and ${failures - SHOWN} more`] : []),
        `${scenarios} of ${SCENARIOS.length} scenarios x their calls x ${byKind.size} faults x next commands = ${runs.faults} runs in which the fault fired`,
        `GitHub says at once that the killed run is over: ${runs['told-kills']} runs with a kill x next commands`,
        `other answers to what AWS does not document: ${runs.answers} runs without a fault, ${runs['answered-kills']} runs with a kill x next commands`,
        `by chance, pairs of faults and single ones under other answers: ${runs.sample} runs in which all fired`,
        `${done} of ${units.length} pieces of the whole: ${all} runs, ${worlds.size} distinct worlds, ${misses} cases that did not take place, ${failures} violations, ${seconds.toFixed(0)} s`
      ].join('\n')
    }
  }
}

const sum = (runs: Readonly<Record<string, number>>): number =>
  Object.values(runs).reduce((all, count) => all + count, 0)

const shown = ({ line, wrong }: Failure): string =>
  [
    `FAILED npm run crash-matrix -- --replay '${line}'`,
    ...wrong.slice(0, 2).map(each => `       ${each.slice(0, LONGEST)}`)
  ].join('\n')
