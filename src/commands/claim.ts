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
  beat(signal: AbortSignal): Promise<void>
  /** Never throws: a claim that stays behind costs the next run five minutes, an error here would hide the real one. */
  signOff(state: ClaimState, signal: AbortSignal): Promise<void>
}

/**
 * Claims a service, or withdraws.
 * @throws ReleaseError `BGR-CLAIMED` when another run is at work; AwsError; the signal's reason
 */
export async function takeClaim(
  ports: { readonly fleet: FleetPort; readonly clock: Clock },
  pair: Pair,
  claimant: Claimant,
  command: string,
  listener: Listener,
  signal: AbortSignal
): Promise<HeldClaim> {
  const { fleet, clock } = ports
  const group = pair.names.blue
  const dead: string[] = []
  let beats = 0
  let lastBeat = 0

  const write = async (state: ClaimState, until: AbortSignal) => {
    lastBeat = clock.now()
    const at = Math.floor(lastBeat / 1000)
    const tag = claimTag({ ...claimant, state, command, beat: beats++, at })
    await fleet.apply({ kind: 'tag', group, tags: [tag] }, lastBeat, until)
  }
  const remove = async (ids: readonly string[], until: AbortSignal) => {
    if (ids.length === 0) return
    await fleet.apply({ kind: 'untag', group, keys: ids.map(claimKey) }, clock.now(), until)
  }
  const signOff = async (state: ClaimState, until: AbortSignal) => {
    try {
      await write(state, until)
      if (state === 'released') await remove(dead, until)
    } catch (error) {
      if (!(error instanceof AwsError) && !until.aborted) throw error
    }
  }

  await write('held', signal)
  try {
    const others = await watch()
    const closed = others.filter(claim => windowOf(claim) <= clock.now() && claim.state !== 'held')
    await remove(
      closed.map(claim => claim.id),
      signal
    )
    return {
      quietFrom: Math.max(0, ...others.map(windowOf).filter(until => until > clock.now())),
      shownBy: blue => readClaims(blue).some(claim => claim.id === claimant.id && claim.state === 'held'),
      lapsed: () => clock.now() - lastBeat >= LAPSE_MS,
      beat: async until => {
        if (clock.now() - lastBeat >= BEAT_EVERY_MS) await write('held', until)
      },
      signOff
    }
  } catch (error) {
    await signOff('released', AbortSignal.timeout(3_000))
    throw error
  }

  /** Waits until our claim is seen and no other run can be alive. @returns the claims of other runs */
  async function watch(): Promise<readonly Claim[]> {
    const since = new Map<string, { readonly beat: number; readonly at: number }>()
    const started = clock.now()
    for (;;) {
      const [blue] = await fleet.groupsByName([group], signal)
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
      if (rival) listener({ kind: 'watching-claim', claim: rival.id, holder: rival.by, at: now })
      if (now - lastBeat >= BEAT_EVERY_MS) await write('held', signal)
      await clock.sleep(own ? WATCH_EVERY_MS : 1_000, signal)
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
