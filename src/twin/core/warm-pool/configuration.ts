import { present } from '../record.ts'
import type { WarmPool } from '../world.ts'

/** The API shape of a pool's settings. */
export function configurationOf(pool: WarmPool): Record<string, unknown> {
  return present({
    MaxGroupPreparedCapacity: pool.prepared,
    MinSize: pool.minSize,
    PoolState: pool.state,
    Status: pool.status,
    InstanceReusePolicy: { ReuseOnScaleIn: pool.reuse }
  })
}
