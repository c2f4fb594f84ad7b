import { type Finding, ReleaseError } from '../release/codes.ts'
import type { Decision } from '../release/decision.ts'
import { AwsError } from '../release/errors.ts'
import { foresee } from '../release/foresee.ts'
import type { Facts, Goal } from '../release/goal.ts'
import { guard } from '../release/guard.ts'
import { TAG_PREFIX } from '../release/journal.ts'
import { next } from '../release/next.ts'
import { place } from '../release/phase.ts'
import type { Change, Clock, FleetPort } from '../release/ports.ts'
import { demandOf, standing } from '../release/situation.ts'
import type { Observation } from '../release/world.ts'
import type { HeldClaim } from './claim.ts'
import type { Pair } from './find-service.ts'
import { late } from './late.ts'
import { look } from './look.ts'
import { createPace } from './pace.ts'
import type { Listener } from './run-events.ts'
import { createUnanswered } from './unanswered.ts'

/** So many calls in a row may fail before a run gives up. It stops in a place from which the next run goes on. */
const PATIENCE = 8
/** How long looks may go without showing our own claim before it counts as taken away. */
const UNSEEN_MS = 60_000

export interface Reconciliation {
  readonly fleet: FleetPort
  readonly clock: Clock
  readonly pair: Pair
  readonly goal: Goal
  readonly facts: Omit<Facts, 'quietFrom' | 'begun'>
  readonly claim: HeldClaim
  /** By this clock, in ms since the epoch. */
  readonly deadline: number
  readonly listener: Listener
  readonly random: () => number
  /** Aborts as soon as the run shall stop: nothing new is started. */
  readonly stop: AbortSignal
  /** Aborts a change under way. Later than `stop`, so that one call can end. */
  readonly abort: AbortSignal
}

type Changing = Decision & { kind: 'change' }

/** What a run leaves behind. */
export interface Traces {
  /** Whether it came as far as to work. */
  begun: boolean
  /** Whether a request left whose fate nobody knows. */
  unknown: boolean
  /** Whether it changed anything, or may have. */
  changed: boolean
}

/**
 * Looks, decides, does one thing, looks again: until the world is as the command wants it by a look of its own.
 * An error on a change means "look again", never "failed".
 *
 * @throws ReleaseError; AwsError where credentials or permissions are missing; the reason of `stop`
 */
