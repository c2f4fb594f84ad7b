/** Compares how things ended: what a release may differ in is left out, everything else must be equal. */
import type { Group, World } from '../../src/twin/core/world.ts'
import { JOURNAL_KEY, serving } from './stand.ts'

const VERSION_KEY = 'docker:image:version'

export interface End {
  readonly sizes: string
  readonly suspended: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  readonly serving: number
  readonly lifecycles: readonly string[]
  readonly protectedIds: number
}

/** A group without ids, times and the journal. */
export function endOf(world: World, name: string): End {
  const group = groupOf(world, name)
  return {
    sizes: `${group.min}/${group.desired}/${group.max}`,
    suspended: Object.keys(group.suspended).sort(),
    tags: Object.fromEntries(
      Object.entries(group.tags)
        // Which version an empty group would launch is written anew by every release.
        .filter(([key]) => !JOURNAL_KEY.test(key) && (key !== VERSION_KEY || group.instances.length > 0))
        .map(([key, tag]) => [key, tag.value])
    ),
    serving: serving(world, group),
    lifecycles: group.instances.map(each => each.lifecycle).sort(),
    protectedIds: group.instances.filter(each => each.protected).length
  }
}

export const endsOf = (world: World): Readonly<Record<string, End>> =>
  Object.fromEntries(Object.keys(world.groups).map(name => [name, endOf(world, name)]))

function groupOf(world: World, name: string): Group {
  const group = world.groups[name]
  if (!group) throw new Error(`no group ${name}`)
  return group
}
