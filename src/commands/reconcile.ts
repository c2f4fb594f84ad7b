import { ReleaseError } from '../release/codes.ts'
import type { Decision } from '../release/decision.ts'
import { AwsError } from '../release/errors.ts'
import { isReady } from '../release/fleet.ts'
import type { Facts, Goal } from '../release/goal.ts'
import { next } from '../release/next.ts'
import type { Clock, FleetPort } from '../release/ports.ts'
import type { Group, Observation } from '../release/world.ts'
import { act, type Changing, type Traces } from './act.ts'
import { fenced, type HeldClaim } from './claim.ts'
import { type Course, createCourse, createMemory, type Memory } from './course.ts'
import type { StandingFacts } from './facts.ts'
import type { Pair } from './find-fleet.ts'
import { inParallel } from './in-parallel.ts'
import { late } from './late.ts'
import { repairNotes } from './repair.ts'
import type { Listener } from './run-events.ts'
import type { Glance, Sight } from './sight.ts'

/** So many calls in a row may fail before a run gives up. It stops in a place from which the next run goes on. */
const PATIENCE = 8
/** How long looks may go without showing our own claim before it counts as taken away. */
const UNSEEN_MS = 60_000
/** What AWS refused to bring back from Standby is asked for again after so long: the reason may have passed. */
const REFUSED_FOR_MS = 60_000
/** So many services are changed at once: as many as one call takes notes of. */
const AT_ONCE = 25
/** Services whose next look is as near as this are looked at together: their groups cost one call. */
const TOGETHER_MS = 1_000

export interface Reconciliation {
  readonly fleet: FleetPort
  readonly clock: Clock
  readonly pairs: readonly Pair[]
  /** It has looked at all of them before. */
  readonly sight: Sight
  readonly goal: Goal
  /** By service. */
  readonly facts: ReadonlyMap<string, StandingFacts>
  readonly claim: HeldClaim
  /** By service; what is missing is added. */
  readonly memories: Map<string, Memory>
  /** By this clock, in ms since the epoch. */
  readonly deadline: number
  readonly listener: Listener
  readonly random: () => number
  /** Aborts as soon as the run shall stop: nothing new is started. */
  readonly stop: AbortSignal
  /** Aborts a change under way. Later than `stop`, so that one call can end. */
  readonly abort: AbortSignal
}

/** One service whose look of this round shows our claim. */
interface Judged {
  readonly course: Course
  readonly seen: Observation
  readonly facts: Facts
  readonly decision: Decision
}

/**
 * Looks, decides, does one thing for each service, looks again: until the world is as the command wants it. An error on a
 * change means "look again", never "failed".
 * @throws ReleaseError; AwsError where credentials or permissions are missing; the reason of `stop`
 */
