import { roll } from '../refresh/roll.ts'
import { wakeAlarms } from '../scaling/resting.ts'
import { schedule } from '../timers.ts'
import { fillWarmPool } from '../warm-pool/fill.ts'
import type { Group, World } from '../world.ts'
import { isEmpty } from './delete-group.ts'
import { counted } from './find.ts'
import { checkHealth } from './health.ts'
import { launch } from './launch.ts'
import { rebalance } from './rebalance.ts'
import { scaleIn } from './scale-in.ts'
import { besideDesired } from './standby-room.ts'

/** One look of Auto Scaling at a group: unhealthy instances are replaced, then the desired capacity is approached. */
export function reconcile(world: World, group: Group): void {
  if (group.status !== undefined) {
    if (isEmpty(group)) schedule(world, world.now + 1000, { kind: 'group-deleted', group: group.name })
    return
  }
  checkHealth(world, group)
  roll(world, group)
  const room = Math.max(0, group.max - besideDesired(world, group))
  const difference = Math.min(group.desired, room) + rebalance(world, group) - counted(group).length
  if (difference > 0 && group.suspended.Launch === undefined) launch(world, group, difference)
  if (difference < 0) scaleIn(world, group, -difference)
  fillWarmPool(world, group)
  wakeAlarms(world, group)
  // What set the capacity last is told once, not again when an instance is replaced weeks later.
  group.sizeCause = ''
}
