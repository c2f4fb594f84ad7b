import type { Wait } from '../release/decision.ts'
import type { Clock } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'

/** Soon after news the next look comes soon. Boots, health checks and drains take tens of seconds. */
const SHORTEST_MS = 5_000
/** While the old version comes back every second is an outage's. */
const URGENT_MS = 2_000
const LONGEST_MS = 15_000
/** A look asks once for each target group: so much of a look's interval is left to it, and the rest to others. */
const EACH_TARGET_GROUP_MS = 150
const BACKOFF_LONGEST_MS = 20_000

export interface Pace {
  /** Ms until the next look: the longer, the longer nothing was new. */
  untilNext(seen: Observation, what: Wait): number
  news(): void
  /** Ms to wait after so many failures in a row: exponential, with full jitter above a floor. */
  backoff(failures: number): number
}

/** @param targetGroups how many the whole run asks about: they share the budget of the account */
export function createPace(clock: Clock, random: () => number, targetGroups: number): Pace {
  let newsAt = clock.now()
  let last = ''
  return {
    untilNext(seen, what) {
      const now = fingerprint(seen)
      if (now !== last) newsAt = clock.now()
      last = now
      const quiet = clock.now() - newsAt
      const shortest = what.for === 'old-back' ? URGENT_MS : SHORTEST_MS
      const ms = Math.max(
        targetGroups * EACH_TARGET_GROUP_MS,
        Math.min(LONGEST_MS, Math.max(shortest, quiet / 4))
      )
      // Jitter, so that many runs that began together do not ask together.
      return Math.round(ms * (0.9 + 0.2 * random()))
    },
    news: () => {
      newsAt = clock.now()
    },
    backoff: failures => {
      const ceiling = Math.min(BACKOFF_LONGEST_MS, 500 * 2 ** failures)
      return Math.round(ceiling / 2 + (ceiling / 2) * random())
    }
  }
}

const fingerprint = (seen: Observation): string =>
  JSON.stringify([
    Object.values(seen.groups).map(group => [group.desired, group.instances]),
    [...seen.targets.values()]
  ])
