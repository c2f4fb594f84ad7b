import type { ApprovalProof } from './approval/proof.ts'
import type { InitialCapacity } from './journal/journal.ts'
import type { PreflightFacts } from './preflight/facts.ts'
import type { Recovery } from './recover/recover.ts'
import type { RefusedReturns } from './steps/returning.ts'

/** What a command wants of one service. */
export type Goal = ReleaseGoal | { readonly command: 'recover'; readonly recovery: Recovery }

/** What is done by releasing. */
export type ReleaseGoal =
  | {
      readonly command: 'deploy'
      readonly version: string
      /** `prepare` ends when the new colour is ready, before traffic moves; `promote` only goes on with what is open. */
      readonly part?: 'prepare' | 'promote'
      /** Consent that both versions answer for as long as a prepared release waits, where colours share target groups. */
      readonly allowMixed?: boolean
      /** Release the version again although it is live. */
      readonly redeploy: boolean
      /** Full SHA that the version was built from, where that is known. */
      readonly commit?: string
      /** The environment that approves its finalize: becomes a lasting requirement of the groups. */
      readonly approvalEnvironment?: string
      /** Id of the workflow run that releases; absent at a terminal. */
      readonly run?: string
      /** For a service that has no live group yet. */
      readonly initialCapacity?: InitialCapacity
      /** Both groups keep policies, alarms and scheduled actions of their own: nothing is copied or removed. */
      readonly keepIdleScaling: boolean
      /** Consent to move weights of a listener that keeps clients on the version they have met. */
      readonly allowSticky: boolean
    }
  | {
      readonly command: 'rollback'
      /** What becomes of the version that was rejected. */
      readonly afterRollback: AfterRollback
      /** Percent of the demand, 1 to 100, that suffice for the old colour; absent where nobody said so in this run. */
      readonly acceptCapacity?: number
      /** Of a rollback that is a deploy, because the release is finalized. */
      readonly keepIdleScaling: boolean
      readonly allowSticky: boolean
    }
  | {
      readonly command: 'finalize'
      readonly keepIdleScaling: boolean
      /** That the environment approved, where the groups ask for it. */
      readonly proof?: ApprovalProof
    }

/** `terminate`: its instances are ended. `standby`: they stay parked, until the next deploy ends them. */
export type AfterRollback = 'terminate' | 'standby'

/** What a run knows beside the look: read once, or its own. */
export interface Facts extends PreflightFacts {
  /** Until then (ms since the epoch) a request of an earlier run may still arrive; 0 where there is none. */
  readonly quietFrom: number
  /** Whether every service of the fleet is ready for it: only then traffic begins to move. */
  readonly together: boolean
  /** Whether this run has begun to work: from then on a release that is switched may be its own. */
  readonly begun: boolean
  /** ExitStandby calls that AWS refused to this run a short while ago; absent where there are none. */
  readonly refusedReturns?: RefusedReturns
  /** Whether AWS refused to this run a MaxSize of 0 because it counts Standby instances; absent where it did not. */
  readonly standbyNeedsRoom?: boolean
}
