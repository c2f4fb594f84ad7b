import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SeenRequest {
  readonly action: string
  readonly params: URLSearchParams
  readonly headers: IncomingHttpHeaders
}

export interface Answer {
  readonly status?: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

export type Reply =
  | Answer
  /** The request is taken and never answered. */
  | 'silence'
  /** The request is taken and the connection cut. */
  | 'reset'
  /** Headers that come in pieces and have no end. */
  | 'drip'
  /** Headers and the first bytes, then nothing more. */
  | 'stall'

export interface FakeAws {
  readonly endpoint: string
  readonly seen: readonly SeenRequest[]
  /** How many connections the clients have closed. */
  closed(): number
  close(): Promise<void>
}

/** An HTTP server that speaks as much of the AWS Query protocol as a test needs. */
export async function startFakeAws(reply: (request: SeenRequest, index: number) => Reply): Promise<FakeAws> {
  const seen: SeenRequest[] = []
  let closed = 0
  const server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const part of incoming.setEncoding('utf8')) body += part
    const params = new URLSearchParams(body)
    const request = { action: params.get('Action') ?? '', params, headers: incoming.headers }
    const answer = reply(request, seen.push(request) - 1)
    if (answer === 'silence') return
    if (answer === 'reset') {
      incoming.socket.destroy()
      return
    }
    if (answer === 'drip') {
      incoming.socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => incoming.socket.write('x-more: y\r\n'), 20)
      incoming.socket.on('close', () => clearInterval(drip))
      return
    }
    const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': `request-${seen.length}` }
    if (answer === 'stall') {
      outgoing.writeHead(200, headers).write('<Half')
      return
    }
    outgoing.writeHead(answer.status ?? 200, answer.headers ?? headers).end(answer.body)
  })
  server.on('connection', socket => socket.on('close', () => closed++))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen,
    closed: () => closed,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

export function ok(action: string, result = ''): Answer {
  return { body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>` }
}

export function failure(status: number, code: string, message = 'as asked by the test'): Answer {
  return {
    status,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`
  }
}
