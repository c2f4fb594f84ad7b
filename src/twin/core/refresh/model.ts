export interface InstanceRefresh {
  readonly id: string
  readonly startedAt: number
  endedAt?: number
  status: 'Pending' | 'InProgress' | 'Successful' | 'Failed' | 'Cancelling' | 'Cancelled'
  reason?: string
  readonly preferences: RefreshPreferences
  /** Ids that are still to be replaced. */
  pending: string[]
  readonly total: number
  /** Since when nothing but Standby or protected instances is left. */
  waitingSince?: number
}

export interface RefreshPreferences {
  readonly MinHealthyPercentage: number
  /** Seconds. */
  readonly InstanceWarmup: number
  readonly StandbyInstances: 'Terminate' | 'Ignore' | 'Wait'
  readonly ScaleInProtectedInstances: 'Refresh' | 'Ignore' | 'Wait'
}
