import { type Finding, ReleaseError } from '../release/codes.ts'
import { AwsError } from '../release/errors.ts'
import {
  type Claim,
  type ClaimState,
  claimKey,
  claimTag,
  isOpen,
  readClaims
} from '../release/journal/claim.ts'
import type { FleetPort, TagPlace } from '../release/ports.ts'
import { TAG_LIMIT } from '../release/preflight/tags.ts'
import type { Group } from '../release/world.ts'
import { type Rival, watchRivals } from './claim-watch.ts'
import type { Claiming } from './claiming.ts'

const BEAT_EVERY_MS = 30_000
/** A look that is older than our last beat by so much rather shows what became of it. */
const BEHIND_AFTER_MS = 10_000
/** A run that could not beat for so long stops by itself, long before anybody takes it for dead. */
const LAPSE_MS = 180_000
/**
 * How long a request may still arrive after the look that justified it: AWS refuses a signature older than five minutes
 * (IAM User Guide, Signature Version 4), and clocks may differ by a minute.
 */
export const WINDOW_MS = 360_000
/** A run beats at least so often while it works, so its last look is at most so much younger than its last beat. */
export const LAST_LOOK_MS = 60_000
const WRITE_ATTEMPTS = 3
const WRITE_AGAIN_MS = 300

export interface HeldClaim {
  /** Until then (ms since the epoch) a request of an earlier run may still arrive; 0 where none may. */
  readonly quietFrom: number
  /** Whether the look shows the claim: one that does not is older than the claim and counts for nothing. */
  shownBy(blue: Group): boolean
  /**
   * Whether the last look at the group showed the claim as it was before it was held. Where that stays so, our own first
   * write has arrived once more: nobody took the claim away, and the next beat brings it back.
   */
  isBehind(blue: string): boolean
  /**
   * Whether the look shows the claim of another run that is at work: it took this one for dead while it stood still. Of
   * a run that was dead when this one began a late write may still arrive, and one that has lapsed by its own rule stops.
   */
  isTakenOver(blue: Group): boolean
  /** Whether this run stood still for so long that another one may take it for dead. */
  lapsed(): boolean
  beat(): Promise<void>
  /**
   * An error of AWS is passed over: a claim that stays behind costs the next run five minutes, an error here would hide
   * the real one.
   * @returns whether AWS has taken it
   */
  signOff(state: ClaimState, signal: AbortSignal): Promise<boolean>
}

/**
 * Claims every service of a fleet, or none.
 * @throws ReleaseError `BGR-CLAIMED` when another run is at work; AwsError; the reason of `stop`
 */
