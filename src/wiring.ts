/** From the environment to the ports: which AWS, which clock, whose credentials. */
import { withinBudget } from './aws/budget.ts'
import { EndpointError, resolveEndpoint } from './aws/endpoint.ts'
import { createFleet } from './aws/fleet.ts'
import { parseRegion, RegionError } from './aws/hosts.ts'
import { ProxyError, type ProxyFor, proxiesOf } from './aws/proxy.ts'
import { createSdkTransport } from './aws/sdk-transport.ts'
import { createSystemClock } from './clock/system-clock.ts'
import { joinTwinClock, type TwinClock } from './clock/twin-clock.ts'
import { TwinClockError } from './clock/twin-http.ts'
import { ReleaseError } from './release/codes.ts'
import type { Clock, FleetPort, SessionPort } from './release/ports.ts'
import { VERSION } from './version.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Connection {
  readonly fleet: FleetPort
  readonly clock: Clock
  /** Absent on a twin. */
  readonly session?: SessionPort
  readonly region: string
  /** Names the twin where there is one, so that nobody takes it for AWS. */
  readonly twin?: string
  close(): void
}

/**
 * Makes the ports. No request leaves before the first read.
 * @param region the input, empty where the environment decides
 * @param run names the run in the user agent of each request
 * @throws ReleaseError `BGR-INPUT`, `BGR-ENDPOINT`, `BGR-PROXY`
 */
export async function connect(env: Environment, region: string, run: string): Promise<Connection> {
  const home = regionOf(env, region)
  const endpoint = endpointOf(env)
  const userAgent = [
    ['bg-release', VERSION],
    ['run', run]
  ] as const
  if (endpoint === undefined) {
    const clock = createSystemClock()
    const proxyFor = proxyForOf(env)
    const transport = createSdkTransport({
      region: home,
      clock,
      userAgent,
      ...(proxyFor && { proxyFor })
    })
    return {
      fleet: createFleet(withinBudget(transport.send, clock)),
      clock,
      session: { facts: signal => transport.session(signal) },
      region: home,
      close: () => transport.close()
    }
  }
  const clock = await joinClock(endpoint)
  const transport = createSdkTransport({
    region: home,
    endpoint,
    clock,
    userAgent,
    extraHeaders: { 'x-twin-participant': clock.participant }
  })
  return {
    fleet: createFleet(withinBudget(transport.send, clock)),
    clock,
    region: home,
    twin: endpoint,
    close: () => {
      transport.close()
      clock.leave()
    }
  }
}

async function joinClock(endpoint: string): Promise<TwinClock> {
  try {
    return await joinTwinClock(endpoint)
  } catch (error) {
    if (!(error instanceof TwinClockError)) throw error
    throw new ReleaseError([
      {
        code: 'BGR-ENDPOINT',
        message: `No twin answers at ${endpoint}: ${error.message}.`,
        fix: 'Start it (bg-release twin --port N), or unset BG_RELEASE_TWIN and AWS_ENDPOINT_URL to work on AWS.'
      }
    ])
  }
}

function regionOf(env: Environment, input: string): string {
  const text = [input, env.AWS_REGION, env.AWS_DEFAULT_REGION].find(
    value => value !== undefined && value !== ''
  )
  if (text === undefined) {
    throw new ReleaseError([
      {
        code: 'BGR-INPUT',
        message: 'No AWS region is known: neither the input region nor AWS_REGION is set.',
        fix: 'Set region, or let aws-actions/configure-aws-credentials set AWS_REGION before this step.'
      }
    ])
  }
  try {
    return parseRegion(text)
  } catch (error) {
    if (!(error instanceof RegionError)) throw error
    throw new ReleaseError([
      { code: 'BGR-INPUT', message: error.message, fix: 'Correct region or AWS_REGION.' }
    ])
  }
}

function endpointOf(env: Environment): string | undefined {
  try {
    const found = resolveEndpoint(env)
    return found.kind === 'twin' ? found.endpoint : undefined
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    throw new ReleaseError([
      {
        code: 'BGR-ENDPOINT',
        message: error.message,
        fix: 'Unset AWS_ENDPOINT_URL to work on AWS. For a twin set BG_RELEASE_TWIN=true, AWS_ENDPOINT_URL and AWS_ACCESS_KEY_ID as docs/twin.md says.'
      }
    ])
  }
}

function proxyForOf(env: Environment): ProxyFor | undefined {
  try {
    return proxiesOf(env)
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error
    throw new ReleaseError([
      {
        code: 'BGR-PROXY',
        message: error.message,
        fix: 'Set it to http://HOST:PORT or https://HOST:PORT, or unset it (docs/networks.md).'
      }
    ])
  }
}
