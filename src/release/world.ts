/** What one look at AWS shows, as plain data. The state machine sees nothing else. */

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
  /** ARNs of all attached ELBv2 target groups, sorted. */
  readonly targetGroups: readonly string[]
  readonly hasWarmPool: boolean
  /** Capacity counted in something else than whole instances (weights, vCPU, memory). */
  readonly hasWeightedCapacity: boolean
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
}

/** What does not change while a release runs, read once. */
export interface TargetGroupFacts {
  readonly arn: string
  readonly name: string
  readonly targetType: string
  readonly healthCheckEnabled: boolean
  /** Whether any load balancer names it: without one its targets stay `unused` for ever. */
  readonly inUse: boolean
}

/** Names of the things that change a group's size by themselves. */
export interface ScalingFacts {
  readonly group: string
  readonly policies: readonly string[]
  readonly scheduledActions: readonly string[]
}

/** One entry of a group's scaling history, newest first where listed. */
export interface Activity {
  readonly startedAt: number
  readonly status: string
  readonly description: string
  readonly message: string
}
