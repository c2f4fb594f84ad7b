import { serving } from '../release/traffic/routes.ts'
import type { Observation } from '../release/world.ts'

/** How long both versions of one service answered, as far as looks can tell. Times in ms since the epoch. */
export interface MixedWindow {
  look(seen: Observation): void
  /** At most so long, in ms; undefined where it never was. */
  lengthMs(now: number): number | undefined
}

export function createMixedWindow(startedAt: number): MixedWindow {
  let totalMs = 0
  let since: number | undefined
  let ever = false
  /** The last look that showed one version only: the window cannot have begun before it. */
  let clearAt = startedAt
  return {
    look: seen => {
      const mixed = isMixed(seen)
      if (mixed && since === undefined) since = clearAt
      if (!mixed) clearAt = seen.at
      if (!mixed && since !== undefined) {
        totalMs += seen.at - since
        since = undefined
      }
      ever ||= mixed
    },
    lengthMs: now => (ever ? totalMs + (since === undefined ? 0 : now - since) : undefined)
  }
}

/** Both colours answer requests. */
const isMixed = (seen: Observation): boolean =>
  serving(seen.groups.blue, seen) > 0 && serving(seen.groups.green, seen) > 0