export async function reconcile(run: Reconciliation, traces: Traces): Promise<void> {
  const { fleet, clock, claim, listener, goal, sight, stop } = run
  const courses = run.pairs.map(pair => {
    const memory = run.memories.get(pair.service) ?? createMemory()
    run.memories.set(pair.service, memory)
    return createCourse(pair, memory, clock, run.random, sight.targetGroups())
  })
  let failedLooks = 0
  let together = false

  for (;;) {
    stop.throwIfAborted()
    const due = await nextDue()
    let glances: ReadonlyMap<string, Glance>
    try {
      glances = await sight.look(due, stop)
      assertHeld(due, glances)
      // Only a claim that is still there is kept up: one that was taken away must not come back.
      if (courses.every(({ shown, pair }) => shown || claim.isBehind(pair.names.blue))) await claim.beat()
      failedLooks = 0
    } catch (error) {
      const retryInMs = passing(error, ++failedLooks, due)
      for (const course of due) course.dueAt = clock.now() + retryInMs
      continue
    }
    const repairs: Pick<Judged, 'course' | 'seen'>[] = []
    let judged = judge(due, glances, repairs)
    const whole = judged.length === courses.length
    // One look that shows every service ready lets traffic move, until a look shows that one no longer is.
    const gathered = courses.every(({ ready }) => ready)
    together = gathered && (together || whole)
    if (together) judged = judged.map(goOn)
    for (const { course, decision } of judged) {
      if (decision.kind !== 'refuse') continue
      traces.stuck = course.pair.service
      throw new ReleaseError(decision.findings)
    }
    const done = courses.every(({ decision }) => decision?.kind === 'done')
    if (done && whole) return
    // Where all are done, one look at all is let be late.
    if (!done && clock.now() > run.deadline) throw await late(fleet, stop, goal, courses)
    await inParallel(repairs, AT_ONCE, repair)
    await proceed(judged)
    // What is said of all must be shown by one look at all.
    if (((gathered && !together) || done) && !whole) {
      const askedAt = clock.now() + (due.length === courses.length ? 1_000 : 0)
      for (const course of courses) course.dueAt = askedAt
    }
  }

  /** The services to look at now, after a sleep where there is none yet. */
  async function nextDue(): Promise<readonly Course[]> {
    const first = Math.min(...courses.map(({ dueAt }) => dueAt))
    const waitMs = first - clock.now()
    if (waitMs > 0) await clock.sleep(waitMs, stop)
    const now = clock.now()
    return courses.filter(({ dueAt }) => dueAt <= now + TOGETHER_MS)
  }

  /** @throws ReleaseError `BGR-FENCED` where our claim is gone, or so old that others may take it for a dead run's */
  function assertHeld(due: readonly Course[], glances: ReadonlyMap<string, Glance>): void {
    for (const course of due) {
      const glance = glances.get(course.pair.service)
      if (!glance) continue
      if (claim.isTakenOver(blueOf(glance))) throw fenced(course.pair.names.blue)
      course.shown = claim.shownBy(blueOf(glance))
      if (course.shown) course.shownAt = clock.now()
      else if (clock.now() - course.shownAt > UNSEEN_MS) throw fenced(course.pair.names.blue)
      if (course.shown && claim.lapsed()) throw fenced(course.pair.names.blue)
    }
  }

  function judge(
    due: readonly Course[],
    glances: ReadonlyMap<string, Glance>,
    repairs: Pick<Judged, 'course' | 'seen'>[]
  ): readonly Judged[] {
    const judged: Judged[] = []
    for (const course of due) {
      const glance = glances.get(course.pair.service)
      if (!glance) continue
      if (glance.kind === 'no-news') {
        if (course.seen && course.decision?.kind === 'wait') pause(course, course.seen, course.decision)
        continue
      }
      const { seen } = glance
      listener({ kind: 'looked', seen })
      // A look that does not show our claim, or what we did last, is older than that and counts for nothing.
      if (!course.shown || !course.ownWrites.shownBy(seen) || !course.ownEffects.shownBy(seen)) {
        course.dueAt = clock.now() + 1_000
        if (course.shown) repairs.push({ course, seen })
        continue
      }
      course.unanswered.settle(seen)
      const facts = factsOf(course, false)
      course.seen = seen
      course.decision = next(seen, goal, facts)
      course.ready = isReady(seen, course.decision)
      judged.push({ course, seen, facts, decision: course.decision })
    }
    traces.unknown = [...run.memories.values()].some(({ unanswered }) => unanswered.until() > 0)
    return judged
  }

  function goOn({ course, seen }: Judged): Judged {
    const facts = factsOf(course, true)
    course.decision = next(seen, goal, facts)
    return { course, seen, facts, decision: course.decision }
  }

  function factsOf(course: Course, isTogether: boolean): Facts {
    const standing = run.facts.get(course.pair.service)
    if (!standing) throw new TypeError(`nothing is known about ${course.pair.service}`)
    const quietFrom = Math.max(claim.quietFrom, course.unanswered.until())
    const refusedReturns = course.refusedReturns
      .filter(({ at }) => clock.now() - at < REFUSED_FOR_MS)
      .map(({ ids }) => ids)
    const { standbyNeedsRoom = false } = course
    return { ...standing, quietFrom, begun: true, together: isTogether, refusedReturns, standbyNeedsRoom }
  }

  async function proceed(judged: readonly Judged[]): Promise<void> {
    for (const { course, seen, decision } of judged) {
      // One that is done is looked at again when all are.
      if (decision.kind === 'done') course.dueAt = Number.POSITIVE_INFINITY
      if (decision.kind !== 'wait') continue
      // A long wait may meet many failing calls, and only those in a row count. A change that never gets an answer is
      // waited for between its sendings, and they do count.
      if (course.unanswered.until() === 0) course.failures = 0
      pause(course, seen, decision)
    }
    const changing = judged.filter(isChanging)
    const waits = courses.flatMap(({ pair, decision }) =>
      decision?.kind === 'wait' ? [{ service: pair.service, wait: decision.wait }] : []
    )
    if (changing.length === 0 && waits.length > 0) listener({ kind: 'waiting', waits, at: clock.now() })
    await inParallel(changing, AT_ONCE, change)
  }

  async function repair({ course, seen }: Pick<Judged, 'course' | 'seen'>): Promise<void> {
    try {
      await repairNotes(run, course, seen, traces)
    } catch (error) {
      course.dueAt = clock.now() + passing(error, ++course.failures, [course], course)
    }
  }

  async function change({ course, seen, facts, decision }: Judged & { decision: Changing }): Promise<void> {
    try {
      await act(run, course, seen, decision, facts, traces)
      course.failures = 0
      delete course.lastFailure
      course.pace.news()
      course.dueAt = clock.now()
    } catch (error) {
      course.dueAt = clock.now() + passing(error, ++course.failures, [course], course)
    }
  }

  /** @returns ms to wait where the error passes by itself. @throws every other error */
  function passing(error: unknown, failures: number, concerned: readonly Course[], changed?: Course): number {
    const lasts = !(error instanceof AwsError) || error.kind === 'denied' || error.kind === 'credentials'
    if (lasts || failures >= PATIENCE || clock.now() > run.deadline) {
      if (changed) traces.stuck = changed.pair.service
      throw error
    }
    for (const course of concerned) course.lastFailure = error
    const retryInMs = concerned[0]?.pace.backoff(failures) ?? 0
    listener({ kind: 'aws-failed', error, retryInMs, at: clock.now() })
    return retryInMs
  }

  function pause(course: Course, seen: Observation, decision: Decision & { kind: 'wait' }): void {
    course.dueAt = clock.now() + course.pace.untilNext(seen, decision.wait)
  }
}

const isChanging = (judged: Judged): judged is Judged & { decision: Changing } =>
  judged.decision.kind === 'change'

const blueOf = (glance: Glance): Group =>
  glance.kind === 'seen' ? glance.seen.groups.blue : glance.groups.blue
