import type { ApprovalProof } from '../release/approval/proof.ts'
import type { Finding } from '../release/codes.ts'
import { place } from '../release/phase.ts'
import type { Clock } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'
import type { Pair } from './find-fleet.ts'
import { createMixedWindow, type MixedWindow } from './mixed-window.ts'
import type {
  Listener,
  RunEvent,
  RunReport,
  ServiceNote,
  ServiceReport,
  TimelineEntry
} from './run-events.ts'

type Traced = Pick<RunReport, 'begun' | 'changed'>

export interface Recorder {
  readonly listener: Listener
  report(status: RunReport['status'], traces: Traced, findings: readonly Finding[]): RunReport
}

/** Keeps what the summary needs of a run's events, and passes them on. */
export function createRecorder(clock: Clock, onward: Listener): Recorder {
  const startedAt = clock.now()
  const timeline: TimelineEntry[] = []
  const notes: ServiceNote[] = []
  let pairs: readonly Pair[] = []
  let approval: ApprovalProof | undefined
  const last = new Map<string, Observation>()
  const windows = new Map<string, MixedWindow>()

  function keep(event: RunEvent): void {
    if (event.kind === 'found') pairs = event.pairs
    if (event.kind === 'noted') notes.push({ service: event.service, note: event.note })
    if (event.kind === 'approved') approval = event.proof
    if (event.kind === 'changed' && !event.bookkeeping) {
      const text = event.answered ? event.why : `${event.why} (no answer)`
      timeline.push({ at: event.at, service: event.service, text })
    }
    if (event.kind !== 'looked') return
    const { seen } = event
    last.set(seen.service, seen)
    const window = windows.get(seen.service) ?? createMixedWindow(startedAt)
    windows.set(seen.service, window)
    window.look(seen)
  }

  return {
    listener: event => {
      keep(event)
      onward(event)
    },
    report: (status, { begun, changed }, findings) => {
      const endedAt = clock.now()
      const mixed = [...windows.values()]
        .map(window => window.lengthMs(endedAt))
        .filter(ms => ms !== undefined)
      return {
        status,
        begun,
        changed,
        findings,
        ...(notes.length > 0 && { notes }),
        services: pairs.map((pair): ServiceReport => {
          const seen = last.get(pair.service)
          return { pair, ...(seen && { seen, place: place(seen) }) }
        }),
        timeline,
        ...(approval && { approval }),
        ...(mixed.length > 0 && { mixedMs: Math.max(...mixed) }),
        startedAt,
        endedAt
      }
    }
  }
}
