import { holders } from '../release/capacity.ts'
import type { Finding } from '../release/codes.ts'
import type { Clock } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'
import type { Listener, RunEvent, RunReport, TimelineEntry } from './run-events.ts'

type Traced = Pick<RunReport, 'begun' | 'changed'>

export interface Recorder {
  readonly listener: Listener
  report(status: RunReport['status'], traces: Traced, findings: readonly Finding[]): RunReport
}

/** Keeps what the summary needs of a run's events, and passes them on. */
export function createRecorder(clock: Clock, onward: Listener): Recorder {
  const startedAt = clock.now()
  const timeline: TimelineEntry[] = []
  let found: Pick<RunReport, 'pair'> = {}
  let last: Pick<RunReport, 'seen' | 'place'> = {}
  let mixedMs = 0
  let mixedSince: number | undefined
  let everMixed = false
  /** The last look that showed one version only: the window cannot have begun before it. */
  let clearAt = startedAt

  function keep(event: RunEvent): void {
    if (event.kind === 'found') found = { pair: event.pair }
    if (event.kind === 'changed' && !event.bookkeeping) {
      timeline.push({ at: event.at, text: event.answered ? event.why : `${event.why} (no answer)` })
    }
    if (event.kind !== 'looked') return
    last = { seen: event.seen, place: event.place }
    const mixed = isMixed(event.seen)
    if (mixed && mixedSince === undefined) mixedSince = clearAt
    if (!mixed) clearAt = event.seen.at
    if (!mixed && mixedSince !== undefined) {
      mixedMs += event.seen.at - mixedSince
      mixedSince = undefined
    }
    everMixed ||= mixed
  }

  return {
    listener: event => {
      keep(event)
      onward(event)
    },
    report: (status, { begun, changed }, findings) => {
      const endedAt = clock.now()
      const total = mixedMs + (mixedSince === undefined ? 0 : endedAt - mixedSince)
      return {
        status,
        begun,
        changed,
        findings,
        ...found,
        ...last,
        timeline,
        ...(everMixed && { mixedMs: total }),
        startedAt,
        endedAt
      }
    }
  }
}

/** Both colours answer requests. */
const isMixed = (seen: Observation): boolean =>
  holders(seen.groups.blue, seen).length > 0 && holders(seen.groups.green, seen).length > 0
