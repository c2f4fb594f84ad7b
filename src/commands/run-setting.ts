/** What a run is given, whatever the door it came in by. */
import type { Goal } from '../release/goal.ts'
import type { Claim } from '../release/journal/claim.ts'
import type { Clock, FleetPort, SessionPort } from '../release/ports.ts'
import type { Means } from './approve.ts'
import type { Claimant } from './claiming.ts'
import type { Options } from './options.ts'
import type { Listener } from './run-events.ts'
import type { Subject } from './subject.ts'

export interface RunPorts {
  readonly fleet: FleetPort
  readonly clock: Clock
  /** Absent on a twin, whose credentials never end and whose clock is the run's own. */
  readonly session?: SessionPort
  /** Between 0 and 1. */
  readonly random: () => number
}

export interface RunSetting {
  readonly options: Options
  readonly region: string
  readonly claimant: Claimant
  /** Id of the workflow run; absent at a terminal. */
  readonly workflowRun?: string
  /** Whether somebody who knows says that the run of this claim has ended; absent where there is nobody to ask. */
  readonly isOver?: (claim: Claim) => Promise<boolean>
  /** How a finalize can show that it was approved. */
  readonly means: Means
  readonly listener: Listener
  /** Asked once, before the first change, after everything that speaks against it was looked at. */
  readonly confirm: (subjects: readonly Subject[], goal: Goal) => Promise<boolean>
  /** Aborts with a ReleaseError `BGR-STOPPED` when the run shall stop. */
  readonly stop: AbortSignal
  /** Aborts calls that are still open some time after `stop`. */
  readonly abort: AbortSignal
}
