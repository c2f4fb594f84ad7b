/** Which colour serves, as far as the groups themselves say. */
import { inService } from './capacity.ts'
import type { Finding } from './codes.ts'
import { weighs } from './traffic/routes.ts'
import { isSplit } from './traffic/topology.ts'
import { type Colour, type Group, IMAGE_VERSION_TAG, type Observation } from './world.ts'

const occupied = (group: Group): boolean => group.desired > 0 || inService(group).length > 0

/** Which colour serves, or why that cannot be said. */
export function liveColour(seen: Observation): Colour | Finding {
  const manned = (['blue', 'green'] as const).filter(colour => occupied(seen.groups[colour]))
  const live =
    manned.length === 2 && isSplit(seen) ? manned.filter(colour => weighs(seen.groups[colour], seen)) : manned
  const sizes = `${sizeOf(seen.groups.blue)}; ${sizeOf(seen.groups.green)}`
  if (live.length === 2) {
    return {
      code: 'BGR-BOTH-LIVE',
      message: `Exactly one colour of ${seen.service} must serve, and both do: ${sizes}. No release explains it.`,
      fix: 'Set the desired capacity of the group that should not serve to 0, wait until it is empty, and start again.'
    }
  }
  return (
    live[0] ?? {
      code: 'BGR-NONE-LIVE',
      message: `One colour of ${seen.service} must serve, and neither does: ${sizes}.`,
      fix: 'For the first release of a service pass initial-capacity: min/desired/max (for example 2/2/6). Otherwise start the group that should serve.'
    }
  )
}

/** The version that the group launches. */
export const versionOf = (group: Group): string | undefined => group.tags.get(IMAGE_VERSION_TAG)

const sizeOf = (group: Group): string =>
  `${group.name} has desired capacity ${group.desired} and ${inService(group).length} instances in service`
