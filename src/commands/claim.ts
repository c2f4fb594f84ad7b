import { type Claim, type ClaimState, claimKey, claimTag, readClaims } from '../release/claim.ts'
import { ReleaseError } from '../release/codes.ts'
import { AwsError } from '../release/errors.ts'
import type { Clock, FleetPort } from '../release/ports.ts'
import type { Group } from '../release/world.ts'
import type { Pair } from './find-service.ts'
import type { Listener } from './run-events.ts'

const BEAT_EVERY_MS = 30_000
/**
 * A claim whose heartbeat stood still for so long, by the observer's own clock, belongs to a dead run. It is as long as a
 * signature lives: a request of the dead run that overwrites a note arrives before the first note of its successor.
 */
const LEASE_MS = 300_000
/** A run that could not beat for so long stops by itself, long before anybody takes it for dead. */
const LAPSE_MS = 180_000
/**
 * How long a request may still arrive after the look that justified it: AWS refuses a signature older than five minutes
 * (IAM User Guide, Signature Version 4), and clocks may differ by a minute.
 */
export const WINDOW_MS = 360_000
/** A run beats at least so often while it works, so its last look is at most so much younger than its last beat. */
const LAST_LOOK_MS = 60_000
const WATCH_EVERY_MS = 10_000
const APPEAR_WITHIN_MS = 60_000
const WRITE_ATTEMPTS = 3
const WRITE_AGAIN_MS = 300

export interface Claimant {
  /** Unique for every run; in the alphabet of a tag key. */
  readonly id: string
  /** For people: the workflow run, or user and host. */
  readonly by: string
}

export interface HeldClaim {
  /** Until then (ms since the epoch) a request of an earlier run may still arrive; 0 where none may. */
  readonly quietFrom: number
  /** Whether the look shows the claim: one that does not is older than the claim and counts for nothing. */
  shownBy(blue: Group): boolean
  /** Whether this run stood still for so long that another one may take it for dead. */
  lapsed(): boolean
  beat(): Promise<void>
  /**
   * An error of AWS is passed over: a claim that stays behind costs the next run five minutes, an error here would hide
   * the real one.
   */
  signOff(state: ClaimState, signal: AbortSignal): Promise<void>
}

/**
 * Claims a service, or withdraws.
 * @param deadline ms since the epoch; where it comes before a dead claim can be told from a living one, nothing is waited for
 * @param stop aborts the wait. @param abort aborts a write that is under way
 * @throws ReleaseError `BGR-CLAIMED` when another run is at work; AwsError; the reason of `stop`
 */
