/**
 * The line between one process under test and the twin. At a call of the test's choice the process is stopped (SIGSTOP):
 * with that request not yet at AWS, or with the answer to it not yet read. Virtual time then goes on without it. When it
 * is woken it finds what a process finds that stood still: its requests and the answers to them as they were, every sleep
 * over, and a clock that has jumped; or one that has stood still too, like that of a machine that was suspended.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Place } from './runs.ts'
import type { TestWorld } from './world.ts'

/** One request on its way to AWS. */
export interface Passing {
  readonly operation: string
  readonly body: string
  /** Whether it is about claims alone. */
  readonly isClaim: boolean
}

/** `request`: it has not arrived; `answer`: it has, and nobody has read the answer. */
export type Hold = 'request' | 'answer'

export interface Line extends Place, AsyncDisposable {
  /** Resolves when a call is held. The process is to be stopped then, and `frozen` to be called. */
  readonly held: Promise<Passing>
  /** The process stands still: for so long, at most, time does not wait for it. @returns when that is over, ISO 8601 */
  frozen(ms: number): Promise<string>
  /** The process is about to go on: what was held goes its way a moment after it. */
  thawed(clock: 'jumps' | 'stands'): Promise<void>
}

type Head = Readonly<Record<string, string>>

interface Answer {
  readonly status: number
  readonly headers: Head
  readonly body: Uint8Array
}

/** The process reads what time it is before anything else arrives. */
const MOMENT_MS = 60

/** @param holdAt asked once for each AWS request until it says how to hold one */
export async function openLine(
  world: TestWorld,
  holdAt: (passing: Passing) => Hold | undefined
): Promise<Line> {
  let participant = ''
  let isHeld = false
  let isFrozen = false
  let until = ''
  let joined: ServerResponse | undefined
  const release: (() => void)[] = []
  const asleep = new AbortController()
  const leaving = new AbortController()
  const now = async (): Promise<string> => (await world.state()).now
  let hold: (passing: Passing) => void = () => {}
  const held = new Promise<Passing>(resolve => {
    hold = resolve
  })
  const letGo = () => new Promise<void>(resolve => release.push(resolve))

  async function forward(path: string, method: string, headers: Head, body: string): Promise<Answer> {
    const init = { method, headers, ...(method === 'POST' && { body }) }
    const answer = await fetch(`${world.endpoint}${path}`, init)
    return {
      status: answer.status,
      headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'connection')),
      body: new Uint8Array(await answer.arrayBuffer())
    }
  }

  async function join(response: ServerResponse): Promise<void> {
    const answer = await fetch(`${world.endpoint}/_twin/clock/join`, { signal: leaving.signal })
    joined = response
    response.on('close', () => leaving.abort())
    response.writeHead(200)
    for await (const part of answer.body ?? []) {
      const text = Buffer.from(part).toString()
      participant ||= /"participant":"([^"]+)"/.exec(text)?.[1] ?? ''
      response.write(text)
    }
  }

  /** A process that stands still makes nobody wait: it sleeps, for all that the clock is concerned. */
  function sleepOn(): void {
    const body = JSON.stringify({ participant, until })
    const init = { method: 'POST', body, signal: asleep.signal }
    void fetch(`${world.endpoint}/_twin/clock/sleep`, init).catch(() => undefined)
  }

  async function sleep(headers: Head, body: string): Promise<Answer> {
    const answer = await forward('/_twin/clock/sleep', 'POST', headers, body)
    if (!isFrozen) return answer
    sleepOn()
    await letGo()
    return { ...answer, body: Buffer.from(JSON.stringify({ now: await now() })) }
  }

  async function aws(headers: Head, body: string): Promise<Answer> {
    const passing = toPassing(headers, body)
    const how = isHeld ? undefined : holdAt(passing)
    if (how === undefined) return await forward('/', 'POST', headers, body)
    isHeld = true
    const answer = how === 'answer' ? await forward('/', 'POST', headers, body) : undefined
    const after = letGo()
    hold(passing)
    await after
    return answer ?? (await forward('/', 'POST', headers, body))
  }

  const server = createServer(async (request, response) => {
    try {
      const body = await bodyOf(request)
      if (request.url === '/_twin/clock/join') return await join(response)
      const headers = headersOf(request)
      const answer = await (request.url === '/' ? aws(headers, body) : sleep(headers, body))
      response.writeHead(answer.status, answer.headers)
      response.end(answer.body)
    } catch {
      // The process or the twin is gone.
      response.destroy()
    }
  })
  server.keepAliveTimeout = 0
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held,
    frozen: async ms => {
      until = new Date(Date.parse(await now()) + ms).toISOString()
      isFrozen = true
      sleepOn()
      return until
    },
    thawed: async clock => {
      isFrozen = false
      if (clock === 'jumps') joined?.write(`${JSON.stringify({ now: await now() })}\n`)
      asleep.abort()
      void pause(MOMENT_MS).then(() => {
        for (const go of release) go()
      })
    },
    [Symbol.asyncDispose]: async () => {
      leaving.abort()
      asleep.abort()
      for (const go of release) go()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}

function toPassing(headers: Head, body: string): Passing {
  const operation =
    new URLSearchParams(body).get('Action') ?? headers['x-amz-target']?.split('.').at(-1) ?? ''
  return { operation, body, isClaim: /bg-release%3Aclaim%3A/.test(body) }
}

const headersOf = ({ headers }: IncomingMessage): Head =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !HOP_BY_HOP.has(name) ? [[name, value]] : []
    )
  )

const HOP_BY_HOP = new Set([
  'connection',
  'host',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'expect'
])

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += part
  return body
}
