import type { AlarmTag, Attached, MetricAlarm, ScheduledAction, Settings } from './attached.ts'
import type { LifecycleHook } from './preflight/facts.ts'
import type { Forward, Share } from './traffic/forward.ts'
import type { Activity, Group, TargetGroupFacts, TargetHealth } from './world.ts'

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

/** A tag of a listener or rule: those never propagate. */
export interface ForwardTag {
  readonly key: string
  readonly value: string
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
  /** Attributes of one target group by key, e.g. `deregistration_delay.timeout_seconds`. */
  targetGroupAttributes(arn: string, signal?: AbortSignal): Promise<ReadonlyMap<string, string>>
  /** By name of the group; each of `groups` is there. */
  attached(groups: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Attached>>
  /**
   * Every listener's default actions and every rule that forwards to any of these target groups, of all load balancers
   * that use them.
   */
  findForwards(targetGroups: readonly string[], signal?: AbortSignal): Promise<readonly Forward[]>
  /** Those found before as they are now, in fewer calls. An AwsError `refused` where one of them is gone. */
  readForwards(known: readonly Forward[], signal?: AbortSignal): Promise<readonly Forward[]>
  /** Those of these names that an alarm has, of whatever type. */
  alarmNames(names: readonly string[], signal?: AbortSignal): Promise<readonly string[]>
  /** By ARN; an alarm that is gone is missing in the answer. */
  alarmTags(arns: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, readonly AlarmTag[]>>
  /** Metric alarms of the account and region, the first thousand. */
  metricAlarms(signal?: AbortSignal): Promise<readonly MetricAlarm[]>
  /** Newest first, at most `limit`. */
  activities(group: string, limit: number, signal?: AbortSignal): Promise<readonly Activity[]>
  /** Whether an instance refresh is running on the group. */
  refreshInProgress(group: string, signal?: AbortSignal): Promise<boolean>
  lifecycleHooks(group: string, signal?: AbortSignal): Promise<readonly LifecycleHook[]>
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
  /** SetInstanceProtection: scale-in protection on or off; at most 50 ids, InService, EnteringStandby or Standby. */
  | {
      readonly kind: 'protect'
      readonly group: string
      readonly ids: readonly string[]
      readonly on: boolean
    }
  /** PutScalingPolicy: replaces the policy of that name, which keeps its ARN. */
  | {
      readonly kind: 'put-policy'
      readonly group: string
      readonly name: string
      readonly settings: Settings
    }
  | { readonly kind: 'delete-policy'; readonly group: string; readonly name: string }
  /** PutMetricAlarm: an alarm that drives policies of the group. It replaces the alarm of that name, but for its tags. */
  | {
      readonly kind: 'put-alarm'
      readonly group: string
      readonly name: string
      readonly settings: Settings
      readonly tags: readonly AlarmTag[]
    }
  /** At most 100 alarms that drive policies of the group. */
  | { readonly kind: 'delete-alarms'; readonly group: string; readonly names: readonly string[] }
  /** BatchPutScheduledUpdateGroupAction: replaces the actions of these names; at most 50. */
  | { readonly kind: 'put-schedules'; readonly group: string; readonly actions: readonly ScheduledAction[] }
  /** At most 50. */
  | { readonly kind: 'delete-schedules'; readonly group: string; readonly names: readonly string[] }
  /** TerminateInstanceInAutoScalingGroup without decrement. */
  | { readonly kind: 'terminate'; readonly group: string; readonly id: string }
  /** AddTags on one listener or rule. `forward`: its ARN. */
  | {
      readonly kind: 'tag-forward'
      readonly group: string
      readonly forward: string
      readonly tags: readonly ForwardTag[]
    }
  | {
      readonly kind: 'untag-forward'
      readonly group: string
      readonly forward: string
      readonly keys: readonly string[]
    }
  /** ModifyListener or ModifyRule: `actions` as canonical JSON are those found, with the weights of `shares`. */
  | {
      readonly kind: 'weigh'
      readonly group: string
      readonly forward: string
      readonly of: Forward['of']
      readonly shares: readonly Share[]
      readonly actions: string
    }

export interface FleetWriter {
  /**
   * Applies one change. `observedAt` is the time of the look that justified it: the request is signed with it, so that
   * AWS refuses it once it is five minutes old. @throws AwsError, after which nobody knows whether the change took place.
   */
  apply(change: Change, observedAt: number, signal?: AbortSignal): Promise<void>
  /** Puts tags on many groups, in as few calls as AWS allows. Not atomic. @throws AwsError */
  putTags(tags: readonly PlacedTag[], observedAt: number, signal?: AbortSignal): Promise<void>
  /** Takes tags off many groups. A tag that is not there is no error. @throws AwsError */
  removeTags(tags: readonly TagPlace[], observedAt: number, signal?: AbortSignal): Promise<void>
}

/** A tag of one group. */
export interface PlacedTag extends GroupTag {
  readonly group: string
}

/** A tag by its key, on one group. */
export interface TagPlace {
  readonly group: string
  readonly key: string
}

export type FleetPort = FleetReader & FleetWriter

/** What is known of the credentials and of AWS's own time. */
export interface SessionFacts {
  /** When credentials end that nobody renews, in ms since the epoch; absent where they do not, or nobody says. */
  readonly expiresAt?: number
  /** How far the clock of this machine is ahead of AWS's, at least, in ms; negative where it is behind. */
  readonly clockAheadMs?: number
}

/** Who works, and by which clock. */
export interface SessionPort {
  /** Called after the first answer of AWS. @throws AwsError `credentials` */
  facts(signal?: AbortSignal): Promise<SessionFacts>
}
