/** The way back of a fleet: of a deploy that cannot switch it whole, and of a rollback that one service holds up. */
import { type Finding, ReleaseError } from '../release/codes.ts'
import { AwsError } from '../release/errors.ts'
import { hasOpenRelease, hasOpenUndo, hasSwitched } from '../release/fleet.ts'
import type { Goal } from '../release/goal.ts'
import { place } from '../release/phase.ts'
import type { Traces } from './act.ts'
import { findingsOf } from './failure.ts'
import { type Reconciliation, reconcile } from './reconcile.ts'
import { lookAt, type Subject } from './subject.ts'

/** A look may fail so often, each time after a longer pause, before the way back is given up. */
const LOOKS = 8
const LOOK_AGAIN_MS = 2_000

/**
 * A fleet switches whole or not at all: where this run has switched some services and another one cannot, all go back. What
 * was switched before it began, a canary perhaps, is no reason to.
 * @param before the services as they were seen before the run began
 * @returns what to report in place of `cause`, or undefined where nothing had to go back
 */
export async function goBack(
  work: Reconciliation,
  traces: Traces,
  before: readonly Subject[],
  timeoutMs: number,
  cause: unknown
): Promise<ReleaseError | undefined> {
  const { clock, goal, listener, memories, pairs, stop } = work
  const moves = goal.command === 'deploy' || goal.command === 'rollback'
  if (!moves || pairs.length === 1 || stop.aborted || !isOfOneService(cause)) return undefined
  const findings = told(cause, traces.stuck)
  try {
    const subjects = await lookPatiently(work)
    if (goal.command === 'rollback') return stoppedHalfWay(subjects, findings, cause)
    const earlier = new Set(before.filter(({ seen }) => hasSwitched(seen)).map(({ seen }) => seen.service))
    const switched = subjects.filter(({ seen }) => hasSwitched(seen) && !earlier.has(seen.service))
    if (switched.length === 0) return undefined
    const back = subjects.filter(({ seen }) => hasOpenRelease(seen))
    const services = back.map(({ seen }) => seen.service)
    listener({ kind: 'going-back', services, at: clock.now() })
    // The rejected version stays parked, for whoever wants to know why.
    const { keepIdleScaling, allowSticky } = goal
    const rollback: Goal = { command: 'rollback', afterRollback: 'standby', keepIdleScaling, allowSticky }
    const quietFrom = Math.max(...[...memories.values()].map(({ unanswered }) => unanswered.until()))
    const deadline = Math.max(clock.now(), quietFrom) + timeoutMs
    await eachByItself({ ...work, pairs: back.map(({ pair }) => pair), goal: rollback, deadline }, traces)
    return new ReleaseError([...findings, wentBack(switched.length, pairs.length)], { cause })
  } catch (error) {
    if (stop.aborted) throw error
    return new ReleaseError([...findings, ...findingsOf(error), HALF_WAY], { cause })
  }
}

/**
 * A rollback of a finalized fleet deploys the version before on all of it as one. Nobody wants the version back that it
 * leaves, so where it fails half-way it stays there, and says so.
 */
function stoppedHalfWay(
  subjects: readonly Subject[],
  findings: readonly [Finding, ...Finding[]],
  cause: unknown
): ReleaseError | undefined {
  const moving = subjects.filter(({ seen }) => hasOpenUndo(seen) && hasSwitched(seen))
  const moved = moving.filter(({ seen }) => place(seen).phase === 'awaiting-finalize').length
  if (moving.length === 0 || moved === subjects.length) return undefined
  return new ReleaseError([...findings, halfBack(moved, subjects.length)], { cause })
}

/**
 * Rolls back service by service: one that cannot go on is left where it stands, and the others come back all the same.
 * @throws ReleaseError with what is to be said of every service that was left; what `reconcile` throws
 */
export async function eachByItself(work: Reconciliation, traces: Traces): Promise<void> {
  const left: Finding[] = []
  let { pairs } = work
  for (;;) {
    delete traces.stuck
    try {
      await reconcile({ ...work, pairs }, traces)
      break
    } catch (error) {
      const { stuck } = traces
      const more = pairs.filter(({ service }) => service !== stuck)
      if (work.stop.aborted || (more.length === 0 && left.length === 0)) throw error
      if (more.length === pairs.length || !isOfOneService(error, 'denied')) throw withLeft(left, error)
      left.push(...told(error, stuck))
      if (more.length === 0) break
      pairs = more
    }
  }
  const [first, ...others] = left
  if (first) throw new ReleaseError([first, ...others])
}

/** What AWS says of a change names no group: in a fleet the service is told with it. */
export const told = (error: unknown, stuck: string | undefined): readonly [Finding, ...Finding[]] => {
  const [first, ...more] = findingsOf(error)
  const named = (finding: Finding): Finding => ({ ...finding, message: `${stuck}: ${finding.message}` })
  return error instanceof AwsError && stuck !== undefined ? [named(first), ...more] : [first, ...more]
}

const withLeft = (left: readonly Finding[], error: unknown): unknown => {
  const [first, ...more] = left
  return first ? new ReleaseError([first, ...more, ...findingsOf(error)], { cause: error }) : error
}

/** What made a deploy fail may well make the next look fail too. @throws ReleaseError; AwsError */
async function lookPatiently({ clock, pairs, sight, stop }: Reconciliation): Promise<readonly Subject[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await lookAt(sight, pairs, stop)
    } catch (error) {
      if (!(error instanceof AwsError) || !isOfOneService(error) || attempt >= LOOKS) throw error
      await clock.sleep(LOOK_AGAIN_MS * attempt, stop)
    }
  }
}

/**
 * Credentials that are missing would stop the way back too, and so would, mostly, permissions; another run's claim forbids
 * it. `denied`: where a policy may allow less on one group than on another.
 */
function isOfOneService(cause: unknown, also?: 'denied'): boolean {
  if (cause instanceof AwsError)
    return cause.kind !== 'credentials' && (cause.kind !== 'denied' || also === 'denied')
  return cause instanceof ReleaseError && cause.findings.every(({ code }) => code !== 'BGR-FENCED')
}

const wentBack = (switched: number, all: number): Finding => ({
  code: 'BGR-WENT-BACK',
  message: `${switched} of ${all} services had begun to switch when the deploy failed, so the whole fleet is back on the version before.`,
  fix: 'Mend what the other message names, then deploy again. The rejected version is parked in Standby until then.'
})

const halfBack = (moved: number, all: number): Finding => ({
  code: 'BGR-HALF-WAY',
  message: `The rollback stopped half-way: ${moved} of ${all} services have moved to the version before.`,
  fix: 'Mend what the other message names, then run rollback again: it goes on with all of them. Where one service holds it up, service narrows rollback to the others.'
})

const HALF_WAY: Finding = {
  code: 'BGR-HALF-WAY',
  message:
    'Some services of the fleet may have switched and others not: the way back of the failed deploy did not reach its end on all of them.',
  fix: 'Run status to see where each service stands, mend what the other messages name, then run rollback to bring all of them back. Where one service holds it up, service narrows rollback to the others.'
}
