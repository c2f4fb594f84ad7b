/** Does what the state machine wants of one service, and whatever may be done at once after it without another look. */

import { type Finding, ReleaseError } from '../release/codes.ts'
import type { Decision } from '../release/decision.ts'
import { AwsError } from '../release/errors.ts'
import { foresee } from '../release/foresee.ts'
import type { Facts, Goal } from '../release/goal.ts'
import { guard } from '../release/guard.ts'
import { TAG_PREFIX } from '../release/journal/journal.ts'
import { next } from '../release/next.ts'
import type { Change, Clock, FleetPort } from '../release/ports.ts'
import { standing } from '../release/situation.ts'
import { floorOf } from '../release/steps/accept.ts'
import type { Observation } from '../release/world.ts'
import type { Course } from './course.ts'
import type { Listener } from './run-events.ts'
import type { Sight } from './sight.ts'
import { keyOf } from './unanswered.ts'

/** So often a look may ask again for what was just done. */
const PATIENCE = 8
/** So old may the look be that justifies ending an instance. */
const FRESH_MS = 10_000

export interface Acting {
  readonly fleet: FleetPort
  readonly clock: Clock
  readonly goal: Goal
  readonly listener: Listener
  readonly sight: Sight
  /** Aborts as soon as the run shall stop: nothing new is started. */
  readonly stop: AbortSignal
  /** Aborts a change under way. Later than `stop`, so that one call can end. */
  readonly abort: AbortSignal
}

export type Changing = Decision & { readonly kind: 'change' }

/** What a run leaves behind. */
export interface Traces {
  /** Whether it came as far as to work. */
  begun: boolean
  /** Whether a request left whose fate nobody knows. */
  unknown: boolean
  /** Whether it changed anything, or may have. */
  changed: boolean
  /** The service whose trouble the last error was; what failed may concern others too. */
  stuck?: string
}

/**
 * @param seen the look that justifies `first`
 * @throws ReleaseError where the guard stops a step or a change has no effect; AwsError, after which nobody knows
 * whether the last change took place; the reason of `stop`
 */
export async function act(
  acting: Acting,
  course: Course,
  seen: Observation,
  first: Changing,
  facts: Facts,
  traces: Traces
): Promise<void> {
  const { recent, pace } = course
  // A look that still asks for what was just done is older than the change, or the change has no effect.
  course.repeats = recent.has(keyOf(first.change)) ? course.repeats + 1 : 0
  if (course.repeats === 0) recent.clear()
  if (course.repeats > PATIENCE) throw new ReleaseError([fruitless(first)])
  if (course.repeats > 0) await acting.clock.sleep(pace.backoff(course.repeats), acting.stop)

  let now = seen
  let decision = first
  for (;;) {
    acting.stop.throwIfAborted()
    if ((await apply(acting, course, now, decision, traces)) === 'refused') return
    recent.add(keyOf(decision.change))
    const foreseen = foresee(now, decision.change)
    if (!foreseen) return
    // A run that is stopped now reports what it has done, and not what it saw before.
    acting.listener({ kind: 'looked', seen: foreseen })
    const then = next(foreseen, acting.goal, facts)
    const age = acting.clock.now() - seen.at
    if (then.kind !== 'change' || !follows(decision, then, age) || recent.has(keyOf(then.change))) return
    now = foreseen
    decision = then
  }
}

/**
 * Whether one look justifies both. Notes and guards take nothing away; and instances that a fresh look shows parked and
 * out of every target group, beside a live colour that carries the load, may be ended one after the other.
 */
export const follows = (done: Changing, then: Changing, lookAgeMs: number): boolean =>
  (done.force === 'additive' && then.force === 'additive') ||
  (done.change.kind === 'terminate' && then.change.kind === 'terminate' && lookAgeMs < FRESH_MS)

async function apply(
  { fleet, clock, listener, sight, abort }: Acting,
  course: Course,
  seen: Observation,
  { change, why }: Changing,
  traces: Traces
): Promise<'applied' | 'refused'> {
  const danger = guard(change, seen, demandSeen(seen))
  if (danger) throw new ReleaseError([danger])
  const bookkeeping = isBookkeeping(change)
  const told = { why, bookkeeping, service: course.pair.service }
  listener({ kind: 'changing', ...told, at: clock.now() })
  course.unanswered.sending(change)
  course.ownWrites.sending(change)
  sight.touch(change)
  try {
    await fleet.apply(change, seen.at, abort)
    traces.changed = true
    course.ownWrites.wrote(change, clock.now())
    course.ownEffects.made(change, seen, clock.now())
    listener({ kind: 'changed', ...told, answered: true, at: clock.now() })
    return 'applied'
  } catch (error) {
    // Asked for in halves at once, by a look of its own: an outage may be waiting for it.
    if (change.kind === 'exit-standby' && error instanceof AwsError && error.kind === 'refused') {
      course.refusedReturns.push({ ids: change.ids, at: clock.now() })
      listener({ kind: 'aws-failed', error, retryInMs: 0, at: clock.now() })
      return 'refused'
    }
    if (isShutting(change) && error instanceof AwsError && error.kind === 'refused') {
      course.standbyNeedsRoom = true
      listener({ kind: 'aws-failed', error, retryInMs: 0, at: clock.now() })
      return 'refused'
    }
    if (!(error instanceof AwsError) || error.kind === 'unknown') {
      traces.changed = true
      traces.unknown = true
      course.unanswered.lost(change, clock.now())
      listener({ kind: 'changed', ...told, answered: false, at: clock.now() })
    }
    throw error
  }
}

/** What has to be held by the journal, or undefined where a first release is being taken back: it never had to serve. */
export function demandSeen(seen: Observation): number | undefined {
  const where = standing(seen)
  if (where.kind !== 'open') return 0
  const { release } = where.situation
  return release.initial && release.state === 'retiring' ? undefined : floorOf(where.situation)
}

/** Nothing but a MaxSize of 0, which a rollback asks for where instances are parked. */
const isShutting = (change: Change): boolean =>
  change.kind === 'resize' && change.max === 0 && change.min === undefined && change.desired === undefined

const isBookkeeping = (change: Change): boolean =>
  change.kind === 'untag' ||
  change.kind === 'tag-forward' ||
  change.kind === 'untag-forward' ||
  (change.kind === 'tag' && change.tags.every(({ key }) => key.startsWith(TAG_PREFIX)))

const fruitless = (decision: Changing): Finding => ({
  code: 'BGR-AWS',
  message: `AWS accepts a change again and again, and the next look does not show it: ${decision.why}.`,
  fix: 'Find out who undoes it (infrastructure code, another tool), then run the same command again.'
})
