import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A loopback server in AWS's place that notes when requests arrive and answers none. */
export interface FirstRequest extends AsyncDisposable {
  readonly endpoint: string
  /** When the next AWS request arrives, by `performance.now()`. */
  next(): Promise<number>
}

export async function firstRequests(): Promise<FirstRequest> {
  let arrived: (at: number) => void = () => {}
  const server = createServer((request, response) => {
    if (request.url === '/_twin/clock/join') {
      const now = new Date().toISOString()
      response.write(`${JSON.stringify({ participant: 'p1', now, speed: 1, skip: false })}\n`)
      return
    }
    arrived(performance.now())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () =>
      new Promise(resolve => {
        arrived = resolve
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