export async function takeClaim(claiming: Claiming): Promise<HeldClaim> {
  const { fleet, clock, claimant, command, stop, abort } = claiming
  const groups = claiming.pairs.map(({ names }) => names.blue)
  let dead: readonly Rival[] = []
  let beats = 0
  let lastBeat = 0
  let quietFrom = 0
  const behind = new Set<string>()
  const lapsed = () => clock.now() - lastBeat >= LAPSE_MS

  /** Written again where AWS does not take it: nobody else writes this tag, so a second time does no harm. */
  const write = async (state: ClaimState, until: AbortSignal, justifiedAt?: number) => {
    for (let attempt = 1; ; attempt++) {
      const now = clock.now()
      const tag = claimTag({ ...claimant, state, command, beat: beats++, at: Math.floor(now / 1000) })
      try {
        await fleet.putTags(
          groups.map(group => ({ ...tag, group })),
          justifiedAt ?? now,
          until
        )
        // Only one that AWS has taken: who beats in vain looks dead to others, and has to know it.
        lastBeat = now
        return
      } catch (error) {
        const passing = error instanceof AwsError && (error.kind === 'busy' || error.kind === 'unknown')
        if (!passing || attempt >= WRITE_ATTEMPTS) throw error
        await clock.sleep(WRITE_AGAIN_MS * attempt, until)
        // Who stood still for so long says nothing anew before a look has shown who holds the fleet now.
        if (state === 'held' && lapsed()) throw error
      }
    }
  }
  const beat = async (state: ClaimState, atOnce: boolean) => {
    const due = atOnce || clock.now() - lastBeat >= BEAT_EVERY_MS
    if (due && !stop.aborted) await write(state, abort)
  }
  const remove = async (rivals: readonly Rival[], until: AbortSignal) => {
    const places: readonly TagPlace[] = rivals.flatMap(({ claim, groups: places }) =>
      places.map(group => ({ group, key: claimKey(claim.id) }))
    )
    if (places.length > 0) await fleet.removeTags(places, clock.now(), until)
  }
  const attempt = async (work: () => Promise<void>, until: AbortSignal): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof AwsError) && !until.aborted) throw error
      return false
    }
  }

  try {
    await write('asking', abort).catch(error => explained(fleet, groups, error, abort))
    const { rivals, lookedAt } = await watchRivals(claiming, groups, atOnce => beat('asking', atOnce))
    const now = clock.now()
    dead = rivals.filter(({ claim }) => isOpen(claim))
    const over = rivals.filter(({ claim }) => !isOpen(claim) && windowOf(claim) <= now)
    // What stays behind says of itself that it is over, and the next run takes it away.
    await attempt(() => remove(over, abort), abort)
    quietFrom = Math.max(0, ...rivals.map(({ claim }) => windowOf(claim)).filter(until => until > now))
    // Signed like a change, with the time of the look: from a process that stands still now it arrives in time or never.
    await write('held', abort, lookedAt)
  } catch (error) {
    // Nothing was done under this claim, and the claims of dead runs stay for the next one to judge.
    const limit = AbortSignal.timeout(3_000)
    await attempt(() => write('released', limit), limit)
    throw error
  }
  return {
    quietFrom,
    shownBy: blue => {
      const claims = readClaims(blue)
      const own = claims.find(({ id }) => id === claimant.id)
      // Beside the claim of another run nothing is brought back: that one may have taken over.
      const alone = claims.every(claim => claim === own || !isOpen(claim))
      if (own?.state === 'asking' && alone && !lapsed()) behind.add(blue.name)
      else behind.delete(blue.name)
      return own?.state === 'held'
    },
    isBehind: blue => behind.has(blue),
    isTakenOver: blue =>
      readClaims(blue).some(
        ({ id, state, at }) =>
          id !== claimant.id &&
          state === 'held' &&
          clock.now() - at * 1000 < LAPSE_MS &&
          !dead.some(({ claim }) => claim.id === id)
      ),
    lapsed,
    beat: () => beat('held', behind.size > 0 && clock.now() - lastBeat >= BEHIND_AFTER_MS),
    signOff: (state, until) =>
      attempt(async () => {
        // The window of the runs before goes on in our own claim, which outlives theirs.
        await write(clock.now() < quietFrom ? 'ended' : state, until)
        await remove(dead, until)
      }, until)
  }
}

/** Until when a request of that run may still arrive, in ms since the epoch. */
export function windowOf(claim: Claim): number {
  switch (claim.state) {
    case 'asking':
    case 'released':
      return 0
    case 'ended':
      return claim.at * 1000 + WINDOW_MS
    case 'held':
      return claim.at * 1000 + LAST_LOOK_MS + WINDOW_MS
  }
}

/** AWS does not say which of the groups it refuses. @throws ReleaseError `BGR-TAG-ROOM`; otherwise `error` */
async function explained(
  fleet: FleetPort,
  groups: readonly string[],
  error: unknown,
  signal: AbortSignal
): Promise<never> {
  if (!(error instanceof AwsError) || error.kind !== 'refused') throw error
  const found = await fleet.groupsByName(groups, signal).catch(() => [])
  const [first, ...more] = found
    .filter(({ tags }) => tags.size >= TAG_LIMIT)
    .map(
      ({ name, tags }): Finding => ({
        code: 'BGR-TAG-ROOM',
        message: `A run notes its claim in a tag, and ${name} has ${tags.size} tags already (the limit is ${TAG_LIMIT}).`,
        fix: 'Remove a tag that nobody needs; in a fleet, service narrows the command to one of the others until then.'
      })
    )
  throw first ? new ReleaseError([first, ...more], { cause: error }) : error
}

export const fenced = (blue: string): ReleaseError => {
  const finding: Finding = {
    code: 'BGR-FENCED',
    message: `The claim of this run on ${blue} is gone or has lapsed: another run or a person may have taken over.`,
    fix: 'Run status to see who works on the service now.'
  }
  return new ReleaseError([finding])
}
