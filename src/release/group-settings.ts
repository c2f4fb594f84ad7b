/** What a group launches its instances from. */
export interface LaunchSource {
  readonly kind: 'template' | 'configuration'
  readonly name: string
  /** A number, `$Latest` or `$Default`; empty for a launch configuration, which has no versions. */
  readonly version: string
}

/** Settings of a group that a release looks at once, before it begins, and never changes. */
export interface GroupSettings {
  /** Principal of the AWS service that alone may change the group. */
  readonly operator?: string
  /** Absent where AWS names none that we know. */
  readonly launch?: LaunchSource
  /** Sorted. */
  readonly zones: readonly string[]
  /** `EC2`, `ELB`, ..., as AWS spells it. */
  readonly healthCheckType: string
  /** Age in seconds at which Auto Scaling replaces an instance; absent where it never does. */
  readonly maxInstanceLifetimeSeconds?: number
  /** Whether Auto Scaling launches a replacement for a Spot Instance that may be interrupted. */
  readonly capacityRebalance: boolean
  /** Whether none of its instances is On-Demand. */
  readonly spotOnly: boolean
}
