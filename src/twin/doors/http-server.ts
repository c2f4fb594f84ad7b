import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWorld } from '../core/create-world.ts'
import { parseScenario } from '../core/scenario.ts'
import { answerAws, PARTICIPANT_HEADER } from './aws-endpoint.ts'
import { bodyText, LONGEST_BODY } from './body-text.ts'
import { createCallLog } from './call-log.ts'
import { answerControl, CONTROL_PREFIX, sendJson } from './control-endpoint.ts'
import { DEFAULT_ACCOUNT, DEFAULT_REGION, emptyWorld } from './empty-world.ts'
import { createFaults } from './faults.ts'
import { createLivingWorld, type LivingWorld } from './living-world.ts'
import { createSleepers } from './sleepers.ts'
import { createTimekeeper, type Timekeeper } from './timekeeper.ts'
import { createVirtualClock } from './virtual-clock.ts'

export interface TwinServerOptions {
  /** Scenario JSON as parsed by JSON.parse, see docs/scenario.schema.json; undefined for an account without groups. */
  readonly scenario: unknown
  /** 0 takes a free one. */
  readonly port: number
  /** Virtual seconds in a real second; 0 stands still but for `advance` and `skip`. */
  readonly speed: number
  /** Whether time jumps to the next wake-up while everybody who joined the clock sleeps. */
  readonly skip: boolean
  /** The twin takes orders from anybody who reaches it, so it listens on the loopback interface alone. */
  readonly host?: '127.0.0.1' | '::1'
}

export interface TwinServer {
  /** For AWS_ENDPOINT_URL, e.g. `http://127.0.0.1:4599`. */
  readonly endpoint: string
  readonly twin: LivingWorld
  /** Cuts all connections. */
  close(): Promise<void>
}

/** @throws ScenarioError for a scenario that is wrong, Error where the port is taken. */
export async function startTwinServer(options: TwinServerOptions): Promise<TwinServer> {
  const { speed, skip, port, host = '127.0.0.1' } = options
  const scenario = options.scenario === undefined ? undefined : parseScenario(options.scenario, Date.now())
  const world =
    scenario === undefined ? emptyWorld(DEFAULT_REGION, DEFAULT_ACCOUNT, Date.now()) : createWorld(scenario)
  const clock = createVirtualClock(world.now, speed, () => performance.now())
  const living = createLivingWorld(world, clock, scenario?.weather)
  const sleepers = createSleepers()
  const keeper = createTimekeeper(clock, living, sleepers, skip)
  const faults = createFaults()
  const log = createCallLog()

  const twin: LivingWorld = {
    ...living,
    act: act => {
      const answer = living.act(act)
      keeper.settle()
      return answer
    }
  }
  const control = { living: twin, clock, sleepers, keeper, faults, log, speed, skip }
  const aws = { living, clock, wall: Date.now, faults, log }

  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request
    const [path = '/', query] = url.split('?')
    const isControl = path.startsWith(CONTROL_PREFIX)
    const served = isControl ? () => {} : keeper.serving()
    response.on('close', served)
    readBody(request, response, received => {
      if (isControl)
        return answerControl(control, `${method} ${path}`, new URLSearchParams(query), received, response)
      const outcome = answerAws(aws, { method, path, headers: request.headers, body: received })
      if (outcome.kind === 'hang') return served()
      const participant = request.headers[PARTICIPANT_HEADER]
      if (typeof participant === 'string') sleepers.stir(participant)
      if (outcome.kind === 'cut') {
        response.destroy()
      } else {
        const { status, headers, body } = outcome.reply
        response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
        response.end(body)
      }
    })
  })
  // A client's idle connection stays open: closing it would race with its next request.
  server.keepAliveTimeout = 0
  await listen(server, port, host)
  keeper.settle()
  return { endpoint: endpointOf(server), twin, close: () => close(server, keeper) }
}

function readBody(request: IncomingMessage, response: ServerResponse, then: (body: string) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > LONGEST_BODY) {
      request.pause()
      sendJson(response.setHeader('connection', 'close'), 413, {
        error: `the body is longer than ${LONGEST_BODY} bytes`
      })
    } else chunks.push(chunk)
  })
  request.on('end', () => {
    try {
      then(bodyText(Buffer.concat(chunks), request.headers['content-encoding']))
    } catch (error) {
      sendJson(response, 400, {
        error: `the body cannot be read: ${error instanceof Error ? error.message : error}`
      })
    }
  })
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function endpointOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function close(server: Server, keeper: Timekeeper): Promise<void> {
  keeper.stop()
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
