import { randomBytes } from 'node:crypto'
import { readScenario } from '../commands/scenario.ts'
import { parseInputs, type RawInputs } from '../inputs/parse.ts'
import { logLine } from '../report/untrusted.ts'
import type { Stopping } from '../stopping.ts'
import { connect, type Environment } from '../wiring.ts'

export interface Streams {
  /** For the scenario. */
  readonly print: (line: string) => void
  /** For people. */
  readonly note: (line: string) => void
}

/**
 * Prints the fleet in AWS as a scenario of the twin.
 * @returns the exit code
 * @throws ReleaseError; AwsError
 */
export async function scenarioFromAws(
  raw: RawInputs,
  env: Environment,
  { print, note }: Streams,
  stopping: Stopping
): Promise<number> {
  const options = parseInputs(raw)
  const connection = await connect(env, raw.region ?? '', `scenario-${randomBytes(5).toString('hex')}`)
  if (connection.twin) note(`Reading a twin at ${connection.twin}, not AWS`)
  try {
    const { fleet, clock, region } = connection
    const { scenario, notes } = await readScenario(fleet, clock, options, region, stopping.stop)
    for (const each of notes) note(logLine(each))
    print(JSON.stringify(scenario, null, 2))
    return stopping.exitCode() ?? 0
  } finally {
    connection.close()
  }
}
