/** `baseline`: a person says what a group was before the release, because its journal is lost or damaged. */
import { change, type Step } from '../decision.ts'
import {
  baseTag,
  demandTag,
  HOLD_TAG,
  holdTag,
  type Pin,
  pinTag,
  type ReleaseRecord,
  releaseTag,
  type Side
} from '../journal/journal.ts'
import type { GroupTag } from '../ports.ts'
import { ownSuspended, SCALING_AND_HEALING } from '../steps/hold.ts'
import type { Group, Observation } from '../world.ts'
import { type Journals, journalsOf } from './journals.ts'
import { unfit } from './refusal.ts'

/** What a group was before the release that is open, as a person remembers it. */
export interface StatedBaseline {
  readonly group: string
  readonly min: number
  readonly desired: number
  readonly max: number
}

/** @returns undefined once the group carries what was stated */
export function stateBaseline(seen: Observation, stated: StatedBaseline): Step {
  const { blue, green } = seen.groups
  const group = stated.group === blue.name ? blue : green
  const journals = journalsOf(seen)
  const { release } = journals
  if (!release) {
    return unfit(
      `No group of ${seen.service} carries a release record that can be read, so there is nothing to state a baseline for.`,
      `Declare which colour is live instead: recover with live: ${seen.service}=blue or ${seen.service}=green.`
    )
  }
  const side = journals.sideOf(group)
  if (side.base && side.release) {
    const { min, desired, max } = side.base
    if (min === stated.min && desired === stated.desired && max === stated.max) return undefined
    return unfit(
      `The journal of ${group.name} says by itself what the group was before release ${release.epoch}: ${min}/${desired}/${max}.`,
      'Leave baseline out: only what is lost is stated by a person.'
    )
  }
  const { min, max, desired } = stated
  const held = heldOn(group, side, seen, journals)
  const suspended = ownSuspended(group, { ...side, hold: held })
  const base = baseTag(release.epoch, { min, max, desired, suspended })
  return change('additive', `note on ${group.name} the baseline that a person states`, {
    kind: 'tag',
    group: group.name,
    tags: [
      releaseTag(release),
      base,
      holdTag(held),
      ...companions(group, side, stated, seen, journals, release)
    ]
  })
}

/**
 * What is ours of the suspended processes. Where the note of it is gone too, what we suspend is taken for ours, unless the
 * user has suspended it on the other colour as well.
 */
function heldOn(group: Group, side: Side, { groups }: Observation, { sideOf }: Journals): readonly string[] {
  if (group.tags.has(HOLD_TAG)) return side.hold
  const other = group === groups.blue ? groups.green : groups.blue
  const own = ownSuspended(other, sideOf(other))
  return SCALING_AND_HEALING.filter(process => group.suspended.includes(process) && !own.includes(process))
}

/** What is lost together with a baseline, and would make a rollback hold less than it has to. */
function companions(
  group: Group,
  side: Side,
  stated: StatedBaseline,
  seen: Observation,
  { sideOf }: Journals,
  { from, to, epoch, state }: ReleaseRecord
): readonly GroupTag[] {
  if (group === seen.groups[from]) {
    const demand = Math.max(stated.desired, seen.groups[to].desired, seen.groups[from].desired)
    return side.demand === undefined ? [demandTag(epoch, demand)] : []
  }
  if (side.pin || state === 'open') return []
  // Until it has switched the user's sizes are still those of the old colour: the new one has them raised.
  const live = state === 'switching' ? sideOf(seen.groups[from]).base : group
  const own = live ?? group
  const pin: Pin = { set: group.min, was: group.min, min: own.min, max: own.max, top: group.max }
  return [pinTag(epoch, pin)]
}
