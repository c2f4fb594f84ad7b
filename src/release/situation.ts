/** Where a service stands: what the journal in the tags says, held against what is seen. */
import type { Attached } from './attached.ts'
import type { Finding } from './codes.ts'
import type { Decision, Step } from './decision.ts'
import type { Baseline, CopyMode } from './journal/baseline.ts'
import {
  baseTag,
  newestEpoch,
  type Problem,
  RELEASE_STATES,
  type ReleaseRecord,
  type ReleaseState,
  readSide,
  releaseTag,
  type Side
} from './journal/journal.ts'
import { oncePer } from './once-per.ts'
import { ownSuspended } from './steps/hold.ts'
import { type OwnSizes, ownSizes } from './steps/pin.ts'
import type { Colour, Group, Observation } from './world.ts'

export interface Member {
  readonly group: Group
  readonly side: Side
  readonly base: Baseline
  readonly attached: Attached
}

/** A release with a whole journal: both groups carry the record and their baseline. */
export interface Situation {
  readonly seen: Observation
  readonly epoch: number
  readonly release: ReleaseRecord
  readonly old: Member
  readonly new: Member
}

export type Standing =
  /** No release was ever made here. */
  | { readonly kind: 'untouched' }
  /** The last release is over. */
  | { readonly kind: 'closed'; readonly situation: Situation }
  | { readonly kind: 'open'; readonly situation: Situation }
  /** A run ended between the two writes of a record: the other group gets it first. */
  | { readonly kind: 'torn'; readonly mend: Step & object; readonly release: ReleaseRecord }
  | { readonly kind: 'damaged'; readonly findings: readonly [Finding, ...Finding[]] }

export const other = (colour: Colour): Colour => (colour === 'blue' ? 'green' : 'blue')

const isClosed = (state: ReleaseState): boolean => state === 'rolled-back' || state === 'finalized'

/** Reads the journal of the newest release. */
export const standing: (seen: Observation) => Standing = oncePer(readStanding)

function readStanding(seen: Observation): Standing {
  const epoch = Math.max(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.green))
  const problems: Problem[] = []
  const sides = {
    blue: readSide(seen.groups.blue, epoch, problems),
    green: readSide(seen.groups.green, epoch, problems)
  }
  if (epoch === 0 && problems.length === 0) return { kind: 'untouched' }
  const records = [sides.blue.release, sides.green.release].filter(record => record !== undefined)
  const ahead = records.reduce<ReleaseRecord | undefined>(
    (best, record) => (best && rank(best.state) >= rank(record.state) ? best : record),
    undefined
  )
  const [problem, ...more] = problems.map(explain)
  if (problem) return { kind: 'damaged', findings: [problem, ...more] }
  if (!ahead) return { kind: 'damaged', findings: [lost(seen, epoch, seen.groups.blue)] }

  for (const colour of [ahead.from, ahead.to]) {
    const group = seen.groups[colour]
    const side = sides[colour]
    if (side.release?.state === ahead.state && side.base) continue
    const rewritable =
      ahead.state === 'open' ? side.release === undefined : side.base !== undefined && side.release
    if (!rewritable) return { kind: 'damaged', findings: [lost(seen, epoch, group)] }
    return { kind: 'torn', release: ahead, mend: record(group, side, ahead) }
  }
  const member = (colour: Colour): Member => {
    const { base } = sides[colour]
    if (!base) throw new TypeError('a side without a baseline passed the check')
    return { group: seen.groups[colour], side: sides[colour], base, attached: seen.attached[colour] }
  }
  const situation = { seen, epoch, release: ahead, old: member(ahead.from), new: member(ahead.to) }
  return { kind: isClosed(ahead.state) ? 'closed' : 'open', situation }
}

/**
 * Writes the record to one group; with the group's baseline where it has none yet, in the same call.
 * @param scaling for the new group when the release is opened
 */
export function record(
  group: Group,
  side: Side,
  release: ReleaseRecord,
  scaling?: CopyMode
): Decision & { readonly kind: 'change' } {
  const base = {
    min: group.min,
    max: group.max,
    desired: group.desired,
    suspended: ownSuspended(group, side),
    ...(scaling && { scaling })
  }
  return {
    kind: 'change',
    force: 'additive',
    why: `note on ${group.name} that release ${release.epoch} is ${release.state}`,
    change: {
      kind: 'tag',
      group: group.name,
      tags: [releaseTag(release), ...(side.base ? [] : [baseTag(release.epoch, base)])]
    }
  }
}

/**
 * Moves the release on. The second group follows at the next look, before anything else. It is closed only when nothing of
 * a dead run can arrive any more: nobody would put right what that changes.
 */
export function mark(at: Situation, state: ReleaseState, parked = at.release.parked): Step & object {
  const noted = record(at.old.group, at.old.side, { ...at.release, state, parked })
  return isClosed(state) ? { ...noted, force: 'reducing' } : noted
}

/** Whether new has taken over scaling: from then on the user's sizes of the live role are noted there. */
export const handedOver = (at: Situation): boolean => at.new.side.pin !== undefined

/** The user's MinSize and MaxSize for whichever group is live. */
export function roleSizes(at: Situation): OwnSizes {
  const { release, old } = at
  const holder = handedOver(at) ? at.new : old
  if (holder.side.pin) return ownSizes(holder.group, holder.side.pin)
  return release.initial ?? { min: old.group.min, max: old.group.max }
}

/**
 * The user's own suspended processes of the live role. In a first release nobody had that role before, and each group
 * keeps its own.
 */
export const liveSuspended = (at: Situation): readonly string[] =>
  (at.release.initial ? at.new : at.old).base.suspended

/** The highest desired capacity that this release has to hold, by the journal. */
export const demandOf = (at: Situation): number =>
  Math.max(at.old.side.demand ?? 0, at.release.initial?.desired ?? 0)

const rank = (state: ReleaseState): number => RELEASE_STATES.indexOf(state)

const explain = (problem: Problem): Finding => ({
  code: 'BGR-JOURNAL',
  message: `The tag ${problem.tag} on ${problem.group} cannot be read: ${problem.reason}.`,
  fix: 'Put back the value that the tag had (AWS CloudTrail keeps it under CreateOrUpdateTags), or let a person state it: recover with baseline or live. Nothing was changed.'
})

const lost = (seen: Observation, epoch: number, group: Group): Finding => ({
  code: 'BGR-JOURNAL',
  message: `Release ${epoch} of ${seen.service} has begun, but ${group.name} does not carry its whole journal (the tags bg-release:release:${epoch} and bg-release:base:${epoch}).`,
  fix: 'Let your infrastructure code ignore tags that begin with bg-release:, and put the removed tags back (AWS CloudTrail keeps them under CreateOrUpdateTags), or let a person state what they said: recover with baseline or live. Nothing was changed.'
})
