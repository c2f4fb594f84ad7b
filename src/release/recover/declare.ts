/** `live`: a person says which colour serves, where the groups or a damaged journal leave it open. Nothing is ended. */
import { holders, inService } from '../capacity.ts'
import { change, firstOf, type Step } from '../decision.ts'
import {
  baseTag,
  HOLD_TAG,
  holdTag,
  KEPT_TAG,
  type Problem,
  type ReleaseRecord,
  readSide,
  releaseTag,
  type Side
} from '../journal/journal.ts'
import { versionOf } from '../live.ts'
import { other } from '../situation.ts'
import { ownSuspended, releaseHold, SCALING_AND_HEALING } from '../steps/hold.ts'
import { forget } from '../steps/kept.ts'
import { type OwnSizes, ownSizes, unpin } from '../steps/pin.ts'
import { unprotect } from '../steps/protection.ts'
import type { Colour, Group, Observation } from '../world.ts'
import { type Journals, journalsOf } from './journals.ts'
import { unfit } from './refusal.ts'

/** What fits the alphabet of a record. */
const PORTABLE = /^[A-Za-z0-9+\-._:/@]{1,128}$/

/** @returns undefined once both groups say so */
export function declareLive(seen: Observation, colour: Colour): Step {
  const live = seen.groups[colour]
  const idle = seen.groups[other(colour)]
  const journals = journalsOf(seen)
  const declared = declaredBy(journals, colour)
  const release = declared ?? { ...declaration(live, colour), epoch: journals.epoch + 1 }
  if (!declared && holders(live, seen).length === 0) {
    return unfit(
      `${live.name} is declared live, and of its ${inService(live).length} instances in service none is healthy at the load balancer.`,
      'Declare the colour that serves, or bring it into service first.'
    )
  }
  return firstOf(
    () => (declared ? undefined : mendNotes(live, journals)),
    () => (declared ? undefined : mendNotes(idle, journals)),
    () => (declared ? undefined : setFree(live, idle, seen, colour, journals)),
    () => write(idle, release),
    () => write(live, release)
  )
}

const declaration = (live: Group, colour: Colour): Omit<ReleaseRecord, 'epoch'> => ({
  from: other(colour),
  to: colour,
  version: PORTABLE.test(versionOf(live) ?? '') ? (versionOf(live) ?? '') : 'unknown',
  state: 'finalized',
  parked: 0,
  declared: true
})

/** A run that was killed between the two writes has chosen the number already. */
const declaredBy = ({ release }: Journals, colour: Colour): ReleaseRecord | undefined =>
  release?.declared && release.to === colour && release.state === 'finalized' ? release : undefined

/** Notes that outlive releases would keep the new journal from being read. */
function mendNotes(group: Group, { epoch }: Journals): Step {
  const problems: Problem[] = []
  readSide(group, epoch, problems)
  const damaged = problems.map(({ tag }) => tag)
  if (damaged.includes(KEPT_TAG)) return forget(group)
  if (!damaged.includes(HOLD_TAG)) return undefined
  // The note is there only while something of ours is suspended, and these are what we suspend.
  const ours = SCALING_AND_HEALING.filter(process => group.suspended.includes(process))
  return change('additive', `note on ${group.name} what bg-release holds suspended`, {
    kind: 'tag',
    group: group.name,
    tags: [holdTag(ours)]
  })
}

/** The live colour scales and heals, by the sizes that are the user's own. */
function setFree(
  live: Group,
  idle: Group,
  seen: Observation,
  colour: Colour,
  { epoch, sideOf }: Journals
): Step {
  const side = sideOf(live)
  const own = roleOf(live, side, idle, sideOf(idle))
  const member = {
    group: live,
    side,
    base: { min: live.min, max: live.max, desired: live.desired, suspended: [] },
    attached: seen.attached[colour]
  }
  return firstOf(
    () => (own ? unpin(live, side, epoch, own, false) : undefined),
    () => releaseHold(live, side, [], []),
    () => unprotect(member)
  )
}

/** The user's sizes, never a MinSize that would launch. */
function roleOf(live: Group, side: Side, idle: Group, idleSide: Side): OwnSizes | undefined {
  const own = side.pin ? ownSizes(live, side.pin) : idleSide.pin ? ownSizes(idle, idleSide.pin) : undefined
  return own && { min: Math.min(own.min, live.desired), max: own.max }
}

function write(group: Group, release: ReleaseRecord): Step {
  const side = readSide(group, release.epoch, [])
  if (side.base && side.release?.declared) return undefined
  const { min, max, desired } = group
  const base = { min, max, desired, suspended: ownSuspended(group, side) }
  return change('additive', `note on ${group.name} which colour a person declares live`, {
    kind: 'tag',
    group: group.name,
    tags: [releaseTag(release), baseTag(release.epoch, base)]
  })
}
