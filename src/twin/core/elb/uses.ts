import { AwsFault } from '../fault.ts'
import { optionalInteger, records, text } from '../input.ts'
import type { Instance, World } from '../world.ts'
import type { LoadBalancer, Shape, TargetGroup } from './model.ts'
import { startChecks, stopChecks } from './targets.ts'

/** One target group of a forward action. */
export interface Forward {
  readonly targetGroup: string
  /** 0 to 999; its share of the requests is the part that it has of all weights of the action. */
  readonly weight: number
}

/** Where stored actions forward to, in their order. */
export function forwardsOf(actions: readonly Shape[]): Forward[] {
  return actions.flatMap(action => {
    const config = action.ForwardConfig
    if (typeof config !== 'object' || config === null) return []
    return records({ ...config }, 'TargetGroups').map(each => ({
      targetGroup: text(each, 'TargetGroupArn'),
      weight: optionalInteger(each, 'Weight') ?? 1
    }))
  })
}

/** ARNs of the target groups that a load balancer forwards to. */
function usedBy(loadBalancer: LoadBalancer): Set<string> {
  return new Set(
    loadBalancer.listeners.flatMap(listener =>
      listener.rules.flatMap(rule => forwardsOf(rule.actions).map(each => each.targetGroup))
    )
  )
}

/** Elastic Load Balancing quotas: target groups for each Application Load Balancer. */
const MOST_TARGET_GROUPS = 100

/**
 * To be called after every change of listeners and rules: notes which load balancer uses which target group. Targets of
 * a target group that comes into use begin with their initial checks.
 * @throws AwsFault TargetGroupAssociationLimit for a target group that two load balancers would use,
 *   TooManyUniqueTargetGroupsPerLoadBalancer
 */
export function noteUses(world: World): void {
  const users = new Map<string, string[]>()
  for (const loadBalancer of Object.values(world.loadBalancers)) {
    const used = usedBy(loadBalancer)
    if (used.size > MOST_TARGET_GROUPS) {
      throw new AwsFault(
        'TooManyUniqueTargetGroupsPerLoadBalancer',
        `You have reached the maximum number of unique target groups that you can associate with a load balancer of type '${loadBalancer.type}': [${MOST_TARGET_GROUPS}]`
      )
    }
    for (const arn of used) users.set(arn, [...(users.get(arn) ?? []), loadBalancer.arn])
  }
  for (const targetGroup of Object.values(world.targetGroups)) {
    const now = users.get(targetGroup.arn) ?? []
    if (now.length > 1) {
      throw new AwsFault(
        'TargetGroupAssociationLimit',
        `The following target groups cannot be associated with more than one load balancer: ${targetGroup.arn}`
      )
    }
    note(world, targetGroup, now)
  }
}

function note(world: World, targetGroup: TargetGroup, users: string[]): void {
  const before = targetGroup.loadBalancers
  if (before.length === users.length && before.every((arn, n) => arn === users[n])) return
  targetGroup.loadBalancers = users
  if (users.length === 0) stopChecks(targetGroup)
  else startChecks(world, targetGroup, id => instanceById(world, targetGroup.targets[id]?.group, id))
}

function instanceById(world: World, group: string | undefined, id: string): Instance | undefined {
  return world.groups[group ?? '']?.instances.find(each => each.id === id)
}
