/** One line for what a run tells, or none where nothing is new. */
import type { RunEvent } from '../commands/run-events.ts'
import type { Wait } from '../release/decision.ts'

/** A wait is told again after so long, so that a quiet log does not look like a hung run. */
const REMIND_MS = 60_000

export interface Progress {
  /** The line, or undefined where there is nothing new to say. The text is not yet made harmless. */
  line(event: RunEvent): string | undefined
}

export function createProgress(): Progress {
  let phase = ''
  let waited = ''
  let waitedAt = 0
  return {
    line: event => {
      switch (event.kind) {
        case 'found':
          return `Found ${event.pair.service}: ${event.pair.names.blue} and ${event.pair.names.green} in ${event.pair.region}, account ${event.pair.account}`
        case 'looked': {
          if (event.place.phase === phase) return undefined
          phase = event.place.phase
          return `Phase: ${phase}`
        }
        case 'changed':
          return undefined
        case 'changing':
          return event.bookkeeping ? undefined : `${time(event.at)} ${capital(event.why)}`
        case 'waiting': {
          const text = waitText(event.wait, event.at)
          // The seconds that are left are no news.
          const news = event.wait.for === 'window' ? event.wait.for : text
          if (news === waited && event.at - waitedAt < REMIND_MS) return undefined
          waited = news
          waitedAt = event.at
          return `${time(event.at)} ${text}`
        }
        case 'aws-failed':
          return `${time(event.at)} ${event.error.operation} failed (${[event.error.code, event.error.message].filter(Boolean).join(': ')}); looking again in ${seconds(event.retryInMs)} s`
        case 'watching-claim':
          if (waited === event.claim && event.at - waitedAt < REMIND_MS) return undefined
          waited = event.claim
          waitedAt = event.at
          return `${time(event.at)} ${event.holder} holds this service (claim ${event.claim}); watching for 5 minutes whether it is alive. If you know that it is dead: docs/troubleshooting.md, "Someone is on call now"`
      }
    }
  }
}

function waitText(wait: Wait, now: number): string {
  switch (wait.for) {
    case 'new-healthy':
      return `Waiting for ${wait.group}: ${wait.healthy} of ${wait.of} healthy`
    case 'old-back':
      return `Waiting for ${wait.group} to come back: ${wait.healthy} of ${wait.of} healthy`
    case 'settled':
      return `Waiting for ${wait.group} to settle: ${wait.inService} in service, ${wait.desired} desired`
    case 'drained':
      return `Waiting for ${wait.group} to drain: ${wait.left} instances not yet in Standby`
    case 'ended':
      return `Waiting for ${wait.left} instances of ${wait.group} to end`
    case 'window':
      return `Waiting until a request without an answer can no longer arrive (at most ${seconds(wait.until - now)} s)`
  }
}

const time = (at: number): string => new Date(at).toISOString().slice(11, 19)
const seconds = (ms: number): number => Math.max(0, Math.ceil(ms / 1000))
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
