import type { World } from '../world.ts'
import { healthOf } from './describe-targets.ts'
import type { Shape } from './model.ts'
import { servingOf } from './serving.ts'
import { forwardsOf } from './uses.ts'

export interface TargetGroupView {
  readonly name: string
  readonly arn: string
  readonly targets: readonly { readonly id: string; readonly state: string; readonly reason?: string }[]
  /** Who gets new requests; `share` is below 1 in slow start. */
  readonly serving: readonly { readonly id: string; readonly share: number }[]
  /** Whether unhealthy targets serve because too few are healthy. */
  readonly failOpen: boolean
  readonly tags: Readonly<Record<string, string>>
}

export interface LoadBalancerView {
  readonly name: string
  readonly arn: string
  readonly type: 'application' | 'network'
  readonly listeners: readonly ListenerView[]
}

export interface ListenerView {
  readonly arn: string
  readonly port: number
  readonly protocol: string
  readonly tags: Readonly<Record<string, string>>
  /** In the order in which they are tried, the default rule last. */
  readonly rules: readonly RuleView[]
}

export interface RuleView {
  readonly arn: string
  readonly priority: string
  readonly conditions: readonly Shape[]
  /** Type of the action that ends it: `forward`, `redirect` or `fixed-response`. */
  readonly type: string
  /** Names of target groups with their weights, for `forward`. */
  readonly forwards: readonly { readonly targetGroup: string; readonly weight: number }[]
  readonly tags: Readonly<Record<string, string>>
}

export function targetGroupViews(world: World): readonly TargetGroupView[] {
  return Object.values(world.targetGroups).map(targetGroup => {
    const serving = servingOf(world, targetGroup)
    return {
      name: targetGroup.name,
      arn: targetGroup.arn,
      targets: Object.values(targetGroup.targets).map(target => {
        const { State, Reason } = healthOf(world, targetGroup, target)
        return { id: target.id, state: State, ...(Reason === undefined ? {} : { reason: Reason }) }
      }),
      serving: serving.targets,
      failOpen: serving.failOpen,
      tags: { ...targetGroup.tags }
    }
  })
}

export function loadBalancerViews(world: World): readonly LoadBalancerView[] {
  return Object.values(world.loadBalancers).map(({ name, arn, type, listeners }) => ({
    name,
    arn,
    type,
    listeners: listeners.map(listener => ({
      arn: listener.arn,
      port: listener.port,
      protocol: listener.protocol,
      tags: { ...listener.tags },
      rules: listener.rules.map(rule => ({
        arn: rule.arn,
        priority: rule.priority,
        conditions: rule.conditions,
        type: String(rule.actions.at(-1)?.Type),
        forwards: forwardsOf(rule.actions).map(({ targetGroup, weight }) => ({
          targetGroup: world.targetGroups[targetGroup]?.name ?? targetGroup,
          weight
        })),
        tags: { ...rule.tags }
      }))
    }))
  }))
}
