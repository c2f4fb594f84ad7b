import type { Act } from '../core/act.ts'
import type { Group, World } from '../core/world.ts'

/**
 * What an apply of infrastructure code does that holds the sizes and tags with which the groups began: it sets them
 * again, and removes the tags that it does not know (Terraform, resource aws_autoscaling_group).
 */
export function restore(start: World, world: World): readonly Act[] {
  return Object.values(start.groups).flatMap(wanted => {
    const group = world.groups[wanted.name]
    return group === undefined ? [] : [...sizes(wanted), ...tags(wanted, group)]
  })
}

function sizes(wanted: Group): readonly Act[] {
  return [{ type: 'resize', group: wanted.name, min: wanted.min, max: wanted.max, desired: wanted.desired }]
}

function tags(wanted: Group, group: Group): readonly Act[] {
  const unknown = Object.keys(group.tags).filter(key => wanted.tags[key] === undefined)
  const changed = Object.entries(wanted.tags).filter(([key, tag]) => group.tags[key]?.value !== tag.value)
  const owner = { ResourceId: wanted.name, ResourceType: 'auto-scaling-group' }
  const removed = unknown.map(Key => ({ ...owner, Key }))
  const written = changed.map(([Key, tag]) => ({
    ...owner,
    Key,
    Value: tag.value,
    PropagateAtLaunch: tag.propagate
  }))
  return [...calls('DeleteTags', removed), ...calls('CreateOrUpdateTags', written)]
}

function calls(operation: string, list: readonly object[]): readonly Act[] {
  return list.length === 0
    ? []
    : [{ type: 'foreign-call', service: 'autoscaling', operation, input: { Tags: list } }]
}
