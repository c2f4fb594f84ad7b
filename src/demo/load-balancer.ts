import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { destroyServer, listenOnLoopback } from './instance-server.ts'
import { createTurns } from './turns.ts'

/** One registered or draining target, as the target group shows it. */
export interface Backend {
  readonly id: string
  /** A TargetHealth state of Elastic Load Balancing; only `healthy` targets get new requests. */
  readonly state: string
  /** Undefined while nothing listens. */
  readonly port: number | undefined
}

/** A target group that the listener forwards to. */
export interface Pool {
  readonly name: string
  /** Its share of the requests is the part that it has of all weights; 0 gets none. */
  readonly weight: number
  readonly backends: readonly Backend[]
}

export interface LoadBalancer {
  readonly port: number
  /**
   * Takes the listener's target groups and their targets as they are now. A target that is no longer among them has its
   * open connections cut, as Elastic Load Balancing does when the deregistration delay ends (Application Load Balancers
   * guide, target group attributes, deregistration delay). One whose target group has lost its weight ends what is open.
   */
  setPools(pools: readonly Pool[]): void
  close(): Promise<void>
}

/**
 * Chooses a target group by weight and takes turns among its healthy targets, on a free port of 127.0.0.1. It never sends
 * a request twice, nor to another target group than the chosen one: weight on a target group without healthy targets
 * loses requests.
 */
export async function startLoadBalancer(): Promise<LoadBalancer> {
  const agents = new Map<string, Agent>()
  const turns = createTurns()
  let pools: readonly Pool[] = []
  let turn = 0

  const next = (): Backend | undefined => {
    const healthy = turns.next(pools)?.backends.filter(({ state }) => state === 'healthy') ?? []
    turn += 1
    return healthy[turn % healthy.length]
  }
  const server = createServer((incoming, outgoing) => {
    const backend = next()
    const agent = agents.get(backend?.id ?? '')
    if (backend === undefined || agent === undefined) refuse(outgoing, 503)
    else if (backend.port === undefined) refuse(outgoing, 502)
    else forward(incoming, outgoing, agent, backend.port)
  })
  const port = await listenOnLoopback(server)

  return {
    port,
    setPools: wanted => {
      pools = wanted
      const ids = new Set(wanted.flatMap(({ backends }) => backends.map(({ id }) => id)))
      for (const [id, agent] of agents) {
        if (ids.has(id)) continue
        agents.delete(id)
        agent.destroy()
      }
      for (const id of ids) if (!agents.has(id)) agents.set(id, new Agent({ keepAlive: true }))
    },
    close: async () => {
      for (const agent of agents.values()) agent.destroy()
      agents.clear()
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
