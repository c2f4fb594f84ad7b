/** The share of the demand that a person accepts for a rollback, because less that works beats more that does not. */
import { carries, holders } from '../capacity.ts'
import { change, type Step } from '../decision.ts'
import { acceptedTag } from '../journal/journal.ts'
import { demandOf, type Situation } from '../situation.ts'

/** Notes the share on the old group: from then on it is the floor, for every run that goes on with this release. */
export function accept(at: Situation, percent: number | undefined): Step {
  const { group, side } = at.old
  if (percent === undefined || percent === (side.accepted ?? 100)) return undefined
  return change('additive', `note that ${percent}% of the demand suffice on ${group.name}`, {
    kind: 'tag',
    group: group.name,
    tags: [acceptedTag(at.epoch, percent)]
  })
}

/** The accepted share of `count` instances, and at least one. */
export const shareOf = ({ old }: Situation, count: number): number =>
  Math.max(1, Math.ceil((count * (old.side.accepted ?? 100)) / 100))

/** The capacity that no step may go below: the demand by the journal, or the share of it that a person accepts. */
export const floorOf = (at: Situation): number => shareOf(at, demandOf(at))

/** Whether the old colour carries so many of the demand as have to be. Without an accepted share none of it may be ill. */
export const suffices = (at: Situation, count: number): boolean =>
  at.old.side.accepted === undefined || at.old.side.accepted >= 100
    ? carries(at.old.group, at.seen, count)
    : holders(at.old.group, at.seen).length >= shareOf(at, count)
