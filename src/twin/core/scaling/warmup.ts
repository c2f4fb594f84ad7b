import { counted } from '../auto-scaling/find.ts'
import { optionalInteger } from '../input.ts'
import type { Group, Policy, World } from '../world.ts'

/** Seconds: EstimatedInstanceWarmup, else the group's default warmup, else its cooldown (API Reference, PutScalingPolicy). */
export function warmupSeconds(group: Group, policy: Policy): number {
  return optionalInteger(policy.input, 'EstimatedInstanceWarmup') ?? group.warmupSeconds ?? group.cooldown
}

/**
 * How many instances are on their way or still warm up. They are no part of the capacity for scaling out, and a policy
 * does not scale in meanwhile (EC2 Auto Scaling guide, "Step scaling" and "Target tracking scaling").
 * ASSUMED: one that came back from Standby warms up like a new one.
 */
export function warming(world: World, group: Group, seconds: number): number {
  return counted(group).filter(
    each =>
      each.lifecycle !== 'InService' ||
      (each.inServiceAt !== undefined && each.inServiceAt + seconds * 1000 > world.now)
  ).length
}

/** Instances that leave; step policies count them as present when they scale in (same guide). */
export function leaving(group: Group): number {
  return group.instances.filter(each => each.lifecycle.startsWith('Terminating')).length
}
