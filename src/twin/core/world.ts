import type { Assumptions } from './assumptions.ts'
import type { Lifecycle } from './auto-scaling/states.ts'
import type { Alarm, Metric } from './cloudwatch/model.ts'
import type { LoadBalancer, TargetGroup } from './elb/model.ts'
import type { Hook, LifecycleAction } from './hooks/model.ts'
import type { InstanceRefresh } from './refresh/model.ts'
import type { Message } from './sns/message.ts'

/**
 * The simulated AWS as plain JSON data. Times are ms since the epoch. Members are mutable because the rules write to
 * an immer draft of it; everybody outside `core/` treats a World as a value that never changes.
 */
export interface World {
  now: number
  readonly region: string
  readonly account: string
  /** State of the random generator: ids come from it, so one seed gives one history. */
  random: number
  readonly timing: Timing
  /** What holds where AWS documents nothing. */
  readonly assumptions: Assumptions
  /** Binary heap by due time, see timers.ts. */
  timers: Timer[]
  /** Number of timers ever made: breaks ties between equal due times. */
  timerCount: number
  groups: Record<string, Group>
  /** EC2 instances that were detached from their group, by id. */
  detached: Record<string, Instance>
  /** By ARN. */
  targetGroups: Record<string, TargetGroup>
  /** By ARN. */
  loadBalancers: Record<string, LoadBalancer>
  /** By name. */
  alarms: Record<string, Alarm>
  /** By metricKey. */
  metrics: Record<string, Metric>
  /** Published to topics, oldest first. */
  messages: Message[]
  /** How instances launched with a version behave; a version not named is healthy. */
  versionHealth: Record<string, VersionHealth>
}

export interface Timing {
  /** Pending until InService, while EC2 starts the instance. */
  readonly launchMs: number
  /** From InService until the application answers health checks. */
  readonly bootMs: number
  /** From the end of draining until a Terminating instance is gone. */
  readonly terminateMs: number
  /** EnteringStandby without any draining, and Pending on the way back. */
  readonly standbyMs: number
}

export type VersionHealth = 'healthy' | 'never-healthy' | 'launch-fails'

export type Timer = { readonly due: number; readonly seq: number } & TimerWork
export type TimerWork =
  | { readonly kind: 'reconcile'; readonly group: string }
  | { readonly kind: 'lifecycle'; readonly group: string; readonly instanceId: string }
  | { readonly kind: 'health'; readonly targetGroup: string; readonly instanceId: string }
  | { readonly kind: 'drained'; readonly targetGroup: string; readonly instanceId: string }
  | { readonly kind: 'group-deleted'; readonly group: string }
  | { readonly kind: 'scheduled-action'; readonly group: string; readonly action: string }
  /** An alarm looks at its metrics. */
  | { readonly kind: 'alarm'; readonly alarm: string }
  /** An alarm that stays in its state runs its scaling actions once more. */
  | { readonly kind: 'alarm-actions'; readonly alarm: string }

export interface Instance {
  readonly id: string
  readonly zone: string
  /** Value of the propagating tag docker:image:version when it was launched; empty without one. */
  readonly version: string
  readonly launchedAt: number
  lifecycle: Lifecycle
  /** Last time that it became InService; absent for those that the world began with. */
  inServiceAt?: number
  health: 'Healthy' | 'Unhealthy'
  protected: boolean
  /** False on its first way to InService: the application has not been started yet. */
  booted: boolean
  /** When the EC2 instance was lost. */
  lostAt?: number
  /** Health checks at or after this time pass; null while every check fails. */
  answersFrom: number | null
  /** Since when checks fail, where answersFrom is null. */
  failingSince: number
  /** Due time of the pending lifecycle timer; another timer is stale. */
  nextAt?: number
  /** On its way back into service, or attached: launch hooks do not run. */
  returning?: true
  /** Lifecycle hooks that it waits for. */
  actions?: LifecycleAction[]
  /** Scaling activity that the pending transition will finish. */
  activityId?: string
}

export interface Activity {
  readonly id: string
  readonly description: string
  readonly cause: string
  readonly startedAt: number
  endedAt?: number
  status: string
  message?: string
  progress: number
  /** JSON text, as AWS gives it. */
  readonly details: string
}

export interface Tag {
  value: string
  propagate: boolean
}

export interface Group {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  min: number
  max: number
  desired: number
  cooldown: number
  /** DefaultInstanceWarmup. */
  warmupSeconds?: number
  /** Cooldown of the simple policy that set the desired capacity last, where it has its own. */
  policyCooldownSeconds?: number
  /** Alarms that stay in their state and found nothing to do; they are asked again when the group changes. */
  restingAlarms: string[]
  healthCheckType: string
  healthCheckGraceSeconds: number
  newInstancesProtected: boolean
  zones: string[]
  subnets: string
  /** ARNs. */
  targetGroups: string[]
  /** Process name to SuspensionReason. */
  suspended: Record<string, string>
  tags: Record<string, Tag>
  instances: Instance[]
  /** Oldest first. */
  activities: Activity[]
  policies: Record<string, Policy>
  scheduledActions: Record<string, ScheduledAction>
  hooks: Record<string, Hook>
  /** Oldest first. */
  refreshes: InstanceRefresh[]
  warmPool?: WarmPool
  /** Target groups that were attached to the group while it was there, with the time. */
  attachedAt: Record<string, number>
  /** Target groups that were detached, with the time at which the last target has drained. */
  detachedUntil: Record<string, number>
  /** One instance more than desired is wanted for the time being, to balance the zones. */
  rebalancing?: true
  /** Zones are out of balance: not before this time anything is done about it. */
  rebalanceAt?: number
  /** In the order in which they decide. */
  terminationPolicies: string[]
  deletionProtection: string
  /** Principal of the AWS service that alone may change the group. */
  operator?: string
  launchSource: Record<string, unknown>
  /** Present while the group is being deleted. */
  status?: string
  /** Launches failed: the next attempt is not before this time. */
  retryLaunchAt?: number
  /** Whether the Cancelled activity about protected instances was written for the present desired capacity. */
  protectionNoted: boolean
  /** First sentence of the Cause of the next activities: what set the desired capacity last. */
  sizeCause: string
}

export type PolicyType = 'SimpleScaling' | 'StepScaling' | 'TargetTrackingScaling' | 'PredictiveScaling'

export interface Policy {
  readonly name: string
  readonly arn: string
  readonly type: PolicyType
  readonly enabled: boolean
  readonly input: Readonly<Record<string, unknown>>
  /** Names of the alarms that a target tracking policy owns. */
  readonly high?: string
  readonly low?: string
}

export interface ScheduledAction {
  readonly name: string
  readonly arn: string
  readonly startAt?: number
  readonly endAt?: number
  readonly recurrence?: string
  readonly timeZone?: string
  readonly min?: number
  readonly max?: number
  readonly desired?: number
  /** Due time of the pending timer, its next run or its end; another timer is stale. */
  nextAt?: number
}

export interface WarmPool {
  readonly minSize: number
  /** MaxGroupPreparedCapacity; without it the group's MaxSize counts. */
  readonly prepared?: number
  readonly state: 'Stopped' | 'Running' | 'Hibernated'
  readonly reuse: boolean
  /** Present while the pool is being deleted. */
  readonly status?: 'PendingDelete'
  instances: Instance[]
}
