/**
 * The line between one process under test and the twin. At a call of the test's choice the process is stopped (SIGSTOP):
 * with that request not yet at AWS, or with the answer to it not yet read. Virtual time then goes on without it. When it
 * is woken it finds what a process finds that stood still: its request or the answer to it as it was, its sleep over, and
 * a clock that has jumped; or one that has stood still too, like that of a machine that was suspended.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Place } from './runs.ts'
import type { TestWorld } from './world.ts'

/** The operation of what is no request to AWS but a wait. */
export const SLEEP = 'sleep'

/** One request on its way. */
export interface Passing {
  readonly operation: string
  readonly body: string
  /** Whether it is about claims alone. */
  readonly isClaim: boolean
}

/**
 * `request`: it has not arrived; `answer`: it has, and nobody has read the answer. Whatever leaves after that one does not
 * arrive either.
 */
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
  let phase: 'open' | 'held' | 'through' = 'open'
  const underWay = new Set<Promise<Answer>>()
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

  async function pass(path: string, passing: Passing, headers: Head): Promise<Answer> {
    const forwarded = () => forward(path, 'POST', headers, passing.body)
    const how = phase === 'open' ? holdAt(passing) : phase === 'held' ? 'request' : undefined
    if (how === undefined) {
      const answer = forwarded()
      underWay.add(answer)
      return await answer.finally(() => underWay.delete(answer))
    }
    phase = 'held'
    const answer = how === 'answer' ? await forwarded() : undefined
    const after = letGo()
    hold(passing)
    await after
    return answer ?? (await forwarded())
  }

  const server = createServer(async (request, response) => {
    try {
      const body = await bodyOf(request)
      if (request.url === '/_twin/clock/join') return await join(response)
      const headers = headersOf(request)
      const { url = '/' } = request
      const passing = url === '/' ? toPassing(headers, body) : { operation: SLEEP, body, isClaim: false }
      const answer = await pass(url, passing, headers)
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
      // What has left comes to its end before: it would wake the process, for all that the clock knows.
      await Promise.allSettled(underWay)
      until = new Date(Date.parse(await now()) + ms).toISOString()
      sleepOn()
      return until
    },
    thawed: async clock => {
      phase = 'through'
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
