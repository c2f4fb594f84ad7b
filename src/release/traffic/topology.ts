import type { Finding } from '../codes.ts'
import type { Observation } from '../world.ts'

/**
 * `shared`: both groups are attached to the same target groups, and traffic moves by Standby. `split`: each colour has
 * target groups of its own, and traffic moves by the weights of listeners and rules.
 */
export type Topology = 'shared' | 'split'

/** Found by looking, never asked. A finding where the attachments are neither the one nor the other. */
export function topologyOf({ groups: { blue, green } }: Pick<Observation, 'groups'>): Topology | Finding {
  if (blue.targetGroups.join() === green.targetGroups.join()) return 'shared'
  const both = blue.targetGroups.filter(arn => green.targetGroups.includes(arn))
  const apart = both.length === 0 && blue.targetGroups.length > 0 && green.targetGroups.length > 0
  if (apart) return 'split'
  return {
    code: 'BGR-TARGET-GROUPS-DIFFER',
    message: `${blue.name} is attached to ${list(blue.targetGroups)} and ${green.name} to ${list(green.targetGroups)}; they must share all of their target groups or none.`,
    fix: 'Attach both groups to the same target groups, or each to target groups of its own.'
  }
}

/** What speaks against going on with a release whose target groups were attached otherwise when it began. */
export function reattached(seen: Observation, split: boolean): Finding | undefined {
  const now = topologyOf(seen)
  if (typeof now !== 'string') return now
  if (now === (split ? 'split' : 'shared')) return undefined
  const { blue, green } = seen.groups
  return {
    code: 'BGR-DRIFT',
    message: `When the release of ${seen.service} began, its colours ${split ? 'had target groups of their own' : 'shared their target groups'}; now ${blue.name} is attached to ${list(blue.targetGroups)} and ${green.name} to ${list(green.targetGroups)}.`,
    fix: 'Attach both groups to the target groups that they had, then run the same command again.'
  }
}

export const isSplit = (seen: Pick<Observation, 'groups'>): boolean => topologyOf(seen) === 'split'

const list = (arns: readonly string[]): string => arns.join(', ') || 'none'
