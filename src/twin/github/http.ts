import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tokenText } from './access.ts'
import { createGitHubTwin, type GitHubTwin } from './door.ts'
import { issueIdToken } from './id-token.ts'
import { Refusal, type RestRequest } from './route.ts'
import type { GitHubWorld } from './world.ts'

export interface GitHubServerOptions {
  readonly world: GitHubWorld
  /** 0 takes a free one. */
  readonly port: number
  /** The world's time, ms since the epoch; without it it moves only by `twin.change`. */
  readonly now?: () => number
}

export interface GitHubServer {
  /** For GITHUB_API_URL, e.g. `http://127.0.0.1:4600`; GraphQL is under `/graphql`. */
  readonly endpoint: string
  /** For ACTIONS_ID_TOKEN_REQUEST_URL; the bearer token is a key of `world.idTokenRequests`. */
  readonly idTokenUrl: string
  readonly twin: GitHubTwin
  /** Cuts all connections. */
  close(): Promise<void>
}

const ID_TOKEN_PATH = '/actions/id-token'

/** Paths of GitHub Enterprise Server: `/api/v3` for REST, `/api/graphql` for GraphQL. */
const enterprise = (path: string): string => path.replace(/^\/api(?:\/v3(?=\/|$)|(?=\/graphql$))/, '')

/** The simulated GitHub on the loopback interface. @throws Error where the port is taken. */
export async function startGitHubServer({ world, port, now }: GitHubServerOptions): Promise<GitHubServer> {
  // URLs in answers need the port, which is known once the server listens; no request comes before that.
  let twin: GitHubTwin | undefined
  const server = createServer((request, response) => {
    body(request).then(
      text => twin && respond(twin, request, text, response),
      () => response.destroy()
    )
  })
  // A client's idle connection stays open: closing it would race with its next request.
  server.keepAliveTimeout = 0
  await listen(server, port)
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const opened = createGitHubTwin(world, endpoint, now)
  twin = opened
  return {
    endpoint,
    idTokenUrl: `${endpoint}${ID_TOKEN_PATH}?api-version=2.0`,
    twin: opened,
    close: () => close(server)
  }
}

function respond(twin: GitHubTwin, request: IncomingMessage, text: string, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const { authorization } = request.headers
  const parsed = parse(text)
  if (url.pathname === ID_TOKEN_PATH) {
    idToken(twin, authorization, url.searchParams.get('audience'), response)
  } else if (parsed === undefined) {
    send(response, 400, {}, '{"message":"Problems parsing JSON"}')
  } else {
    const rest: RestRequest = {
      method: request.method ?? 'GET',
      path: enterprise(url.pathname),
      query: url.searchParams,
      headers: authorization === undefined ? {} : { authorization },
      body: parsed.value
    }
    const outcome = twin.answer(rest)
    if (outcome.kind === 'cut') response.destroy()
    if (outcome.kind !== 'answer') return
    const { status, headers, body } = outcome.answer
    send(response, status, headers, body)
  }
}

function idToken(
  twin: GitHubTwin,
  authorization: string | undefined,
  audience: string | null,
  response: ServerResponse
): void {
  try {
    const value = issueIdToken(twin.world(), tokenText(authorization) ?? '', audience ?? 'https://github.com')
    send(response, 200, {}, JSON.stringify({ count: value.length, value }))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    send(response, error.status, {}, JSON.stringify({ message: error.message }))
  }
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
    'content-length': Buffer.byteLength(text)
  })
  response.end(text)
}

/** Undefined for a text that is no JSON. */
function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: text === '' ? undefined : JSON.parse(text) }
  } catch {
    return undefined
  }
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
