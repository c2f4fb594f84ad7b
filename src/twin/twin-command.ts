import { TWIN_ACCESS_KEY_ID, TWIN_SECRET_ACCESS_KEY } from './doors/credentials.ts'
import { startTwinServer } from './doors/http-server.ts'

export interface TwinCommandOptions {
  /** Scenario JSON; without it the twin is an empty account in eu-west-1. */
  readonly scenarioText?: string
  /** 0 takes a free one. */
  readonly port: number
  /** Virtual seconds in a real second. */
  readonly speed: number
  readonly skip: boolean
  /** Takes one line without its line break. */
  readonly write: (line: string) => void
  /** Ends the twin. */
  readonly signal: AbortSignal
}

/**
 * Runs the twin's HTTP door until the signal aborts. Once it listens it writes one line of JSON: endpoint, region,
 * accessKeyId, secretAccessKey, pid.
 * @throws SyntaxError for a text that is no JSON, ScenarioError for a wrong scenario, Error where the port is taken.
 */
export async function runTwin(options: TwinCommandOptions): Promise<void> {
  const { scenarioText, port, speed, skip, write, signal } = options
  const scenario: unknown = scenarioText === undefined ? undefined : JSON.parse(scenarioText)
  const server = await startTwinServer({ scenario, port, speed, skip })
  write(
    JSON.stringify({
      endpoint: server.endpoint,
      region: server.twin.world().region,
      accessKeyId: TWIN_ACCESS_KEY_ID,
      secretAccessKey: TWIN_SECRET_ACCESS_KEY,
      pid: process.pid
    })
  )
  if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
  await server.close()
}
