/** The twin's time: stands still (speed 0), runs in step with real time (speed 1) or faster, and can be moved forward. */
export interface VirtualClock {
  /** Ms since the epoch. Never goes back. */
  now(): number
  /** Moves to a later moment; an earlier one changes nothing. */
  jumpTo(time: number): void
  /** Real ms until `time` comes by itself; undefined where it never does. */
  realDelayUntil(time: number): number | undefined
}

/**
 * @param start ms since the epoch.
 * @param speed virtual ms in a real ms, 0 or more.
 * @param monotonic real ms from any origin.
 */
export function createVirtualClock(start: number, speed: number, monotonic: () => number): VirtualClock {
  let base = start
  let anchor = monotonic()
  const now = () => Math.floor(base + speed * (monotonic() - anchor))
  return {
    now,
    jumpTo: time => {
      base = Math.max(now(), time)
      anchor = monotonic()
    },
    realDelayUntil: time => (speed === 0 ? undefined : Math.max(0, Math.ceil((time - now()) / speed)))
  }
}
