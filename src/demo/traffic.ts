import { Agent, get } from 'node:http'

/** What became of one request. Times are ms of one monotonic clock. */
export interface Outcome {
  readonly sentAt: number
  readonly endedAt: number
  /** The version that answered 200. Undefined is a lost request. */
  readonly version: string | undefined
}

export interface Traffic {
  readonly outcomes: readonly Outcome[]
  /** Requests sent so far, open ones included. */
  sent(): number
  lost(): number
  /** Sends nothing more and resolves when the last open request has ended. */
  stop(): Promise<void>
  /** Drops the open requests. */
  abort(): void
}

/**
 * Open-loop traffic: requests leave at a constant rate, whatever the answers do.
 * @param rate requests per second.
 * @param now ms of a monotonic clock.
 */
export function startTraffic(port: number, rate: number, now: () => number): Traffic {
  const agent = new Agent({ keepAlive: true })
  const outcomes: Outcome[] = []
  const startedAt = now()
  let sent = 0
  let lost = 0
  let drained: (() => void) | undefined

  const send = () => {
    sent += 1
    const sentAt = now()
    void ask(agent, port).then(version => {
      outcomes.push({ sentAt, endedAt: now(), version })
      if (version === undefined) lost += 1
      if (outcomes.length === sent) drained?.()
    })
  }
  const timer = setInterval(() => {
    const due = Math.floor(((now() - startedAt) * rate) / 1000)
    while (sent < due) send()
  }, 5)

  return {
    outcomes,
    sent: () => sent,
    lost: () => lost,
    stop: async () => {
      clearInterval(timer)
      if (outcomes.length < sent) await new Promise<void>(resolve => (drained = resolve))
      agent.destroy()
    },
    abort: () => {
      clearInterval(timer)
      agent.destroy()
    }
  }
}

/** Far beyond any answer: a machine that has stood still must not make answers that are there look lost. */
const GIVE_UP_AFTER_MS = 30_000

/** @returns the version in the answer; undefined for anything but a 200 with a version. */
function ask(agent: Agent, port: number): Promise<string | undefined> {
  return new Promise(resolve => {
    const lost = () => resolve(undefined)
    const question = get({ agent, host: '127.0.0.1', port, path: '/', timeout: GIVE_UP_AFTER_MS }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', chunk => (text += chunk))
      answer.once('end', () => resolve(answer.statusCode === 200 ? versionIn(text) : undefined))
      answer.once('close', lost)
    })
    question.once('timeout', () => question.destroy())
    question.once('error', lost)
    question.once('close', lost)
  })
}

function versionIn(text: string): string | undefined {
  try {
    const { version } = JSON.parse(text) as { version?: unknown }
    return typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}
