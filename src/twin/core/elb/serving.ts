import type { World } from '../world.ts'
import { healthOf } from './describe-targets.ts'
import type { Target, TargetGroup } from './model.ts'

/** Who gets new requests that are forwarded to a target group. */
export interface Serving {
  /** Too few targets are healthy, so that unhealthy ones get requests too. */
  readonly failOpen: boolean
  /** `share`: 0 to 1 of what a warm target gets; below 1 in slow start. */
  readonly targets: readonly { readonly id: string; readonly share: number }[]
}

/**
 * Healthy targets serve. Below the minimum of `unhealthy_state_routing` (one, unless set) all registered ones do, whatever
 * their health (Application Load Balancer guide, "Target group health"). Draining ones get no new requests.
 * ASSUMED (`initial-in-fail-open`): targets in their initial checks take part in that.
 */
export function servingOf(world: World, targetGroup: TargetGroup): Serving {
  if (targetGroup.loadBalancers.length === 0) return { failOpen: false, targets: [] }
  const registered = Object.values(targetGroup.targets).filter(
    each => each.state !== 'draining' && each.state !== 'invalid'
  )
  const healthy = registered.filter(each => healthOf(world, targetGroup, each).State === 'healthy')
  const failOpen = healthy.length < minimumHealthy(targetGroup, registered.length) && registered.length > 0
  const targets = failOpen
    ? registered
        .filter(each => each.state !== 'initial' || world.assumptions['initial-in-fail-open'] === 'yes')
        .map(({ id }) => ({ id, share: 1 }))
    : healthy.map(each => ({ id: each.id, share: share(world, targetGroup, each, healthy) }))
  return { failOpen, targets }
}

function minimumHealthy({ attributes }: TargetGroup, registered: number): number {
  const of = (unit: string): number =>
    Number(attributes[`target_group_health.unhealthy_state_routing.minimum_healthy_targets.${unit}`])
  const percentage = of('percentage')
  return Math.max(of('count') || 1, Number.isNaN(percentage) ? 0 : Math.ceil((registered * percentage) / 100))
}

/**
 * Slow start rises linearly from the moment when a target became healthy, and only beside a healthy target that is not
 * in slow start itself (Application Load Balancer guide, "Slow start mode").
 */
function share(world: World, targetGroup: TargetGroup, target: Target, healthy: readonly Target[]): number {
  const risen = (each: Target): number => {
    const duration = Number(targetGroup.attributes['slow_start.duration_seconds'] ?? 0) * 1000
    if (duration === 0 || each.since <= targetGroup.slowStartSince) return 1
    return Math.min(1, (world.now - each.since) / duration)
  }
  return healthy.some(each => risen(each) === 1) ? risen(target) : 1
}
