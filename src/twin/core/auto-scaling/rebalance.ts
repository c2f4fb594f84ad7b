import type { Group, World } from '../world.ts'
import { stamp } from './activities.ts'
import { counted } from './find.ts'
import { wake } from './lifecycle.ts'

/** Until Auto Scaling acts on zones that are out of balance. ASSUMED (`rebalance-pace`): the guide gives no figure. */
const PATIENCE_MS = { 'a-minute': 60_000, 'at-once': 0 } as const

/**
 * AZRebalance: launches in the zone with the fewest instances before it ends one in the zone with the most (EC2 Auto
 * Scaling guide, "Rebalancing activities"). ASSUMED: one at a time, which never exceeds the tenth that is allowed above
 * the maximum. With Terminate suspended the additional instance stays.
 * @returns how many instances above desired are wanted now
 */
export function rebalance(world: World, group: Group): 0 | 1 {
  const present = counted(group)
  const settled = present.every(each => each.lifecycle === 'InService')
  if (group.suspended.AZRebalance !== undefined || group.suspended.Launch !== undefined) {
    delete group.rebalancing
    delete group.rebalanceAt
    return 0
  }
  if (group.rebalancing !== undefined) {
    if (!settled || present.length <= group.desired) return 1
    delete group.rebalancing
    return 0
  }
  const fullest = unbalancedZone(group)
  if (!settled || present.length !== group.desired || fullest === undefined) {
    delete group.rebalanceAt
    return 0
  }
  group.rebalanceAt ??= world.now + PATIENCE_MS[world.assumptions['rebalance-pace']]
  if (world.now < group.rebalanceAt) {
    wake(world, group, group.rebalanceAt)
    return 0
  }
  delete group.rebalanceAt
  group.rebalancing = true
  group.sizeCause = `At ${stamp(world.now)} instances were launched to balance instances in zones ${fullest} with other zones resulting in more than desired number of instances in the group.  `
  return 1
}

/** The fullest zone, where it has at least two more than the emptiest one and an instance that may go. */
function unbalancedZone(group: Group): string | undefined {
  const present = counted(group)
  const sizes = group.zones.map(zone => ({ zone, size: present.filter(each => each.zone === zone).length }))
  const most = Math.max(...sizes.map(each => each.size))
  const fewest = Math.min(...sizes.map(each => each.size))
  if (most - fewest < 2) return undefined
  return sizes.find(
    ({ zone, size }) => size === most && present.some(each => each.zone === zone && !each.protected)
  )?.zone
}
