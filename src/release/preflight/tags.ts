/** The tags by which instances learn what to run, and room for the journal. */

import { APPROVAL_TAG } from '../approval/requirement.ts'
import type { Finding } from '../codes.ts'
import { COMMIT_TAG } from '../journal/commit.ts'
import { HOLD_TAG, KEPT_TAG, newestEpoch, RELEASE_TAGS, staleKeys } from '../journal/journal.ts'
import { versionOf } from '../live.ts'
import { type Group, IMAGE_NAME_TAG, IMAGE_VERSION_TAG } from '../world.ts'
import { type Check, finding } from './candidate.ts'

/** A group may carry 50 tags, those that AWS itself sets not counted (EC2 Auto Scaling User Guide, tagging). */
export const TAG_LIMIT = 50
/** What stays from release to release. */
const LASTING_TAGS = [HOLD_TAG, KEPT_TAG, APPROVAL_TAG, COMMIT_TAG, IMAGE_VERSION_TAG]

export const tags: Check = ({ seen, live, idle, first }) => {
  const epoch = 1 + Math.max(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.green))
  return [
    ...[live, idle].flatMap(group => room(group, epoch)),
    ...(first ? [] : [...version(live), ...name(live, idle)])
  ]
}

/** Tags of releases before the last are swept before anything is written. */
function room(group: Group, epoch: number): readonly Finding[] {
  const stale = staleKeys(group, epoch)
  const counted = [...group.tags.keys()].filter(key => !key.startsWith('aws:') && !stale.includes(key))
  const free = TAG_LIMIT - counted.length
  // And the run's claim.
  const needed = RELEASE_TAGS.length + LASTING_TAGS.filter(key => !group.tags.has(key)).length + 1
  if (free >= needed) return []
  return [
    finding(
      'BGR-TAG-ROOM',
      `A release may need ${needed} more tags on ${group.name}, and it has room for ${free} (the limit is ${TAG_LIMIT}).`,
      'Remove tags that nobody needs.'
    )
  ]
}

function version(live: Group): readonly Finding[] {
  if (versionOf(live) !== undefined && live.propagated.has(IMAGE_VERSION_TAG)) return []
  return [
    finding(
      'BGR-NO-VERSION-TAG',
      `The live group ${live.name} must say which version it runs in the tag ${IMAGE_VERSION_TAG}, with PropagateAtLaunch; ${versionOf(live) === undefined ? 'it has no such tag' : 'its tag does not propagate'}.`,
      `Set the tag ${IMAGE_VERSION_TAG} to the version that it runs, with PropagateAtLaunch.`
    )
  ]
}

/** Where instances read the image's name from their tags, those of the other colour must find the same one there. */
function name(live: Group, idle: Group): readonly Finding[] {
  const shown = (group: Group): string =>
    `${group.tags.get(IMAGE_NAME_TAG) ?? 'not set'}${group.propagated.has(IMAGE_NAME_TAG) ? ', propagating' : ''}`
  const same = live.tags.get(IMAGE_NAME_TAG) === idle.tags.get(IMAGE_NAME_TAG)
  if (same && (!live.propagated.has(IMAGE_NAME_TAG) || idle.propagated.has(IMAGE_NAME_TAG))) return []
  return [
    finding(
      'BGR-IMAGE-NAME-TAG',
      `Instances of both colours must get the same tag ${IMAGE_NAME_TAG}; on ${live.name} it is ${shown(live)}, on ${idle.name} ${shown(idle)}.`,
      `Set the tag ${IMAGE_NAME_TAG} on ${idle.name} as on ${live.name}, with the same PropagateAtLaunch.`
    )
  ]
}
