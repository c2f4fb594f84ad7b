import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { destroyServer, listenOnLoopback } from './instance-server.ts'

/** One registered or draining target, as the target group shows it. */
export interface Backend {
  readonly id: string
  /** A TargetHealth state of Elastic Load Balancing; only `healthy` targets get new requests. */
  readonly state: string
  /** Undefined while nothing listens. */
  readonly port: number | undefined
}

export interface LoadBalancer {
  readonly port: number
  /**
   * Takes the targets of the target group as they are now. A target that is no longer among them has its open
   * connections cut, as Elastic Load Balancing does when the deregistration delay ends (Application Load Balancers guide,
   * target group attributes, deregistration delay).
   */
  setBackends(backends: readonly Backend[]): void
  close(): Promise<void>
}

interface Route {
  backend: Backend
  readonly agent: Agent
}

/** Round robin over the healthy targets on a free port of 127.0.0.1. It never sends a request twice. */
export async function startLoadBalancer(): Promise<LoadBalancer> {
  const routes = new Map<string, Route>()
  let turn = 0

  const next = (): Route | undefined => {
    const healthy = [...routes.values()].filter(route => route.backend.state === 'healthy')
    turn += 1
    return healthy[turn % healthy.length]
  }
  const server = createServer((incoming, outgoing) => {
    const route = next()
    const port = route?.backend.port
    if (route === undefined) refuse(outgoing, 503)
    else if (port === undefined) refuse(outgoing, 502)
    else forward(incoming, outgoing, route.agent, port)
  })
  const port = await listenOnLoopback(server)

  return {
    port,
    setBackends: backends => {
      const ids = new Set(backends.map(backend => backend.id))
      for (const [id, route] of routes) {
        if (ids.has(id)) continue
        routes.delete(id)
        route.agent.destroy()
      }
      for (const backend of backends) {
        const known = routes.get(backend.id)
        if (known === undefined) routes.set(backend.id, { backend, agent: new Agent({ keepAlive: true }) })
        else known.backend = backend
      }
    },
    close: async () => {
      for (const route of routes.values()) route.agent.destroy()
      routes.clear()
      await destroyServer(server)
    }
  }
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, agent: Agent, port: number): void {
  const { method, url: path, headers } = incoming
  const upstream = request({ agent, host: '127.0.0.1', port, method, path, headers })
  upstream.once('response', answer => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.once('error', () => outgoing.destroy())
    answer.pipe(outgoing)
  })
  upstream.once('error', () => refuse(outgoing, 502))
  outgoing.once('close', () => upstream.destroy())
  incoming.pipe(upstream)
}

function refuse(outgoing: ServerResponse, status: number): void {
  if (outgoing.headersSent) outgoing.destroy()
  else outgoing.writeHead(status, { 'content-length': 0 }).end()
}
