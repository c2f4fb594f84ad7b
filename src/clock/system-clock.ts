import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../release/ports.ts'

/** A longer timer fires at once (Node.js, setTimeout: a delay above 2147483647 is set to 1). */
const LONGEST_TIMER = 2 ** 31 - 1

/** The time of this machine. `longestTimer` (ms) is the longest single timer; longer sleeps are made of several. */
export function createSystemClock(longestTimer = LONGEST_TIMER): Clock {
  return {
    now: () => Date.now(),
    async sleep(ms, signal) {
      try {
        let left = Math.max(0, ms)
        while (left > longestTimer) {
          await wait(longestTimer, undefined, { signal })
          left -= longestTimer
        }
        await wait(left, undefined, { signal })
      } catch (error) {
        // timers/promises rejects with an AbortError of its own; callers compare with the reason they gave.
        signal?.throwIfAborted()
        throw error
      }
    }
  }
}
