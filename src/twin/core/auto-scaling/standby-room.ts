import type { Group, World } from '../world.ts'

/** Instances in Standby or on their way there. */
function standing(group: Group): number {
  return group.instances.filter(each => each.lifecycle.endsWith('Standby')).length
}

/** Instances beside the desired ones that take room below MaxSize. ASSUMED (`standby-counts-against-max`): none. */
export function besideDesired(world: World, group: Group): number {
  return world.assumptions['standby-counts-against-max'] === 'yes' ? standing(group) : 0
}

/** Instances that MinSize need not raise desired for. ASSUMED (`min-with-standby`): none. */
export function makingUp(world: World, group: Group): number {
  return world.assumptions['min-with-standby'] === 'standby-makes-up' ? standing(group) : 0
}
