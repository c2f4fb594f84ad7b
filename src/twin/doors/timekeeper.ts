import type { LivingWorld } from './living-world.ts'
import type { Sleepers } from './sleepers.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Keeps world, sleepers and clock in step: by real time where the clock runs, and by skipping idle stretches. */
export interface Timekeeper {
  /** Called whenever somebody falls asleep, leaves or wakes, and whenever the world has changed. */
  settle(): void
  /** An AWS request is being served from now until the returned function is called; meanwhile no time is skipped. */
  serving(): () => void
  /** Moves virtual time forward, running what is due and waking who is due. */
  advanceTo(time: number): void
  stop(): void
}

/** setTimeout takes no longer delay. */
const LONGEST_DELAY = 2 ** 31 - 1

/** @param skip whether time jumps to the next wake-up while everybody sleeps and no request is being served. */
export function createTimekeeper(
  clock: VirtualClock,
  living: LivingWorld,
  sleepers: Sleepers,
  skip: boolean
): Timekeeper {
  let serving = 0
  let timer: NodeJS.Timeout | undefined

  const advanceTo = (time: number) => {
    clock.jumpTo(time)
    sleepers.tellAwake(clock.now())
    living.catchUp()
    sleepers.wakeDue(clock.now())
    schedule()
  }
  const settle = () => {
    sleepers.wakeDue(clock.now())
    const earliest = sleepers.earliest()
    if (skip && earliest !== undefined && serving === 0 && sleepers.allAsleep()) advanceTo(earliest)
    else schedule()
  }
  const tick = () => {
    living.catchUp()
    settle()
  }
  const schedule = () => {
    clearTimeout(timer)
    const next = Math.min(
      living.nextDue() ?? Number.POSITIVE_INFINITY,
      sleepers.earliest() ?? Number.POSITIVE_INFINITY
    )
    const delay = Number.isFinite(next) ? clock.realDelayUntil(next) : undefined
    if (delay !== undefined) timer = setTimeout(tick, Math.min(Math.max(delay, 1), LONGEST_DELAY))
  }
  return {
    settle,
    serving: () => {
      serving += 1
      let open = true
      return () => {
        if (!open) return
        open = false
        serving -= 1
        settle()
      }
    },
    advanceTo,
    stop: () => clearTimeout(timer)
  }
}
