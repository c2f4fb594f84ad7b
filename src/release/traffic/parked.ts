import { parked as inStandby } from '../capacity.ts'
import type { Group, Observation } from '../world.ts'
import { weighs } from './routes.ts'
import { isSplit } from './topology.ts'

/** Whether the group is out of traffic: in Standby where both colours share their target groups, else at weight 0. */
export const parked = (group: Group, seen: Observation): boolean =>
  isSplit(seen)
    ? group.instances.length + group.desired === 0 || !weighs(group, seen)
    : inStandby(group, seen)
