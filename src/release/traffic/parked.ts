import { parked as inStandby } from '../capacity.ts'
import type { Group, Observation } from '../world.ts'
import { weighs } from './routes.ts'
import { isSplit } from './topology.ts'

/**
 * Whether the group is out of traffic: in Standby, as all are where both colours share their target groups, or at weight 0.
 * What is in Standby gets nothing at any weight.
 */
export const parked = (group: Group, seen: Observation): boolean =>
  inStandby(group, seen) || (isSplit(seen) && !weighs(group, seen))
