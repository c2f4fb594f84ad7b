import type { Wait } from '../release/decision.ts'
import type { Clock } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'

/** Soon after news the next look comes soon. Boots, health checks and drains take tens of seconds. */
const SHORTEST_MS = 5_000
/** While the old version comes back every second is an outage's. */
const URGENT_MS = 2_000
/** ELB gives an account 40 requests at once and 10 a second for all its calls (Elastic Load Balancing API throttling). */
const LONGEST_MS = 15_000
const BACKOFF_LONGEST_MS = 20_000

export interface Pace {
  /** Sleeps until the next look, the longer the longer nothing was new. @throws the signal's reason */
  wait(seen: Observation, what: Wait, signal: AbortSignal): Promise<void>
  short(signal: AbortSignal): Promise<void>
  news(): void
  /** Ms to wait after so many failures in a row: exponential, with full jitter above a floor. */
  backoff(failures: number): number
}

export function createPace(clock: Clock, random: () => number): Pace {
  let newsAt = clock.now()
  let last = ''
  return {
    async wait(seen, what, signal) {
      const now = fingerprint(seen)
      if (now !== last) newsAt = clock.now()
      last = now
      const quiet = clock.now() - newsAt
      const ms = Math.min(LONGEST_MS, Math.max(what.for === 'old-back' ? URGENT_MS : SHORTEST_MS, quiet / 4))
      // Jitter, so that many runs that began together do not ask together.
      await clock.sleep(Math.round(ms * (0.9 + 0.2 * random())), signal)
    },
    short: signal => clock.sleep(1_000, signal),
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
