/** Who takes part in virtual time, and who of them waits for which moment. Times are ms since the epoch. */
export interface Sleepers {
  /** @param tell hears where time has been moved to while the participant was awake. */
  join(tell?: (now: number) => void): string
  /** Forgets the participant; its open sleeps are given up. */
  leave(participant: string): void
  has(participant: string): boolean
  /**
   * Puts the participant to sleep until `until`; `end` is called once: with true at that moment, with false when the
   * participant left. Returns the function that cancels the sleep.
   */
  sleep(participant: string, until: number, end: (woken: boolean) => void): () => void
  /** The participant does something: it is awake until it sleeps again. Unknown names are ignored. */
  stir(participant: string): void
  /** Whether somebody has joined and everybody sleeps. */
  allAsleep(): boolean
  earliest(): number | undefined
  /** Ends the sleeps that are due at `now`, the earliest first. */
  wakeDue(now: number): void
  /** Tells everybody who is awake that time was moved. */
  tellAwake(now: number): void
}

interface Sleep {
  readonly participant: string
  readonly until: number
  readonly end: (woken: boolean) => void
}

export function createSleepers(): Sleepers {
  const asleep = new Map<string, boolean>()
  const sleeps = new Set<Sleep>()
  const ears = new Map<string, (now: number) => void>()
  let joined = 0

  const stir = (participant: string) => {
    if (asleep.has(participant)) asleep.set(participant, false)
  }
  const finish = (sleep: Sleep, woken: boolean) => {
    if (!sleeps.delete(sleep)) return
    stir(sleep.participant)
    sleep.end(woken)
  }
  return {
    join: tell => {
      const participant = `p${++joined}`
      asleep.set(participant, false)
      if (tell) ears.set(participant, tell)
      return participant
    },
    leave: participant => {
      asleep.delete(participant)
      ears.delete(participant)
      for (const sleep of sleeps) if (sleep.participant === participant) finish(sleep, false)
    },
    has: participant => asleep.has(participant),
    sleep: (participant, until, end) => {
      const sleep = { participant, until, end }
      sleeps.add(sleep)
      asleep.set(participant, true)
      return () => {
        if (sleeps.delete(sleep)) stir(participant)
      }
    },
    stir,
    allAsleep: () => asleep.size > 0 && [...asleep.values()].every(Boolean),
    earliest: () => (sleeps.size === 0 ? undefined : Math.min(...[...sleeps].map(({ until }) => until))),
    wakeDue: now => {
      const due = [...sleeps]
        .filter(({ until }) => until <= now)
        .sort((one, other) => one.until - other.until)
      for (const sleep of due) finish(sleep, true)
    },
    tellAwake: now => {
      for (const [participant, tell] of ears) if (asleep.get(participant) === false) tell(now)
    }
  }
}