export async function reconcile(run: Reconciliation, traces: Traces): Promise<void> {
  const { fleet, clock, claim, listener, stop } = run
  const pace = createPace(clock, run.random)
  let failures = 0
  let lastFailure: AwsError | undefined
  let repeats = 0
  /** What was done since the last look. */
  const recent = new Set<string>()
  let shownAt = clock.now()
  const unanswered = createUnanswered()

  for (;;) {
    stop.throwIfAborted()
    try {
      const seen = await look(fleet, clock, run.pair, stop)
      listener({ kind: 'looked', seen, place: place(seen) })
      if (!claim.shownBy(seen.groups.blue)) {
        if (clock.now() - shownAt > UNSEEN_MS) throw fenced(run.pair)
        await pace.short(stop)
        continue
      }
      shownAt = clock.now()
      if (claim.lapsed()) throw fenced(run.pair)
      // Only a claim that is still there is kept up: one that was taken away must not come back.
      await claim.beat()
      unanswered.settle(seen)
      traces.unknown = unanswered.until() > 0
      const quietFrom = Math.max(claim.quietFrom, unanswered.until())
      const decision = next(seen, run.goal, { ...run.facts, quietFrom, begun: true })
      if (decision.kind === 'done') return
      if (decision.kind === 'refuse') throw new ReleaseError(decision.findings)
      if (clock.now() > run.deadline) throw await late(fleet, stop, run.goal, seen, decision, lastFailure)
      if (decision.kind === 'wait') {
        // A long wait may meet many failing reads, and only those in a row count. A change that never gets an answer is
        // waited for between its sendings, and they do count.
        if (!traces.unknown) failures = 0
        listener({ kind: 'waiting', wait: decision.wait, at: clock.now() })
        await pace.wait(seen, decision.wait, stop)
        continue
      }
      // A look that still asks for what was just done is older than the change, or the change has no effect.
      repeats = recent.has(keyOf(decision)) ? repeats + 1 : 0
      if (repeats === 0) recent.clear()
      if (repeats > PATIENCE) throw new ReleaseError([fruitless(decision)])
      if (repeats > 0) await clock.sleep(pace.backoff(repeats), stop)
      await changeFrom(seen, decision, quietFrom)
      failures = 0
      lastFailure = undefined
      pace.news()
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      if (error.kind === 'denied' || error.kind === 'credentials') throw error
      if (++failures >= PATIENCE || clock.now() > run.deadline) throw error
      lastFailure = error
      const retryInMs = pace.backoff(failures)
      listener({ kind: 'aws-failed', error, retryInMs, at: clock.now() })
      await clock.sleep(retryInMs, stop)
    }
  }

  /** Does one thing, and whatever may be done at once after it without another look. */
  async function changeFrom(look: Observation, first: Changing, quietFrom: number): Promise<void> {
    let seen = look
    let decision = first
    for (;;) {
      stop.throwIfAborted()
      await change(decision, seen)
      recent.add(keyOf(decision))
      const foreseen = decision.force === 'additive' ? foresee(seen, decision.change) : undefined
      if (!foreseen) return
      // A run that is stopped now reports what it has done, and not what it saw before.
      listener({ kind: 'looked', seen: foreseen, place: place(foreseen) })
      const then = next(foreseen, run.goal, { ...run.facts, quietFrom, begun: true })
      if (then.kind !== 'change' || then.force !== 'additive' || recent.has(keyOf(then))) return
      seen = foreseen
      decision = then
    }
  }

  async function change(decision: Changing, seen: Observation): Promise<void> {
    const danger = guard(decision.change, seen, demandSeen(seen))
    if (danger) throw new ReleaseError([danger])
    const { why } = decision
    const bookkeeping = isBookkeeping(decision.change)
    listener({ kind: 'changing', why, bookkeeping, at: clock.now() })
    unanswered.sending(decision.change)
    try {
      await fleet.apply(decision.change, seen.at, run.abort)
      traces.changed = true
      listener({ kind: 'changed', why, bookkeeping, answered: true, at: clock.now() })
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind === 'unknown') {
        traces.changed = true
        traces.unknown = true
        unanswered.lost(decision.change, clock.now())
        listener({ kind: 'changed', why, bookkeeping, answered: false, at: clock.now() })
      }
      throw error
    }
  }
}

/** What has to be held by the journal, or undefined where a first release is being taken back: it never had to serve. */
function demandSeen(seen: Observation): number | undefined {
  const where = standing(seen)
  if (where.kind !== 'open') return 0
  const { release } = where.situation
  return release.initial && release.state === 'retiring' ? undefined : demandOf(where.situation)
}

const isBookkeeping = (change: Change): boolean =>
  change.kind === 'untag' ||
  (change.kind === 'tag' && change.tags.every(({ key }) => key.startsWith(TAG_PREFIX)))

const keyOf = (decision: Decision): string =>
  decision.kind === 'change' ? JSON.stringify(decision.change) : ''

const fruitless = (decision: Changing): Finding => ({
  code: 'BGR-AWS',
  message: `AWS accepts a change again and again, and the next look does not show it: ${decision.why}.`,
  fix: 'Find out who undoes it (infrastructure code, another tool), then run the same command again.'
})

const fenced = (pair: Pair): ReleaseError =>
  new ReleaseError([
    {
      code: 'BGR-FENCED',
      message: `The claim of this run on ${pair.names.blue} is gone or has lapsed: another run or a person may have taken over.`,
      fix: 'Run status to see who works on the service now.'
    }
  ])
