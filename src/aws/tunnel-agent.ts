import { Agent, type RequestOptions } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type ConnectionOptions, connect } from 'node:tls'
import type { ProxyFor } from './proxy.ts'
import { openTunnel } from './tunnel.ts'

export interface TunnelOptions {
  readonly proxyFor: ProxyFor
  /** Ms of real time until a tunnel stands. */
  readonly connect: number
  readonly keepAlive: boolean
}

/** As many as the SDK's own agent has. */
const MOST_SOCKETS = 50

/**
 * Connects through the proxy of each host. Node's own agent does so from Node 24.5 on (https.Agent, `proxyEnv`), and the
 * SDK does not (SDK for JavaScript Developer Guide, "Configuring proxies").
 */
export class TunnelAgent extends Agent {
  readonly #options: TunnelOptions
  readonly #destroyed = new AbortController()

  constructor(options: TunnelOptions) {
    super({ keepAlive: options.keepAlive, maxSockets: MOST_SOCKETS })
    this.#options = options
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void
  ): Duplex | null | undefined {
    const host = options.host ?? ''
    const port = Number(options.port ?? 443)
    const proxy = this.#options.proxyFor(host, port)
    if (proxy === undefined) return super.createConnection(options, callback)
    const given = callback as (error: Error | null, stream?: Duplex) => void
    openTunnel(proxy, host, port, this.#options.connect, this.#destroyed.signal).then(
      socket => given(null, secure(options, host, socket)),
      error => given(error)
    )
    return undefined
  }

  override destroy(): void {
    this.#destroyed.abort()
    super.destroy()
  }
}

/** TLS to the host over the tunnel. Where it leads to is settled by the socket, and `path` would be a socket of this machine. */
function secure(options: RequestOptions, host: string, socket: Socket): Duplex {
  const { host: _host, port: _port, path: _path, ...tls } = options
  const settings = { ...tls, servername: options.servername ?? host, socket }
  return connect(settings as ConnectionOptions)
}
