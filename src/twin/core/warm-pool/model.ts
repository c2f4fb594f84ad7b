import type { Instance } from '../world.ts'

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
