/** `forget`: every trace of bg-release leaves the groups and what forwards to them. Claims go last, by the run itself. */

import { change, firstOf, type Step } from '../decision.ts'
import { CLAIM_PREFIX } from '../journal/claim.ts'
import { newestEpoch, type Problem, readSide, TAG_PREFIX } from '../journal/journal.ts'
import { releaseHold } from '../steps/hold.ts'
import type { Forward } from '../traffic/forward.ts'
import { noteKeys } from '../traffic/forward-journal.ts'
import type { Group, Observation } from '../world.ts'
import { unfit } from './refusal.ts'

/** Tags that one call takes (EC2 Auto Scaling API Reference, DeleteTags). */
const UNTAG_BATCH = 25

/** @returns undefined once nothing is left. Each group is judged by itself, so that half a forgetting can be gone on with. */
export function forgetAll(seen: Observation): Step {
  const groups = [seen.groups.blue, seen.groups.green]
  return firstOf(
    ...groups.map(group => () => inUse(group)),
    // What is suspended for us must go on before the note of it is gone.
    ...groups.map(group => () => releaseHold(group, sideOf(group), [], [])),
    ...seen.forwards.map(forward => () => untagForward(forward, seen.groups.blue)),
    ...groups.map(group => () => untag(group))
  )
}

/** Whether nothing of the journal would be missed. */
export const isForgettable = (seen: Observation): boolean =>
  [seen.groups.blue, seen.groups.green].every(group => inUse(group) === undefined)

function inUse(group: Group): Step {
  const problems: Problem[] = []
  const { release, kept } = readSide(group, newestEpoch(group), problems)
  const [damaged] = problems
  if (damaged) {
    return unfit(
      `The tag ${damaged.tag} on ${group.name} cannot be read: ${damaged.reason}. Nobody can say what would be forgotten.`,
      'Say which colour is live too: recover with forget and live.'
    )
  }
  if (release && release.state !== 'finalized' && release.state !== 'rolled-back') {
    return unfit(
      `Release ${release.epoch} is open on ${group.name} (its state is ${release.state}): forgotten, it could be neither finished nor undone.`,
      'Run rollback or finalize first, or say which colour is live: recover with forget and live.'
    )
  }
  if (!kept || group.instances.length === 0) return undefined
  return unfit(
    `${group.name} keeps ${kept.count} instances of a rejected version parked: forgotten, they would be nobody's.`,
    'Run finalize first: it ends them.'
  )
}

const sideOf = (group: Group) => readSide(group, newestEpoch(group), [])

function untagForward(forward: Forward, { name: group }: Group): Step {
  const keys = noteKeys(forward)
  if (keys.length === 0) return undefined
  return change('reducing', `remove the notes of bg-release from ${forward.name}`, {
    kind: 'untag-forward',
    group,
    forward: forward.arn,
    keys
  })
}

function untag(group: Group): Step {
  const keys = [...group.tags.keys()].filter(
    key => key.startsWith(TAG_PREFIX) && !key.startsWith(CLAIM_PREFIX)
  )
  if (keys.length === 0) return undefined
  return change('reducing', `remove the tags of bg-release from ${group.name}`, {
    kind: 'untag',
    group: group.name,
    keys: keys.slice(0, UNTAG_BATCH)
  })
}
