import type { InitialCapacity } from './journal.ts'
import type { ScalingFacts, TargetGroupFacts } from './world.ts'

/** What a command wants of one service. */
export type Goal =
  | {
      readonly command: 'deploy'
      readonly version: string
      /** Release the version again although it is live. */
      readonly redeploy: boolean
      /** For a service that has no live group yet. */
      readonly initialCapacity?: InitialCapacity
    }
  | { readonly command: 'rollback' }
  | { readonly command: 'finalize' }

/** What a run knows beside the look: read once, or its own. */
export interface Facts {
  readonly targetGroups: readonly TargetGroupFacts[]
  readonly scaling: readonly ScalingFacts[]
  /** Names of groups on which an instance refresh runs. */
  readonly refreshing: readonly string[]
  /** Until then (ms since the epoch) a request of an earlier run may still arrive; 0 where there is none. */
  readonly quietFrom: number
  /** Whether this run has begun to work: from then on a release that is switched may be its own. */
  readonly begun: boolean
}
