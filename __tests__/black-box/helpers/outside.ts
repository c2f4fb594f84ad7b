/**
 * AWS and a GitHub Enterprise Server as a company's network shows them: under their own names, reached through a proxy
 * alone, behind certificates that a CA of the company has signed.
 */
import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import type { Certificates } from './certificates.ts'

/** Every other name is AWS's. */
export const GHES = 'github.example.com'

export interface OutsideOptions {
  readonly certificates: Certificates
  /** Endpoint of the twin. */
  readonly aws: string
  /** Endpoint of the simulated GitHub. */
  readonly github?: string
  /** In the ARNs that AWS gives and takes; `aws` by default. */
  readonly partition?: string
  /** What hosts answer that the twin does not play, whatever they are asked. */
  readonly others?: Readonly<Record<string, string>>
  /** `user:password` that the proxy asks for. */
  readonly login?: string
  /** Of so many tunnels to AWS the proxy refuses one, as one that is overloaded. */
  readonly refusesEvery?: number
  /** Whether the proxy itself is spoken to over TLS. */
  readonly secureProxy?: boolean
}

export interface Outside extends AsyncDisposable {
  /** `HOST:PORT` */
  readonly proxy: string
  /** `HOST:PORT` of each tunnel that was asked for. */
  readonly tunnels: readonly string[]
}

export async function openOutside(options: OutsideOptions): Promise<Outside> {
  const { certificates, login, refusesEvery, secureProxy } = options
  let asked = 0
  const tls = { key: certificates.key, cert: certificates.certificate }
  const front = createSecure(tls, (request, response) => {
    forward(options, request, response).catch(() => response.destroy())
  })
  const behind = await listen(front)
  const tunnels: string[] = []
  const opened = new Set<Socket>()
  const proxy = secureProxy ? createSecure(tls) : createPlain()
  proxy.on('connect', ({ url = '', headers }: IncomingMessage, client: Socket) => {
    if (login && headers['proxy-authorization'] !== `Basic ${Buffer.from(login).toString('base64')}`) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n')
      return
    }
    tunnels.push(url)
    if (refusesEvery && !url.startsWith(GHES) && ++asked % refusesEvery === 0) {
      client.end('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n')
      return
    }
    const target = connect(behind, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.pipe(client).pipe(target)
    })
    for (const socket of [client, target]) {
      opened.add(socket)
      socket.on('error', () => [client, target].forEach(each => void each.destroy()))
    }
  })
  const port = await listen(proxy)
  return {
    proxy: `127.0.0.1:${port}`,
    tunnels,
    [Symbol.asyncDispose]: async () => {
      for (const socket of opened) socket.destroy()
      for (const server of [proxy, front]) {
        server.closeAllConnections()
        await new Promise(resolve => server.close(resolve))
      }
    }
  }
}

async function forward(
  { aws, github = aws, partition = 'aws', others = {} }: OutsideOptions,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  const { host = '', 'content-length': _, connection: __, ...headers } = request.headers
  const sent = await textOf(request)
  const canned = others[host]
  if (canned !== undefined) {
    response.end(canned)
    return
  }
  const answer = await fetch(`${host === GHES ? github : aws}${request.url}`, {
    method: request.method ?? 'GET',
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(request.method !== 'GET' && {
      body: sent
        .replaceAll(`arn:${partition}:`, 'arn:aws:')
        .replaceAll(`arn%3A${partition}%3A`, 'arn%3Aaws%3A')
    })
  })
  const shown = (text: string) =>
    text.replaceAll('arn:aws:', `arn:${partition}:`).replaceAll(github, `https://${GHES}/api/v3`)
  const body = shown(await answer.text())
  for (const [name, value] of answer.headers)
    if (!OF_A_HOP.includes(name)) response.setHeader(name, shown(value))
  response.writeHead(answer.status).end(body)
}

/** Headers that belong to one connection, or to a body as it was before. */
const OF_A_HOP = ['connection', 'content-encoding', 'content-length', 'keep-alive', 'transfer-encoding']

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  return text
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