export async function takeClaim(
  ports: { readonly fleet: FleetPort; readonly clock: Clock },
  pair: Pair,
  claimant: Claimant,
  command: string,
  deadline: number,
  listener: Listener,
  stop: AbortSignal,
  abort: AbortSignal
): Promise<HeldClaim> {
  const { fleet, clock } = ports
  const group = pair.names.blue
  const dead: string[] = []
  let beats = 0
  let lastBeat = 0

  let quietFrom = 0

  /** Written again where AWS does not take it: nobody else writes this tag, so a second time does no harm. */
  const write = async (state: ClaimState, until: AbortSignal) => {
    for (let attempt = 1; ; attempt++) {
      lastBeat = clock.now()
      const at = Math.floor(lastBeat / 1000)
      const tag = claimTag({ ...claimant, state, command, beat: beats++, at })
      try {
        return await fleet.apply({ kind: 'tag', group, tags: [tag] }, lastBeat, until)
      } catch (error) {
        const passing = error instanceof AwsError && (error.kind === 'busy' || error.kind === 'unknown')
        if (!passing || attempt >= WRITE_ATTEMPTS) throw error
        await clock.sleep(WRITE_AGAIN_MS * attempt, until)
      }
    }
  }
  const remove = async (ids: readonly string[], until: AbortSignal) => {
    if (ids.length === 0) return
    await fleet.apply({ kind: 'untag', group, keys: ids.map(claimKey) }, clock.now(), until)
  }
  const attempt = async (work: () => Promise<void>, until: AbortSignal) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof AwsError) && !until.aborted) throw error
    }
  }
  const signOff = (state: ClaimState, until: AbortSignal) =>
    attempt(async () => {
      // The window of the runs before goes on in our own claim, which outlives theirs.
      await write(clock.now() < quietFrom ? 'ended' : state, until)
      await remove(dead, until)
    }, until)

  try {
    await write('held', abort)
    const others = await watch()
    const closed = others.filter(claim => windowOf(claim) <= clock.now() && claim.state !== 'held')
    await remove(
      closed.map(claim => claim.id),
      abort
    )
    quietFrom = Math.max(0, ...others.map(windowOf).filter(until => until > clock.now()))
    return {
      quietFrom,
      shownBy: blue => readClaims(blue).some(claim => claim.id === claimant.id && claim.state === 'held'),
      lapsed: () => clock.now() - lastBeat >= LAPSE_MS,
      beat: async () => {
        if (clock.now() - lastBeat >= BEAT_EVERY_MS && !stop.aborted) await write('held', abort)
      },
      signOff
    }
  } catch (error) {
    // Nothing was done under this claim, and the claims of dead runs stay for the next one to judge.
    const limit = AbortSignal.timeout(3_000)
    await attempt(() => write('released', limit), limit)
    throw error
  }

  /** Waits until our claim is seen and no other run can be alive. @returns the claims of other runs */
  async function watch(): Promise<readonly Claim[]> {
    const since = new Map<string, { readonly beat: number; readonly at: number }>()
    const started = clock.now()
    for (;;) {
      const [blue] = await fleet.groupsByName([group], stop)
      const claims = blue ? readClaims(blue) : []
      const own = claims.some(claim => claim.id === claimant.id)
      const rivals = claims.filter(claim => claim.id !== claimant.id && claim.state === 'held')
      const now = clock.now()
      for (const rival of rivals) {
        const first = since.get(rival.id)
        if (first && first.beat !== rival.beat) throw taken(rival)
        if (!first) since.set(rival.id, { beat: rival.beat, at: now })
      }
      const waiting = rivals.filter(rival => now - (since.get(rival.id)?.at ?? now) < LEASE_MS)
      if (own && waiting.length === 0) {
        dead.push(...rivals.map(rival => rival.id))
        return claims
          .filter(claim => claim.id !== claimant.id)
          .map(claim => ({ ...claim, at: Math.floor((since.get(claim.id)?.at ?? claim.at * 1000) / 1000) }))
      }
      if (!own && now - started > APPEAR_WITHIN_MS) {
        throw new AwsError('unknown', 'CreateOrUpdateTags', '', `the claim on ${group} does not appear`, '')
      }
      const [rival] = waiting
      if (rival && deadline - now < LEASE_MS - (now - started)) throw tooShort(rival)
      if (rival) listener({ kind: 'watching-claim', claim: rival.id, holder: rival.by, at: now })
      if (now - lastBeat >= BEAT_EVERY_MS) await write('held', abort)
      await clock.sleep(own ? WATCH_EVERY_MS : 1_000, stop)
    }
  }
}

/** Until when a request of that run may still arrive. */
function windowOf(claim: Claim): number {
  switch (claim.state) {
    case 'released':
      return 0
    case 'ended':
      return claim.at * 1000 + WINDOW_MS
    case 'held':
      return claim.at * 1000 + LAST_LOOK_MS + WINDOW_MS
  }
}

const taken = (rival: Claim): ReleaseError =>
  new ReleaseError([
    {
      code: 'BGR-CLAIMED',
      message: `Another run works on this service: ${rival.by} (${rival.command}, claim ${rival.id}).`,
      fix: 'Wait until it has ended, or stop it, then run the command again.'
    }
  ])

const tooShort = (rival: Claim): ReleaseError =>
  new ReleaseError([
    {
      code: 'BGR-CLAIMED',
      message: `A claim stands on this service: ${rival.by} (${rival.command}, claim ${rival.id}). To learn whether its run is alive takes five minutes, which is longer than the time limit.`,
      fix: 'Raise timeout. Where you know that the run is dead, docs/troubleshooting.md says how to remove its claim.'
    }
  ])
