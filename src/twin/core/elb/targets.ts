import { schedule } from '../timers.ts'
import type { Instance, World } from '../world.ts'
import type { Target, TargetGroup } from './model.ts'

/** Registers an instance: its target starts over with the initial health checks. */
export function register(
  world: World,
  targetGroup: TargetGroup,
  group: string,
  instance: Instance,
  port?: number
): void {
  const target: Target = {
    id: instance.id,
    port: port ?? targetGroup.port,
    group,
    registeredAt: world.now,
    state: instance.lostAt === undefined ? 'initial' : 'invalid',
    since: world.now
  }
  targetGroup.targets[instance.id] = target
  planHealth(world, targetGroup, target, instance)
}

/**
 * Deregisters an instance. The target shows `draining` for the whole deregistration delay, even without a connection
 * left (Application Load Balancer guide, "Deregistration delay"); in a target group that no listener uses, and for an
 * instance that EC2 has lost, it vanishes at once.
 * @returns when the target is gone, ms since the epoch
 */
export function deregister(world: World, targetGroup: TargetGroup, instanceId: string): number {
  const target = targetGroup.targets[instanceId]
  if (target === undefined) return world.now
  if (target.state === 'draining') return target.nextAt ?? world.now
  const delay = Number(targetGroup.attributes['deregistration_delay.timeout_seconds']) * 1000
  if (targetGroup.loadBalancers.length === 0 || target.state === 'invalid' || delay === 0) {
    delete targetGroup.targets[instanceId]
    return world.now
  }
  target.state = 'draining'
  target.since = world.now
  target.nextAt = world.now + delay
  delete target.nextState
  schedule(world, target.nextAt, { kind: 'drained', targetGroup: targetGroup.arn, instanceId })
  return target.nextAt
}

/** A drain timer is due. */
export function drained(world: World, targetGroup: TargetGroup, instanceId: string): void {
  const target = targetGroup.targets[instanceId]
  if (target?.state === 'draining' && target.nextAt === world.now) delete targetGroup.targets[instanceId]
}

/** A health timer is due: the check that changes the target's state takes place now. */
export function checked(
  world: World,
  targetGroup: TargetGroup,
  instanceId: string,
  instance: Instance
): void {
  const target = targetGroup.targets[instanceId]
  if (target?.nextState === undefined || target.nextAt !== world.now) return
  target.state = target.nextState
  target.since = world.now
  planHealth(world, targetGroup, target, instance)
}

/** The behaviour of an instance has changed: every target of it is planned anew. */
export function replan(world: World, targetGroup: TargetGroup, instance: Instance): void {
  const target = targetGroup.targets[instance.id]
  if (target === undefined || target.state === 'draining') return
  if (instance.lostAt !== undefined) {
    target.state = 'invalid'
    target.since = world.now
  }
  planHealth(world, targetGroup, target, instance)
}

/**
 * The target group came into use, or its health check was changed: targets begin (again) with the initial checks.
 * @param instanceOf the instance behind a target, where it is one
 */
export function startChecks(
  world: World,
  targetGroup: TargetGroup,
  instanceOf: (id: string) => Instance | undefined
): void {
  for (const target of Object.values(targetGroup.targets)) {
    if (target.state === 'draining' || target.state === 'invalid') continue
    target.state = 'initial'
    target.registeredAt = world.now
    target.since = world.now
    const instance = instanceOf(target.id)
    if (instance !== undefined) planHealth(world, targetGroup, target, instance)
  }
}

/** No load balancer uses the target group any more. ASSUMED: a drain that is under way keeps its end. */
export function stopChecks(targetGroup: TargetGroup): void {
  for (const target of Object.values(targetGroup.targets)) {
    if (target.state === 'draining') continue
    if (target.state !== 'invalid') target.state = 'initial'
    delete target.nextAt
    delete target.nextState
  }
}

/** The checks of a target group have changed: every target is planned anew from the state that it has. */
export function replanAll(
  world: World,
  targetGroup: TargetGroup,
  instanceOf: (id: string) => Instance | undefined
): void {
  for (const target of Object.values(targetGroup.targets)) {
    const instance = instanceOf(target.id)
    if (instance !== undefined && target.state !== 'draining')
      planHealth(world, targetGroup, target, instance)
  }
}

/**
 * Finds the next check that changes the state and sets a timer for it, so that checks which change nothing cost nothing.
 * A target is checked every interval from its registration on. One passed check makes a new target healthy; the
 * thresholds count between healthy and unhealthy (Application Load Balancer guide, "Health checks"). A target group that
 * no load balancer uses checks nothing.
 */
function planHealth(world: World, targetGroup: TargetGroup, target: Target, instance: Instance): void {
  delete target.nextAt
  delete target.nextState
  if (targetGroup.loadBalancers.length === 0) return
  const change = nextChange(world, targetGroup, target, instance)
  if (change === undefined) return
  target.nextAt = Math.max(world.now, target.registeredAt + change.check * targetGroup.intervalMs)
  target.nextState = change.state
  schedule(world, target.nextAt, { kind: 'health', targetGroup: targetGroup.arn, instanceId: target.id })
}

interface Change {
  /** Ordinal of the check since registration, from 1. */
  readonly check: number
  readonly state: 'healthy' | 'unhealthy'
}

function nextChange(
  world: World,
  targetGroup: TargetGroup,
  target: Target,
  instance: Instance
): Change | undefined {
  const firstCheckFrom = (time: number): number =>
    Math.max(1, Math.ceil((time - target.registeredAt) / targetGroup.intervalMs))
  const answersFrom = instance.answersFrom
  if (target.state === 'initial') {
    const pass = answersFrom === null ? Number.POSITIVE_INFINITY : firstCheckFrom(answersFrom)
    if (world.assumptions['failing-new-target'] === 'initial')
      return pass === Number.POSITIVE_INFINITY ? undefined : { check: pass, state: 'healthy' }
    // ASSUMED (`failing-new-target`): a new target that fails as often as the unhealthy threshold turns unhealthy, and
    // needs the healthy threshold from then on.
    return pass <= targetGroup.unhealthyThreshold
      ? { check: pass, state: 'healthy' }
      : { check: targetGroup.unhealthyThreshold, state: 'unhealthy' }
  }
  if (target.state === 'unhealthy' && answersFrom !== null) {
    const first = firstCheckFrom(Math.max(answersFrom, target.since + 1))
    return { check: first + targetGroup.healthyThreshold - 1, state: 'healthy' }
  }
  if (target.state === 'healthy' && answersFrom === null) {
    const first = firstCheckFrom(Math.max(instance.failingSince, target.since + 1))
    return { check: first + targetGroup.unhealthyThreshold - 1, state: 'unhealthy' }
  }
  return undefined
}
