import { AwsFault } from '../fault.ts'
import type { Activity, Group, World } from '../world.ts'

/**
 * The activity that keeps simple policies and HonorCooldown waiting: one that is under way (lifecycle hooks included), or
 * the last one until the cooldown after its end is over (EC2 Auto Scaling guide, "Scaling cooldowns").
 * ASSUMED: every activity counts, those of a person too.
 */
export function coolingActivity(world: World, group: Group): Activity | undefined {
  const running = group.activities.findLast(each => each.endedAt === undefined)
  if (running !== undefined) return running
  const latest = group.activities.at(-1)
  const seconds = group.policyCooldownSeconds ?? group.cooldown
  return latest !== undefined && world.now < (latest.endedAt ?? 0) + seconds * 1000 ? latest : undefined
}

/** @throws AwsFault ScalingActivityInProgress */
export function refuseInCooldown(world: World, group: Group): void {
  const blocking = coolingActivity(world, group)
  if (blocking === undefined) return
  throw new AwsFault(
    'ScalingActivityInProgress',
    `Scaling activity ${blocking.id} is in progress and blocks this action`
  )
}
