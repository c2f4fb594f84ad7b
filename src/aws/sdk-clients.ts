import { AutoScalingClient, type AutoScalingClientConfig } from '@aws-sdk/client-auto-scaling'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import type { Clock } from '../release/ports.ts'
import { isAwsHost } from './hosts.ts'
import type { ProxyFor } from './proxy.ts'
import { ruleSigning, type SdkClient } from './sdk-signing.ts'
import type { ServerTime } from './server-time.ts'
import type { AwsService } from './transport.ts'
import { TunnelAgent } from './tunnel-agent.ts'

/** All times in ms of real time, whatever the clock port says. */
export interface Limits {
  /** Until the connection stands. */
  readonly connect: number
  /** Until the headers of the answer are there, and between two parts of its body. */
  readonly request: number
  /** One call with all its attempts. */
  readonly total: number
  /** Attempts of a read. A mutation has one. */
  readonly attempts: number
}

export interface ClientOptions {
  /** As `parseRegion` lets it through. */
  readonly region: string
  /** Of a twin: `http://HOST:PORT`. Without one the SDK finds the endpoint of the region. */
  readonly endpoint?: string
  readonly clock: Clock
  /** Pairs of name and version, e.g. `[['bg-release', '0.1.0'], ['run', '123-1']]`: they name the run in CloudTrail. */
  readonly userAgent: readonly (readonly [name: string, version: string])[]
  readonly extraHeaders?: Readonly<Record<string, string>>
  /** Without them the SDK's own chain: environment, profiles, web identity, container and instance roles. */
  readonly credentials?: NonNullable<AutoScalingClientConfig['credentials']>
  /** As the environment names them; without it every connection goes straight to its host. */
  readonly proxyFor?: ProxyFor
  /** In place of HTTP, e.g. a twin in the same process. */
  readonly requestHandler?: NonNullable<AutoScalingClientConfig['requestHandler']>
}

export interface SdkClients {
  /** The one client for reads of the service. */
  reader(service: AwsService): SdkClient
  /** A client for one mutation, to be destroyed after it. Making one takes about a millisecond. */
  writer(service: AwsService, signedAt: number): SdkClient
  close(): void
}

const CLIENTS = {
  autoscaling: AutoScalingClient,
  elasticloadbalancing: ElasticLoadBalancingV2Client,
  monitoring: CloudWatchClient
} as const satisfies Readonly<Record<AwsService, unknown>>

/** The SDK logs to the console where it is not told otherwise. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} }

/**
 * SDK clients, made when they are first needed.
 *
 * A mutation goes over a connection of its own: a kept one that the server closes at the same moment would leave its
 * fate unknown for nothing. Idle kept connections do not hold the process open (Node.js, http.Agent `keepAlive`).
 */
export function createSdkClients(options: ClientOptions, limits: Limits, serverTime: ServerTime): SdkClients {
  // The SDK's notice about future Node versions means nothing to who releases a service. (Its own documented switch.)
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const readers = new Map<AwsService, SdkClient>()

  function create(
    service: AwsService,
    keepAlive: boolean,
    date: () => Date,
    own: Partial<AutoScalingClientConfig>
  ): SdkClient {
    const { proxyFor } = options
    const config: AutoScalingClientConfig = {
      region: options.region,
      retryMode: 'standard',
      disableClockSkewCorrection: true,
      customUserAgent: options.userAgent.map(([name, version]) => [name, version]),
      logger: SILENT,
      requestHandler: options.requestHandler ?? handlerOptions(limits, keepAlive, proxyFor),
      ...(proxyFor && {
        credentialDefaultProvider: credentialsThrough(handlerOptions(limits, false, proxyFor))
      }),
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
      ...own
    }
    const client = new CLIENTS[service](config)
    const mayReceive = hostsOf(options.endpoint, service)
    ruleSigning(client, { date, mayReceive, headers: options.extraHeaders ?? {} })
    return client
  }

  function reader(service: AwsService): SdkClient {
    const known = readers.get(service)
    if (known !== undefined) return known
    const client = create(service, true, () => new Date(options.clock.now()), {
      maxAttempts: limits.attempts
    })
    serverTime.watch(client)
    readers.set(service, client)
    return client
  }

  function writer(service: AwsService, signedAt: number): SdkClient {
    // The reader's provider remembers what it found, so that not every mutation asks STS anew.
    const { credentials } = reader(service).config
    return create(service, false, () => new Date(signedAt), { maxAttempts: 1, credentials })
  }

  return {
    reader,
    writer,
    close() {
      for (const client of readers.values()) client.destroy()
      readers.clear()
    }
  }
}

/** Without `throwOnRequestTimeout` the SDK only warns, and without `requestTimeout` it waits for ever. */
function handlerOptions(limits: Limits, keepAlive: boolean, proxyFor: ProxyFor | undefined) {
  const { connect, request } = limits
  return {
    // What a tunnel that does not come says is worth waiting for.
    connectionTimeout: connect + (proxyFor ? PROXY_GRACE_MS : 0),
    requestTimeout: request,
    throwOnRequestTimeout: true,
    socketTimeout: request,
    httpAgent: { keepAlive },
    httpsAgent: proxyFor ? new TunnelAgent({ proxyFor, connect, keepAlive }) : { keepAlive },
    logger: SILENT
  }
}

const PROXY_GRACE_MS = 500

/** The SDK's own chain. It gives the handler of a client to STS, but not to IAM Identity Center (`aws sso login`). */
const credentialsThrough = (requestHandler: object) => (init: object) =>
  defaultProvider({ ...init, clientConfig: { requestHandler } })

function hostsOf(endpoint: string | undefined, service: AwsService): (host: string) => boolean {
  if (endpoint === undefined) return host => isAwsHost(host, service)
  const { hostname } = new URL(endpoint)
  return host => host === hostname
}
