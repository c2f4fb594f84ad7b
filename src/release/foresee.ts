import type { Change } from './ports.ts'
import { attachedAfter, isAttaching } from './scaling/after.ts'
import type { Colour, Group, Observation } from './world.ts'

/**
 * The look as it would be with an answered change in it, or undefined where what follows is up to AWS. Several notes and
 * guards in a row then need one look and not one each. Never a ground for taking capacity away: that needs a look.
 */
export function foresee(seen: Observation, change: Change): Observation | undefined {
  const colour: Colour = change.group === seen.groups.blue.name ? 'blue' : 'green'
  if (isAttaching(change)) {
    return { ...seen, attached: { ...seen.attached, [colour]: attachedAfter(seen.attached[colour], change) } }
  }
  const group = foreseeGroup(seen.groups[colour], change)
  return group && { ...seen, groups: { ...seen.groups, [colour]: group } }
}

function foreseeGroup(group: Group, change: Change): Group | undefined {
  switch (change.kind) {
    case 'tag': {
      const propagated = new Set(group.propagated)
      for (const { key, propagate } of change.tags) {
        if (propagate) propagated.add(key)
        else propagated.delete(key)
      }
      return {
        ...group,
        tags: new Map([...group.tags, ...change.tags.map(({ key, value }) => [key, value] as const)]),
        propagated
      }
    }
    case 'untag':
      return {
        ...group,
        tags: new Map([...group.tags].filter(([key]) => !change.keys.includes(key))),
        propagated: new Set([...group.propagated].filter(key => !change.keys.includes(key)))
      }
    case 'suspend':
      return { ...group, suspended: [...new Set([...group.suspended, ...change.processes])].sort() }
    case 'resize':
      // A new desired capacity is answered by launches and ends that nobody can foresee.
      if (change.desired !== undefined) return undefined
      return { ...group, min: change.min ?? group.min, max: change.max ?? group.max }
    case 'protect':
      return {
        ...group,
        instances: group.instances.map(instance =>
          change.ids.includes(instance.id) ? { ...instance, protected: change.on } : instance
        )
      }
    case 'terminate':
      return {
        ...group,
        instances: group.instances.map(instance =>
          instance.id === change.id ? { ...instance, lifecycle: 'Terminating' } : instance
        )
      }
    default:
      return undefined
  }
}
