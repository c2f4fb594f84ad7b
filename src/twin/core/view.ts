import {
  type LoadBalancerView,
  loadBalancerViews,
  type TargetGroupView,
  targetGroupViews
} from './elb/view.ts'
import type { Message } from './sns/message.ts'
import type { World } from './world.ts'

/** The world for people and tests, as plain JSON. */
export interface WorldView {
  /** ISO 8601. */
  readonly now: string
  readonly region: string
  readonly account: string
  readonly groups: readonly GroupView[]
  readonly targetGroups: readonly TargetGroupView[]
  readonly loadBalancers: readonly LoadBalancerView[]
  /** Oldest first. */
  readonly messages: readonly MessageView[]
}

export interface GroupView {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly desired: number
  readonly suspended: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  /** Names. */
  readonly targetGroups: readonly string[]
  readonly instances: readonly InstanceView[]
  readonly policies: readonly string[]
  readonly scheduledActions: readonly string[]
}

export interface InstanceView {
  readonly id: string
  readonly zone: string
  readonly lifecycle: string
  readonly health: 'Healthy' | 'Unhealthy'
  readonly version: string
  readonly protected: boolean
}

/** A message that was published to a topic. */
export interface MessageView extends Omit<Message, 'at'> {
  /** ISO 8601. */
  readonly at: string
}

export function view(world: World): WorldView {
  return {
    now: new Date(world.now).toISOString(),
    region: world.region,
    account: world.account,
    groups: Object.values(world.groups).map(group => ({
      name: group.name,
      min: group.min,
      max: group.max,
      desired: group.desired,
      suspended: Object.keys(group.suspended).sort(),
      tags: Object.fromEntries(Object.entries(group.tags).map(([key, tag]) => [key, tag.value])),
      targetGroups: group.targetGroups.map(arn => world.targetGroups[arn]?.name ?? arn),
      instances: group.instances.map(each => ({
        id: each.id,
        zone: each.zone,
        lifecycle: each.lifecycle,
        health: each.health,
        version: each.version,
        protected: each.protected
      })),
      policies: Object.keys(group.policies).sort(),
      scheduledActions: Object.keys(group.scheduledActions).sort()
    })),
    targetGroups: targetGroupViews(world),
    loadBalancers: loadBalancerViews(world),
    messages: world.messages.map(({ at, ...message }) => ({ at: new Date(at).toISOString(), ...message }))
  }
}
