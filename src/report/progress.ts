/** One line for what a run tells, or none where nothing is new. */
import type { RunEvent, ServiceWait } from '../commands/run-events.ts'
import { place } from '../release/phase.ts'
import { noteText } from './note-text.ts'
import { namesOf } from './services.ts'
import { waitText } from './wait-text.ts'

/** A wait is told again after so long, so that a quiet log does not look like a hung run. */
const REMIND_MS = 60_000
/** Of so many services each is told what it waits for. */
const TOLD = 3

export interface Progress {
  /** The line, or undefined where there is nothing new to say. The text is not yet made harmless. */
  line(event: RunEvent): string | undefined
}

export function createProgress(): Progress {
  const phases = new Map<string, string>()
  let several = false
  let told = ''
  let waited = ''
  let waitedAt = 0

  /** The same again is no news before a while has passed. */
  const reminded = (news: string, at: number): boolean => {
    if (news === waited && at - waitedAt < REMIND_MS) return true
    waited = news
    waitedAt = at
    return false
  }

  return {
    line: event => {
      switch (event.kind) {
        case 'found': {
          several = event.pairs.length > 1
          const [pair] = event.pairs
          if (!pair) return undefined
          const where = `in ${pair.region}, account ${pair.account}`
          return several
            ? `Found ${event.pairs.length} services ${where}: ${event.pairs.map(({ service }) => service).join(', ')}`
            : `Found ${pair.service}: ${pair.names.blue} and ${pair.names.green} ${where}`
        }
        case 'looked': {
          phases.set(event.seen.service, place(event.seen).phase)
          const news = phaseText([...phases.values()])
          if (news === told) return undefined
          told = news
          return news
        }
        case 'noted':
          return noteText(event, several)
        case 'changed':
          return undefined
        case 'changing': {
          if (event.bookkeeping) return undefined
          const who = several ? `${event.service}: ` : ''
          return `${time(event.at)} ${who}${several ? event.why : capital(event.why)}`
        }
        case 'waiting': {
          // The seconds that are left are no news.
          const news = JSON.stringify(event.waits.map(({ wait }) => ('until' in wait ? wait.for : wait)))
          if (reminded(news, event.at)) return undefined
          return `${time(event.at)} ${waitsText(event.waits, event.at)}`
        }
        case 'aws-failed':
          return `${time(event.at)} ${event.error.operation} failed (${[event.error.code, event.error.message].filter(Boolean).join(': ')}); looking again in ${Math.ceil(event.retryInMs / 1000)} s`
        case 'watching-claim':
          if (reminded(event.claim, event.at)) return undefined
          return `${time(event.at)} ${event.holder} holds this service (claim ${event.claim}); watching for 5 minutes whether it is alive. If you know that it is dead: bg-release recover --break-claim ${event.claim}`
        case 'approved':
        case 'claiming':
        case 'signed-off':
          return undefined
        case 'going-back':
          return `${time(event.at)} The fleet cannot be switched whole: ${namesOf(event.services)} go back to the version before`
      }
    }
  }
}

/** `Phase: warming`, or `Phases: 3 warming, 9 ready`. */
function phaseText(phases: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const phase of phases) counts.set(phase, (counts.get(phase) ?? 0) + 1)
  const [first] = phases
  if (phases.length === 1) return `Phase: ${first}`
  return `Phases: ${[...counts].map(([phase, count]) => `${count} ${phase}`).join(', ')}`
}

function waitsText(waits: readonly ServiceWait[], now: number): string {
  // Whoever only waits for the others says nothing about what is missing.
  const behind = waits.filter(({ wait }) => wait.for !== 'others')
  const telling = behind.length > 0 ? behind : waits.slice(0, 1)
  const more = telling.length > TOLD ? ` (and ${telling.length - TOLD} more services)` : ''
  return telling
    .slice(0, TOLD)
    .map(({ wait }) => waitText(wait, now))
    .join('; ')
    .concat(more)
}

const time = (at: number): string => new Date(at).toISOString().slice(11, 19)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
