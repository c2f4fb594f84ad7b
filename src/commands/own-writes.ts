import type { Change } from '../release/ports.ts'
import type { Group, Observation } from '../release/world.ts'

/** A tag that a run wrote is expected to be seen for so long; after that somebody else has changed it. */
const EXPECTED_FOR_MS = 60_000

/**
 * The run's own notes as a barrier. One look shows a group as it was at one moment: a look that shows the last note on it
 * shows everything that happened to the group before, and one that does not is older than the note. Reads of AWS may go
 * back behind earlier ones, so without this a run could take up an older state of its own journal.
 */
export interface OwnWrites {
  /** AWS has answered this change at `now`, in ms since the epoch. */
  wrote(change: Change, now: number): void
  /** Whether the look is as new as the last note on either group. */
  shownBy(seen: Observation): boolean
}

interface Expected {
  /** Absent where the tag was removed. */
  readonly value?: string
  readonly until: number
}

export function createOwnWrites(): OwnWrites {
  const expected = new Map<string, Map<string, Expected>>()

  function expect(group: string, key: string, entry: Expected): void {
    const tags = expected.get(group) ?? new Map<string, Expected>()
    expected.set(group, tags.set(key, entry))
  }

  const shows = (group: Group, at: number): boolean =>
    [...(expected.get(group.name) ?? [])].every(
      ([key, { value, until }]) => at >= until || group.tags.get(key) === value
    )

  return {
    wrote: (change, now) => {
      const until = now + EXPECTED_FOR_MS
      if (change.kind === 'tag') {
        for (const { key, value } of change.tags) expect(change.group, key, { value, until })
      }
      if (change.kind === 'untag') for (const key of change.keys) expect(change.group, key, { until })
    },
    shownBy: ({ groups, at }) => shows(groups.blue, at) && shows(groups.green, at)
  }
}
