import { TAG_PREFIX } from '../release/journal/journal.ts'
import type { Change, GroupTag } from '../release/ports.ts'
import type { Group, Observation } from '../release/world.ts'
import { WINDOW_MS } from './claim.ts'

/** A tag that is not ours alone (the version) may be somebody else's by then: AWS shows one within seconds. */
const EXPECTED_FOR_MS = 60_000
/** A look that is so much older than our last note is rather one that shows what somebody else made of it. */
const REPAIR_AFTER_MS = 10_000

/**
 * The run's own notes as a barrier. One look shows a group as it was at one moment: a look that shows the last note on it
 * shows everything that happened to the group before, and one that does not is older than the note. Reads of AWS may go
 * back behind earlier ones, so without this a run could take up an older state of its own journal.
 *
 * For as long as a request of a dead run may still land on top of a note, the note is written again where a look does not
 * show it: the same text once more does no harm.
 */
export interface OwnWrites {
  /** The change is about to leave: until it is answered nobody knows which of the two notes stands. */
  sending(change: Change): void
  /** AWS has answered this change at `now`, in ms since the epoch. */
  wrote(change: Change, now: number): void
  /** Whether the look is as new as the last note on either group. */
  shownBy(seen: Observation): boolean
  /** What to write again: notes that looks have not shown for a while. */
  repair(seen: Observation): Change | undefined
}

interface Expected {
  /** Absent where the tag was removed. */
  readonly tag?: GroupTag
  readonly at: number
}

export function createOwnWrites(): OwnWrites {
  const expected = new Map<string, Map<string, Expected>>()

  function expect(group: string, key: string, entry: Expected): void {
    const tags = expected.get(group) ?? new Map<string, Expected>()
    expected.set(group, tags.set(key, entry))
  }

  const missing = (group: Group, seenAt: number): readonly Expected[] =>
    [...(expected.get(group.name) ?? [])]
      .filter(([key, { tag, at }]) => {
        const expectedFor = key.startsWith(TAG_PREFIX) ? WINDOW_MS : EXPECTED_FOR_MS
        return seenAt < at + expectedFor && group.tags.get(key) !== tag?.value
      })
      .map(([, entry]) => entry)

  return {
    sending: change => {
      const keys = change.kind === 'tag' ? change.tags.map(({ key }) => key) : []
      for (const key of change.kind === 'untag' ? change.keys : keys) expected.get(change.group)?.delete(key)
    },
    wrote: (change, at) => {
      if (change.kind === 'tag') for (const tag of change.tags) expect(change.group, tag.key, { tag, at })
      if (change.kind === 'untag') for (const key of change.keys) expect(change.group, key, { at })
    },
    shownBy: ({ groups, at }) => [groups.blue, groups.green].every(group => missing(group, at).length === 0),
    repair: ({ groups, at: seenAt }) => {
      for (const group of [groups.blue, groups.green]) {
        const tags = missing(group, seenAt).flatMap(({ tag, at }) =>
          tag?.key.startsWith(TAG_PREFIX) && seenAt >= at + REPAIR_AFTER_MS ? [tag] : []
        )
        if (tags.length > 0) return { kind: 'tag', group: group.name, tags }
      }
      return undefined
    }
  }
}
