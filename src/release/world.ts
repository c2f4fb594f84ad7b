/** What one look at AWS shows, as plain data. The state machine sees nothing else. */
import type { Attached } from './attached.ts'
import type { GroupSettings } from './group-settings.ts'
import type { Forward } from './traffic/forward.ts'

export type Colour = 'blue' | 'green'

/** The group tag that names the image a fleet runs: the group's consent to be released. */
export const IMAGE_NAME_TAG = 'docker:image:name'
/** The group tag that instances read at boot to learn which version to run. It propagates at launch. */
export const IMAGE_VERSION_TAG = 'docker:image:version'

export interface Instance {
  readonly id: string
  readonly zone: string
  /** A LifecycleState of EC2 Auto Scaling. Open on purpose: AWS adds values. */
  readonly lifecycle: string
  /** As DescribeAutoScalingGroups spells it, lower case (`healthy`, `unhealthy`): AWS itself mixes the case. */
  readonly health: string
  /** Whether Auto Scaling spares it when it scales in (User Guide, "Use instance scale-in protection"). */
  readonly protected: boolean
  /** What it was launched from: `lt-0123:4` (launch template and version) or the name of a launch configuration. */
  readonly template?: string
}

/** One Auto Scaling group. Sizes are counts of instances. */
export interface Group {
  readonly name: string
  readonly arn: string
  /** Present while AWS deletes the group ("Delete in progress"). */
  readonly status?: string
  readonly min: number
  readonly max: number
  readonly desired: number
  /** Instances in every lifecycle state that AWS still lists, Standby and Terminating ones included. */
  readonly instances: readonly Instance[]
  /** Names of suspended processes, whoever suspended them, sorted. */
  readonly suspended: readonly string[]
  readonly tags: ReadonlyMap<string, string>
  /** Keys of the tags that new instances get (PropagateAtLaunch). */
  readonly propagated: ReadonlySet<string>
  /** Whether instances are launched with scale-in protection. */
  readonly protectsNew: boolean
  /** ARNs of all attached ELBv2 target groups, sorted. */
  readonly targetGroups: readonly string[]
  readonly hasWarmPool: boolean
  /** Capacity counted in something else than whole instances (weights, vCPU, memory). */
  readonly hasWeightedCapacity: boolean
  readonly settings: GroupSettings
}

/** State and reason of one target, as DescribeTargetHealth spells them (`healthy`, `draining`, ...). */
export interface TargetHealth {
  readonly instanceId: string
  readonly state: string
  readonly reason?: string
}

/** One look at one service: both groups and the targets of every target group that either names. */
export interface Observation {
  /** Time of the observer's clock just before the reads left, in ms since the epoch. */
  readonly at: number
  readonly service: string
  readonly groups: Readonly<Record<Colour, Group>>
  /** By target group ARN. Holds registered and draining targets only. */
  readonly targets: ReadonlyMap<string, readonly TargetHealth[]>
  /** Read less often than the rest: it changes by the hands of people and by our own. */
  readonly attached: Readonly<Record<Colour, Attached>>
  /** What forwards to a target group of either colour. Empty where both groups share their target groups. */
  readonly forwards: readonly Forward[]
}

/** What does not change while a release runs, read once. */
export interface TargetGroupFacts {
  readonly arn: string
  readonly name: string
  readonly targetType: string
  readonly healthCheckEnabled: boolean
  /** Absent where health checks are off. */
  readonly healthCheckIntervalSeconds?: number
  /** Checks in a row that make a target healthy; absent where health checks are off. */
  readonly healthyThreshold?: number
  /** Whether any load balancer names it: without one its targets stay `unused` for ever. */
  readonly inUse: boolean
  /** Absent for functions. */
  readonly vpc?: string
}

/** One entry of a group's scaling history, newest first where listed. */
export interface Activity {
  readonly startedAt: number
  readonly status: string
  readonly description: string
  readonly message: string
}
