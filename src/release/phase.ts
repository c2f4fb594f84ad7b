import { carries } from './capacity.ts'
import type { ReleaseRecord } from './journal/journal.ts'
import { liveColour } from './live.ts'
import { demandOf, other, type Standing, standing } from './situation.ts'
import { serving } from './traffic/routes.ts'
import type { Colour, Observation } from './world.ts'

/** Where a release stands, derived from what is seen. */
export type Phase =
  | 'idle'
  | 'warming'
  | 'ready'
  | 'switching'
  | 'awaiting-finalize'
  | 'finalizing'
  | 'rolling-back'
  | 'unknown'

export interface Place {
  readonly phase: Phase
  /** The colour that a person would call live now; absent where that cannot be said. */
  readonly live?: Colour
  readonly idle?: Colour
  /** Number of the newest release, 0 where there was none. */
  readonly release: number
}

export function place(seen: Observation): Place {
  const where: Standing = standing(seen)
  if (where.kind === 'untouched') return atRest(seen, 0)
  if (where.kind === 'closed') {
    const { release, epoch } = where.situation
    const rest = atRest(seen, epoch)
    // Where the groups leave it open, a person has said it.
    return release.declared && !rest.live ? { ...rest, live: release.to, idle: release.from } : rest
  }
  if (where.kind === 'damaged') return { phase: 'unknown', release: 0 }
  if (where.kind === 'torn') {
    const { state, epoch } = where.release
    return { phase: phaseOf(state), ...roles(where.release, seen), release: epoch }
  }
  const { situation } = where
  const { release } = situation
  const ready = carries(situation.new.group, seen, Math.max(demandOf(situation), 1))
  const phase = release.state === 'open' && ready ? 'ready' : phaseOf(release.state)
  return { phase, ...roles(release, seen), release: release.epoch }
}

/** Traffic is under way from one colour to the other: the journal cannot say which one has it. */
const MOVING: readonly string[] = ['open', 'switching', 'rolling-back']

/**
 * Which colour is live while a release is open: the one that serves. Where both or neither do, the one that carries the
 * service in this state; a first release has no such until it is done.
 */
function roles(release: ReleaseRecord, seen: Observation): Pick<Place, 'live' | 'idle'> {
  const [one, ...more] = (['blue', 'green'] as const).filter(colour => serving(seen.groups[colour], seen) > 0)
  if (one && more.length === 0 && MOVING.includes(release.state)) return { live: one, idle: other(one) }
  const over = ['switched', 'finalizing', 'finalized'].includes(release.state)
  if (release.initial && !over) return {}
  const live = over ? release.to : release.from
  return { live, idle: other(live) }
}

function atRest(seen: Observation, release: number): Place {
  const live = liveColour(seen)
  return typeof live === 'string'
    ? { phase: 'idle', live, idle: other(live), release }
    : { phase: 'idle', release }
}

function phaseOf(state: string): Phase {
  switch (state) {
    case 'open':
      return 'warming'
    case 'switching':
    case 'finalizing':
      return state
    case 'switched':
      return 'awaiting-finalize'
    case 'rolling-back':
    case 'retiring':
      return 'rolling-back'
    default:
      return 'idle'
  }
}
