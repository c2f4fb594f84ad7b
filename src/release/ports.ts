import type { Activity, Group, ScalingFacts, TargetGroupFacts, TargetHealth } from './world.ts'

/** Time as the run sees it. Under a twin it is the twin's virtual time. */
export interface Clock {
  /** Ms since the epoch. */
  now(): number
  /** Resolves after `ms` of this clock. @throws the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export interface GroupTag {
  readonly key: string
  readonly value: string
  /** Whether instances launched from now on carry the tag. */
  readonly propagate: boolean
}

/** The reads a release needs. All of them page to the end. They throw `AwsError`. */
export interface FleetReader {
  /** Groups that carry the tag with this value. */
  groupsByTag(key: string, value: string, signal?: AbortSignal): Promise<readonly Group[]>
  /** Groups by name. A name that AWS does not know is missing from the answer, not an error. */
  groupsByName(names: readonly string[], signal?: AbortSignal): Promise<readonly Group[]>
  /** Every group of the account and region. Used only to explain why nothing was found. */
  allGroups(signal?: AbortSignal): Promise<readonly Group[]>
  targetHealth(targetGroupArn: string, signal?: AbortSignal): Promise<readonly TargetHealth[]>
  targetGroupFacts(arns: readonly string[], signal?: AbortSignal): Promise<readonly TargetGroupFacts[]>
  scalingFacts(groups: readonly string[], signal?: AbortSignal): Promise<readonly ScalingFacts[]>
  /** Newest first, at most `limit`. */
  activities(group: string, limit: number, signal?: AbortSignal): Promise<readonly Activity[]>
  /** Whether an instance refresh is running on the group. */
  refreshInProgress(group: string, signal?: AbortSignal): Promise<boolean>
}

/**
 * The one way to change AWS: a change is data, made by the state machine.
 * Every member maps to exactly one API call.
 */
export type Change =
  | { readonly kind: 'tag'; readonly group: string; readonly tags: readonly GroupTag[] }
  | { readonly kind: 'untag'; readonly group: string; readonly keys: readonly string[] }
  | {
      readonly kind: 'resize'
      readonly group: string
      readonly min?: number
      readonly max?: number
      readonly desired?: number
    }
  | { readonly kind: 'suspend'; readonly group: string; readonly processes: readonly string[] }
  | { readonly kind: 'resume'; readonly group: string; readonly processes: readonly string[] }
  /** EnterStandby with decrement; at most 20 ids. */
  | { readonly kind: 'enter-standby'; readonly group: string; readonly ids: readonly string[] }
  /** At most 20 ids. */
  | { readonly kind: 'exit-standby'; readonly group: string; readonly ids: readonly string[] }
  /** TerminateInstanceInAutoScalingGroup without decrement. */
  | { readonly kind: 'terminate'; readonly group: string; readonly id: string }

export interface FleetWriter {
  /**
   * Applies one change. `observedAt` is the time of the look that justified it: the request is signed with it, so that
   * AWS refuses it once it is five minutes old. @throws AwsError, after which nobody knows whether the change took place.
   */
  apply(change: Change, observedAt: number, signal?: AbortSignal): Promise<void>
}

export type FleetPort = FleetReader & FleetWriter
