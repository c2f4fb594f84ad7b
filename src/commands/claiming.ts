/** What a run needs to claim the services that it works on. */
import type { Claim } from '../release/journal/claim.ts'
import type { Clock, FleetPort } from '../release/ports.ts'
import type { Pair } from './find-fleet.ts'
import type { Listener } from './run-events.ts'

export interface Claimant {
  /** Unique for every run; in the alphabet of a tag key. */
  readonly id: string
  /** For people: the workflow run, or user and host. */
  readonly by: string
}

export interface Claiming {
  readonly fleet: FleetPort
  readonly clock: Clock
  readonly pairs: readonly Pair[]
  readonly claimant: Claimant
  readonly command: string
  /** Ms since the epoch; where it comes before a dead claim can be told from a living one, nothing is waited for. */
  readonly deadline: number
  readonly listener: Listener
  /** Whether somebody who knows says that the run of this claim has ended; absent where there is nobody to ask. */
  readonly isOver?: (claim: Claim) => Promise<boolean>
  /** Aborts the wait. */
  readonly stop: AbortSignal
  /** Aborts a write that is under way. */
  readonly abort: AbortSignal
}
