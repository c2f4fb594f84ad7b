/** Which commit a group's version was built from, as far as the deploy that set it knew. */

import { versionOf } from '../live.ts'
import type { GroupTag } from '../ports.ts'
import type { Group } from '../world.ts'
import { TAG_PREFIX } from './journal.ts'
import { decodeRecord, encodeRecord, RecordError, textField } from './record.ts'

/** Lasting, like the version tag beside it: no release of its own owns it. */
export const COMMIT_TAG = `${TAG_PREFIX}commit`

/** @param sha full, in small letters */
export const commitTag = (version: string, sha: string): GroupTag => ({
  key: COMMIT_TAG,
  value: encodeRecord({ sha, version }),
  propagate: false
})

/**
 * The full SHA of the version that the group launches. Undefined where the tag is missing, unreadable, or about another
 * version than the group's version tag: a person may have set that one since. Nothing but texts for people rests on it, so
 * a damaged one refuses nothing.
 */
export function commitOf(group: Group): string | undefined {
  const text = group.tags.get(COMMIT_TAG)
  if (text === undefined) return undefined
  try {
    const record = decodeRecord(text)
    return textField(record, 'version') === versionOf(group) ? textField(record, 'sha') : undefined
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return undefined
  }
}
