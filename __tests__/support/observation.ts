/** Looks at a service, made by hand. */
import { NOTHING_ATTACHED } from '../../src/release/attached.ts'
import type { Facts } from '../../src/release/goal.ts'
import {
  baseTag,
  type ReleaseRecord,
  type ReleaseState,
  releaseTag
} from '../../src/release/journal/journal.ts'
import type { GroupTag } from '../../src/release/ports.ts'
import { type Group, IMAGE_VERSION_TAG, type Instance, type Observation } from '../../src/release/world.ts'
import { NOTHING_READ } from './nothing-read.ts'

export const WEB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef'

export const instance = (id: string, lifecycle = 'InService', health = 'healthy'): Instance => ({
  id,
  zone: 'eu-west-1a',
  lifecycle,
  health,
  protected: false
})

/** `ids('b', 3)` is b1, b2, b3. */
export const ids = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`)

export const group = (name: string, overrides: Partial<Group> = {}): Group => ({
  name,
  arn: `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:x:autoScalingGroupName/${name}`,
  min: 0,
  max: 6,
  desired: 0,
  instances: [],
  suspended: [],
  tags: new Map([[IMAGE_VERSION_TAG, '1.0.0']]),
  propagated: new Set([IMAGE_VERSION_TAG]),
  protectsNew: false,
  targetGroups: [WEB],
  hasWarmPool: false,
  hasWeightedCapacity: false,
  settings: { zones: ['eu-west-1a'], healthCheckType: 'EC2', capacityRebalance: false, spotOnly: false },
  ...overrides
})

/** A group with so many instances in service. */
export const serving = (name: string, count: number, overrides: Partial<Group> = {}): Group =>
  group(name, {
    min: 2,
    desired: count,
    instances: ids(name.endsWith('blue') ? 'b' : 'g', count).map(id => instance(id)),
    ...overrides
  })

export const tagged = (target: Group, ...tags: readonly GroupTag[]): Group => ({
  ...target,
  tags: new Map([...target.tags, ...tags.map(tag => [tag.key, tag.value] as const)])
})

/** Every instance in service is healthy, but those in `ill`; `draining` ones still drain. */
export function observe(
  blue: Group,
  green: Group,
  {
    ill = [],
    draining = [],
    at = 1_000_000
  }: { ill?: readonly string[]; draining?: readonly string[]; at?: number } = {}
): Observation {
  const targets = [...blue.instances, ...green.instances]
    .filter(each => each.lifecycle === 'InService')
    .map(each => ({ instanceId: each.id, state: ill.includes(each.id) ? 'unhealthy' : 'healthy' }))
  const leaving = draining.map(instanceId => ({ instanceId, state: 'draining' }))
  return {
    at,
    service: 'web',
    groups: { blue, green },
    targets: new Map([[WEB, [...targets, ...leaving]]]),
    attached: { blue: NOTHING_ATTACHED, green: NOTHING_ATTACHED },
    forwards: []
  }
}

export const FACTS: Facts = {
  ...NOTHING_READ,
  targetGroups: [{ arn: WEB, name: 'web', targetType: 'instance', healthCheckEnabled: true, inUse: true }],
  quietFrom: 0,
  together: true,
  begun: false
}

export const RECORD: ReleaseRecord = {
  epoch: 1,
  from: 'blue',
  to: 'green',
  version: '2.0.0',
  state: 'open',
  parked: 0
}

/** The journal of a release in this state, on both groups. */
export function inRelease(
  state: ReleaseState,
  blue: Group,
  green: Group,
  parked = 0
): readonly [Group, Group] {
  const tags = (min: number, desired: number) => [
    releaseTag({ ...RECORD, state, parked }),
    baseTag(1, { min, max: 6, desired, suspended: [] })
  ]
  return [tagged(blue, ...tags(2, 3)), tagged(green, ...tags(0, 0))]
}
