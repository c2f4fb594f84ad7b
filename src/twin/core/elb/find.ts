import { AwsFault } from '../fault.ts'
import { type Input, text } from '../input.ts'
import type { World } from '../world.ts'
import type { Listener, LoadBalancer, Rule, TargetGroup } from './model.ts'

export interface FoundListener {
  readonly loadBalancer: LoadBalancer
  readonly listener: Listener
}

export interface FoundRule extends FoundListener {
  readonly rule: Rule
}

/** @throws AwsFault TargetGroupNotFound */
export function targetGroupOf(world: World, input: Input): TargetGroup {
  const targetGroup = world.targetGroups[text(input, 'TargetGroupArn')]
  if (targetGroup === undefined)
    throw new AwsFault('TargetGroupNotFound', 'One or more target groups not found')
  return targetGroup
}

/** @throws AwsFault LoadBalancerNotFound */
export function loadBalancerOf(world: World, input: Input): LoadBalancer {
  const loadBalancer = world.loadBalancers[text(input, 'LoadBalancerArn')]
  if (loadBalancer === undefined)
    throw new AwsFault('LoadBalancerNotFound', 'One or more load balancers not found')
  return loadBalancer
}

/** @throws AwsFault ListenerNotFound */
export function listenerOf(world: World, arn: string): FoundListener {
  const found = listenersOf(world).find(each => each.listener.arn === arn)
  if (found === undefined) throw new AwsFault('ListenerNotFound', 'One or more listeners not found')
  return found
}

/** @throws AwsFault RuleNotFound */
export function ruleOf(world: World, arn: string): FoundRule {
  for (const found of listenersOf(world)) {
    const rule = found.listener.rules.find(each => each.arn === arn)
    if (rule !== undefined) return { ...found, rule }
  }
  throw new AwsFault('RuleNotFound', 'One or more rules not found')
}

export function listenersOf(world: World): readonly FoundListener[] {
  return Object.values(world.loadBalancers).flatMap(loadBalancer =>
    loadBalancer.listeners.map(listener => ({ loadBalancer, listener }))
  )
}

/** The actions of a listener's default rule. */
export function defaultActionsOf(listener: Listener): Rule['actions'] {
  return listener.rules.find(each => each.isDefault)?.actions ?? []
}
