import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The application on one simulated instance: a real HTTP server on loopback. */
export interface InstanceServer {
  readonly port: number
  /** Ends the server as a terminated machine does: open requests lose their sockets. */
  destroy(): Promise<void>
}

/**
 * Starts answering `200 {"version", "instance"}` on a free port of 127.0.0.1.
 * @param delay ms that the next request takes.
 */
export async function startInstanceServer(
  instance: string,
  version: string,
  delay: () => number
): Promise<InstanceServer> {
  const body = JSON.stringify({ version, instance })
  const server = createServer((_request, response) => {
    const answer = () => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
    }
    const wait = delay()
    if (wait === 0) return answer()
    const timer = setTimeout(answer, wait)
    response.once('close', () => clearTimeout(timer))
  })
  return { port: await listenOnLoopback(server), destroy: () => destroyServer(server) }
}

/** @returns the port. An idle keep-alive connection is never closed by the server: a client could be about to use it. */
export async function listenOnLoopback(server: Server): Promise<number> {
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}

export async function destroyServer(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
