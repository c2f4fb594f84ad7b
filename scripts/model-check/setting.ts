/** What runs may do in one search. */
import type { Goal } from '../../src/release/goal.ts'

export interface Runs {
  readonly goals: readonly Goal[]
  /** So many instances there can be: both groups' MaxSize. */
  readonly instances: number
  /** Releases that are opened at most. */
  readonly releases: number
  /** Whether a run that stands still goes on with what one look justified, beside its successor. */
  readonly twoAlive: boolean
  /** How often a request on its way may arrive. */
  readonly arrivals: number
  /** Whether a living run may lose an answer. */
  readonly losing: boolean
  /** Whether a note of a dead run may arrive after its successor has begun: see `overtaken`. */
  readonly lateNotes: boolean
}
