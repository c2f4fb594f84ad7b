import { invalid } from '../fault.ts'
import { type Input, text } from '../input.ts'
import type { Group, Instance, World } from '../world.ts'
import { isComing } from './states.ts'

/** The group that a mutating call names. @throws AwsFault ValidationError when there is none. */
export function groupOf(world: World, input: Input): Group {
  const name = text(input, 'AutoScalingGroupName')
  const group = world.groups[name]
  if (group === undefined)
    throw invalid(`AutoScalingGroup name not found - AutoScalingGroup: ${name} not found`)
  // ASSUMED: a group under deletion refuses every change; the wording is not confirmed.
  if (group.status !== undefined) throw invalid(`AutoScalingGroup ${name} is pending delete`)
  // ASSUMED: the wording. Only the service that operates a group may change it (Auto Scaling API Reference, Operator).
  if (group.operator !== undefined) throw invalid(`AutoScalingGroup ${name} is operated by ${group.operator}`)
  return group
}

/** @throws AwsFault ValidationError when the instance belongs to no group or another one. */
export function instanceOf(group: Group, id: string): Instance {
  const instance = group.instances.find(each => each.id === id)
  if (instance === undefined)
    throw invalid(`The instance ${id} is not part of Auto Scaling group ${group.name}.`)
  return instance
}

/** Finds an instance of any group by its id. */
export function ownerOf(
  world: World,
  id: string
): { readonly group: Group; readonly instance: Instance } | undefined {
  for (const group of Object.values(world.groups)) {
    const instance = group.instances.find(each => each.id === id)
    if (instance !== undefined) return { group, instance }
  }
  return undefined
}

/** Instances that Auto Scaling counts against the desired capacity. Standby ones are outside of it. */
export function counted(group: Group): Instance[] {
  return group.instances.filter(each => isComing(each.lifecycle) || each.lifecycle === 'InService')
}
