import { ReleaseError } from '../release/codes.ts'
import { AwsError } from '../release/errors.ts'
import { type Claim, isOpen, readClaims } from '../release/journal/claim.ts'
import type { Group } from '../release/world.ts'
import type { Claiming } from './claiming.ts'

/**
 * A claim whose heartbeat stood still for so long, by the observer's own clock, belongs to a dead run. It is as long as a
 * signature lives: a request of the dead run that overwrites a note arrives before the first note of its successor.
 */
const LEASE_MS = 300_000
const WATCH_EVERY_MS = 10_000
/** Two that ask at once have settled it before long. */
const SETTLE_EVERY_MS = 2_000
/** Whoever is alive has mostly beaten by then. From then on a claim is looked at seldom, but not later than its lease ends. */
const SEEMS_DEAD_AFTER_MS = 60_000
const SELDOM_MS = 30_000
/** GitHub is asked so often whether the run of a claim has ended. */
const ASK_EVERY_MS = 30_000
const APPEAR_EVERY_MS = 1_000
const APPEAR_WITHIN_MS = 60_000
/** A look that took longer says nothing of who has asked meanwhile: this process stood still. */
const STILL_FRESH_MS = 60_000

/** A claim of another run, and the groups that carry it. */
export interface Rival {
  readonly claim: Claim
  readonly groups: readonly string[]
}

/** What a run may claim the service on. */
export interface Clearance {
  /** The claims of other runs, an open one with the time at which it was first seen to stand still. */
  readonly rivals: readonly Rival[]
  /** When the look began that showed nobody else alive, in ms since the epoch. */
  readonly lookedAt: number
}

/**
 * Waits until one look shows our claim on every group and no claim of a run that may be alive on any.
 * @throws ReleaseError `BGR-CLAIMED`; AwsError; the reason of `stop`
 */
export async function watchRivals(
  { fleet, clock, claimant, deadline, listener, isOver, stop }: Claiming,
  groups: readonly string[],
  beat: (atOnce: boolean) => Promise<void>
): Promise<Clearance> {
  const since = new Map<string, { readonly beat: number; readonly at: number }>()
  const over = new Set<string>()
  /** Of two that ask the smaller id goes first. */
  const givesWay = (claim: Claim): boolean => claim.state === 'asking' && claimant.id < claim.id
  const started = clock.now()
  let askedAt = Number.NEGATIVE_INFINITY
  for (;;) {
    const lookedAt = clock.now()
    const found = await fleet.groupsByName(groups, stop)
    const own = groups.every(name => carries(found, name, claimant.id))
    const others = rivalsOn(found, claimant.id)
    const now = clock.now()
    for (const { claim } of others.filter(({ claim }) => isOpen(claim))) {
      const first = since.get(claim.id)
      const beats = first !== undefined && first.beat !== claim.beat
      if (beats && !givesWay(claim)) throw taken(claim)
      if (!first || beats) since.set(claim.id, { beat: claim.beat, at: now })
    }
    const stillness = ({ claim }: Rival): number => now - (since.get(claim.id)?.at ?? now)
    const doubtful = others.filter(rival => isOpen(rival.claim) && stillness(rival) < LEASE_MS)
    if (isOver && doubtful.length > 0 && now - askedAt >= ASK_EVERY_MS) {
      askedAt = now
      for (const { claim } of doubtful) if (await isOver(claim)) over.add(claim.id)
    }
    const waiting = doubtful.filter(({ claim }) => !over.has(claim.id))
    if (own && waiting.length === 0 && now - lookedAt < STILL_FRESH_MS) {
      const rivals = others.map(({ claim, groups: places }) => ({
        claim: { ...claim, at: Math.floor((since.get(claim.id)?.at ?? claim.at * 1000) / 1000) },
        groups: places
      }))
      return { rivals, lookedAt }
    }
    if (!own && now - started > APPEAR_WITHIN_MS) {
      throw new AwsError('unknown', 'CreateOrUpdateTags', '', `the claim on ${groups[0]} does not appear`, '')
    }
    const [rival] = waiting
    if (rival && deadline - now < LEASE_MS - (now - started)) throw tooShort(rival.claim)
    if (rival) {
      listener({ kind: 'watching-claim', claim: rival.claim.id, holder: rival.claim.by, at: now })
    }
    // Whoever is to give way has to see that we are alive.
    await beat(waiting.some(({ claim }) => givesWay(claim)))
    const next = waiting.map(each => untilNext(each.claim, stillness(each)))
    await clock.sleep(own && next.length > 0 ? Math.min(...next) : APPEAR_EVERY_MS, stop)
  }
}

/** Ms until the next look at a claim that has stood still for `ms`. */
function untilNext({ state }: Claim, ms: number): number {
  if (ms >= SEEMS_DEAD_AFTER_MS) return Math.min(SELDOM_MS, LEASE_MS - ms)
  return state === 'asking' ? SETTLE_EVERY_MS : WATCH_EVERY_MS
}

const carries = (found: readonly Group[], name: string, id: string): boolean =>
  found.some(group => group.name === name && readClaims(group).some(claim => claim.id === id))

/** The claims of other runs, each with its latest heartbeat. */
function rivalsOn(found: readonly Group[], own: string): readonly Rival[] {
  const rivals = new Map<string, Rival>()
  for (const group of found) {
    for (const claim of readClaims(group).filter(({ id }) => id !== own)) {
      const known = rivals.get(claim.id)
      const latest = known && known.claim.beat >= claim.beat ? known.claim : claim
      rivals.set(claim.id, { claim: latest, groups: [...(known?.groups ?? []), group.name] })
    }
  }
  return [...rivals.values()]
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
      fix: 'Raise timeout. Where you know that the run is dead, break its claim: recover with break-claim.'
    }
  ])
