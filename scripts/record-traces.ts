/**
 * Records releases as this version makes them, and what it decides half-way through those of every version.
 *
 *   node scripts/record-traces.ts               both
 *   node scripts/record-traces.ts --expect      only what it decides: the traces stay as they are
 *
 * Traces of other versions are never written again: they are the releases that may be in flight when this one is installed.
 */
import { checked } from '../__tests__/support/checked.ts'
import { START } from '../__tests__/support/simulation.ts'
import { meet, statesOf } from '../__tests__/support/trace-states.ts'
import {
  type Asked,
  readTraces,
  type TracedCall,
  type TracedRun,
  writeExpectations,
  writeTrace
} from '../__tests__/support/traces.ts'
import { VERSION } from '../src/version.ts'
import { TRACES } from './record-traces/scenarios.ts'

async function record(name: string, scenario: object, asked: readonly Asked[]): Promise<void> {
  const simulation = checked(scenario)
  const calls: TracedCall[] = []
  simulation.twin.onChange(({ now }, event) => {
    if (event.kind !== 'call') return
    const { service, operation, input } = event
    // The run that goes on from here has an id of its own.
    calls.push(
      JSON.parse(
        JSON.stringify({ at: now - START, service, operation, input }).replaceAll(
          ':claim:run-',
          ':claim:was-'
        )
      )
    )
  })
  const runs: TracedRun[] = []
  for (const each of asked) {
    const from = calls.length
    const { status, findings } = await simulation.run(each)
    const expected = each.timeoutMs === undefined ? 'succeeded' : 'failed'
    if (status !== expected)
      throw new Error(`${name}: ${each.command} ${status}: ${JSON.stringify(findings)}`)
    runs.push({ asked: each, from, to: calls.length })
  }
  const wrong = simulation.violations()
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.join('; ')}`)
  const endedAt = simulation.world().now - START
  writeTrace(VERSION, name, { name: `${VERSION}/${name}`, scenario, runs, endedAt, calls })
}

if (!process.argv.includes('--expect'))
  for (const { name, scenario, asked } of TRACES) await record(name, scenario, asked)

const kinds = new Set<string>()
const pictures = new Map<string, number>()
const states: object[] = []
for (const trace of readTraces()) {
  for (const state of await statesOf(trace, kinds)) {
    const { made, wrong, ...met } = await meet(trace, state, true)
    if (wrong.length > 0) throw new Error(`${trace.name}: ${wrong.join('; ')}`)
    for (const [, , ends] of made)
      if (ends && !pictures.has(ends.picture)) pictures.set(ends.picture, pictures.size)
    const ends = made.map(([command, decides, end]) =>
      end ? [command, decides, end.status, pictures.get(end.picture)] : [command, decides]
    )
    states.push({ ...met, made: ends })
  }
}
writeExpectations([...pictures.keys()], states)
console.log(`${states.length} states of ${readTraces().length} traces, ${pictures.size} different ends`)
