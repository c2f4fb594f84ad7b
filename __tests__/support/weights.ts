/** Listeners and rules of a world as the safety rules see them: read with nothing of the release's own code. */
import type { Rule as ListenerRule } from '../../src/twin/core/elb/model.ts'
import { forwardsOf } from '../../src/twin/core/elb/uses.ts'
import type { Group, World } from '../../src/twin/core/world.ts'

export interface Place {
  readonly name: string
  readonly rule: ListenerRule
  readonly tags: Readonly<Record<string, string>>
}

/** What was read off load balancers, which are values. */
const known = new WeakMap<World['loadBalancers'], readonly Place[]>()

/** Every rule of the world; a default rule is tagged through its listener. */
export function placesOf({ loadBalancers }: World): readonly Place[] {
  const found = known.get(loadBalancers)
  if (found) return found
  const places = readPlaces(loadBalancers)
  known.set(loadBalancers, places)
  return places
}

const readPlaces = (loadBalancers: World['loadBalancers']): readonly Place[] =>
  Object.values(loadBalancers).flatMap(({ name, listeners }) =>
    listeners.flatMap(listener =>
      listener.rules.map(rule => ({
        name: `${name}:${listener.port} ${rule.priority}`,
        rule,
        tags: rule.isDefault ? listener.tags : rule.tags
      }))
    )
  )

const isTest = ({ tags }: Place): boolean =>
  Object.entries(tags).some(
    ([key, value]) => key.startsWith('bg-release:forward:') && / use=test /.test(value)
  )

/** Whether everybody's requests are forwarded to the group. */
export const weighs = (world: World, group: Group): boolean =>
  placesOf(world).some(
    place =>
      !isTest(place) &&
      forwardsOf(place.rule.actions).some(
        ({ targetGroup, weight }) => weight > 0 && group.targetGroups.includes(targetGroup)
      )
  )

/** What was read off groups, by name. */
const split = new WeakMap<World['groups'], Map<string, boolean>>()

export function isSplitPair({ groups }: World, name: string): boolean {
  const known = split.get(groups) ?? new Map<string, boolean>()
  split.set(groups, known)
  const found = known.get(name) ?? readSplit(groups, name)
  known.set(name, found)
  return found
}

function readSplit(groups: World['groups'], name: string): boolean {
  const base = name.replace(/-(blue|green)$/, '')
  const [blue, green] = [groups[`${base}-blue`], groups[`${base}-green`]]
  return (
    blue !== undefined &&
    green !== undefined &&
    blue.targetGroups.length > 0 &&
    !blue.targetGroups.some(arn => green.targetGroups.includes(arn))
  )
}

/** `web:80 default` to the weights by target group name, e.g. `web-blue=1 web-green=0`. */
export const weightsIn = (world: World): Readonly<Record<string, string>> =>
  Object.fromEntries(
    placesOf(world)
      .filter(({ rule }) => forwardsOf(rule.actions).length > 0)
      .map(({ name, rule }) => [
        name,
        forwardsOf(rule.actions)
          .map(({ targetGroup, weight }) => `${world.targetGroups[targetGroup]?.name}=${weight}`)
          .join(' ')
      ])
  )

/** Load balancers without what a release may change: weights of colours, and its own tags. */
export function bareBalancers(world: World): string {
  const own = new Set(
    Object.values(world.groups)
      .filter(({ name }) => isSplitPair(world, name))
      .flatMap(({ targetGroups }) => targetGroups)
  )
  return JSON.stringify(Object.values(world.loadBalancers), (key, value: unknown) => {
    if (key === 'tags') {
      return Object.fromEntries(
        Object.entries(value as object).filter(([each]) => !each.startsWith('bg-release:'))
      )
    }
    if (key === 'TargetGroupArn' && own.has(String(value))) return undefined
    if (key === 'TargetGroups' && Array.isArray(value)) {
      return value.filter((tuple: { TargetGroupArn?: string }) => !own.has(tuple.TargetGroupArn ?? ''))
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    }
    return value
  })
}

/** Keys of our tags on listeners and rules. */
export const notesIn = (world: World): readonly string[] =>
  placesOf(world).flatMap(({ tags }) => Object.keys(tags).filter(key => key.startsWith('bg-release:')))
