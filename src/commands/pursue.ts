/** One command on a fleet: preflight, confirmation, claim, work, and the way back where a fleet cannot be switched whole. */
import { type Finding, ReleaseError } from '../release/codes.ts'
import type { Decision } from '../release/decision.ts'
import { AwsError } from '../release/errors.ts'
import { hasOpenRelease, hasOpenUndo, hasSwitched, isOnItsWay, keepsRejected } from '../release/fleet.ts'
import type { Facts, Goal } from '../release/goal.ts'
import type { ClaimState } from '../release/journal/claim.ts'
import { next } from '../release/next.ts'
import { place } from '../release/phase.ts'
import { preflightNotes } from '../release/preflight/notes.ts'
import { surplusNotes } from '../release/scaling/surplus.ts'
import { undoNotes } from '../release/undo.ts'
import type { Observation } from '../release/world.ts'
import type { Traces } from './act.ts'
import { type HeldClaim, takeClaim } from './claim.ts'
import { readFacts, type StandingFacts } from './facts.ts'
import { eachByItself, goBack, told } from './go-back.ts'
import { type Reconciliation, reconcile } from './reconcile.ts'
import type { RunPorts, RunSetting } from './run-setting.ts'
import { sessionFindings } from './session.ts'
import type { Sight } from './sight.ts'
import { lookAt, type Subject } from './subject.ts'
import { batchingTags } from './tag-batch.ts'

/**
 * @param subjects every service of the fleet
 * @throws ReleaseError; AwsError; the reason of `stop`
 */
export async function pursue(
  ports: RunPorts,
  run: RunSetting,
  asked: Goal,
  subjects: readonly Subject[],
  sight: Sight,
  traces: Traces
): Promise<void> {
  const { clock } = ports
  const { stop, options } = run
  const goal = goneOnWith(asked, subjects)
  // 1 Preflight: what would be refused is refused before the first change, the claim included.
  const facts = await readFacts(
    ports.fleet,
    subjects.map(({ seen }) => seen),
    goal,
    options.timeoutMs,
    stop
  )
  const concerned = concernedBy(
    goal,
    subjects,
    facts,
    await sessionFindings(ports, goal, options.timeoutMs, stop)
  )
  if (concerned.length === 0) return
  for (const { seen } of concerned) {
    const standing = factsAbout(seen, facts)
    const notes = [
      ...undoNotes(seen, goal),
      ...preflightNotes(seen, goal, standing),
      ...surplusNotes(seen, goal)
    ]
    for (const note of notes) run.listener({ kind: 'noted', service: seen.service, note })
  }
  if (!(await run.confirm(concerned, goal))) throw new ReleaseError([NOT_CONFIRMED])
  // 2 Claim. A person may have thought for long, and so may the watching of a dead run's claim take.
  const deadline = clock.now() + options.timeoutMs
  const pairs = concerned.map(({ pair }) => pair)
  run.listener({ kind: 'claiming', groups: pairs.map(({ names }) => names.blue) })
  const claim = await takeClaim({ ...ports, ...run, pairs, command: options.command, deadline })
  // 3 Work, and sign off whatever happens: a claim left behind makes the next run wait.
  try {
    if (goal.command !== 'deploy') await assertSameRelease(sight, concerned, stop)
    traces.begun = true
    const fleet = pairs.length > 1 ? batchingTags(ports.fleet, clock) : ports.fleet
    const memories = new Map()
    const work: Reconciliation = {
      ...ports,
      ...run,
      fleet,
      pairs,
      sight,
      goal,
      facts,
      claim,
      deadline,
      memories
    }
    try {
      if (isPlainRollback(goal, concerned)) await eachByItself(work, traces)
      else await reconcile(work, traces)
    } catch (error) {
      const { stuck } = traces
      const back = await goBack(work, traces, concerned, options.timeoutMs, error)
      if (back || pairs.length === 1 || stop.aborted || !(error instanceof AwsError)) throw back ?? error
      throw new ReleaseError(told(error, stuck), { cause: error })
    }
  } finally {
    const told = await signOff(claim, traces.unknown ? 'ended' : 'released', stop)
    if (told) run.listener({ kind: 'signed-off' })
  }
}

/**
 * The services in which something is to be done, or that stand and fall with them.
 * @throws ReleaseError with everything that speaks against the command, on whichever service
 */
function concernedBy(
  goal: Goal,
  subjects: readonly Subject[],
  facts: ReadonlyMap<string, StandingFacts>,
  session: readonly Finding[]
): readonly Subject[] {
  const open = subjects.filter(({ seen }) => hasOpenRelease(seen))
  // What is to be undone or finished is what is open; where nothing is, the services say so themselves.
  const undoing = goal.command === 'rollback' && open.some(({ seen }) => hasOpenUndo(seen))
  const all = goal.command === 'deploy' || goal.command === 'recover' || undoing
  const ends = goal.command === 'finalize'
  const meant = subjects.filter(({ seen }) => hasOpenRelease(seen) || (ends && keepsRejected(seen)))
  const asked = all || open.length === 0 ? subjects : meant
  const decisions = new Map(asked.map(subject => [subject, first(goal, subject, facts)]))
  const [finding, ...more] = [...decisions.values()].flatMap(decision =>
    decision.kind === 'refuse' ? decision.findings : []
  )
  if (finding) throw new ReleaseError([finding, ...more, ...session])
  if ([...decisions.values()].every(({ kind }) => kind === 'done')) return []
  const [unfit, ...others] = session
  if (unfit) throw new ReleaseError([unfit, ...others])
  // What a person states of one service concerns no other.
  const apart = goal.command === 'recover'
  return asked.filter(
    subject => decisions.get(subject)?.kind !== 'done' || (!apart && hasOpenRelease(subject.seen))
  )
}

const first = (goal: Goal, { seen }: Subject, facts: ReadonlyMap<string, StandingFacts>): Decision =>
  next(seen, goal, factsAbout(seen, facts))

/** As they are before a run begins to work. */
function factsAbout({ service }: Observation, facts: ReadonlyMap<string, StandingFacts>): Facts {
  const known = facts.get(service)
  if (!known) throw new TypeError(`nothing is known about ${service}`)
  return { ...known, quietFrom: 0, begun: false, together: false }
}

/**
 * What a rollback or a finalize was asked for is the release that was shown then. (A deploy names its version, and the
 * state machine refuses any other.)
 * @throws ReleaseError `BGR-MOVED`; AwsError
 */
async function assertSameRelease(sight: Sight, asked: readonly Subject[], stop: AbortSignal): Promise<void> {
  const pairs = asked.map(({ pair }) => pair)
  const now = new Map((await lookAt(sight, pairs, stop)).map(({ seen }) => [seen.service, seen]))
  const moved = asked.filter(({ seen }) => {
    const then = now.get(seen.service)
    return then === undefined || place(then).release !== place(seen).release
  })
  if (moved.length > 0) throw new ReleaseError([MOVED])
}

/**
 * A redeploy of a fleet that ended while its services switched: those that have switched are done, and are not to be
 * released once more.
 */
function goneOnWith(goal: Goal, subjects: readonly Subject[]): Goal {
  if (goal.command !== 'deploy' || !goal.redeploy) return goal
  const half =
    subjects.some(({ seen }) => hasSwitched(seen)) &&
    subjects.some(({ seen }) => isOnItsWay(seen, goal.version))
  return half ? { ...goal, redeploy: false } : goal
}

/** One that deploys an older version again moves the fleet as one, as a deploy does. */
const isPlainRollback = (goal: Goal, concerned: readonly Subject[]): boolean =>
  goal.command === 'rollback' && concerned.every(({ seen }) => hasOpenRelease(seen) && !hasOpenUndo(seen))

/** A call that was under way when the stop came is given up and made once more: it may be the only one that is lost. */
async function signOff(claim: HeldClaim, state: ClaimState, stop: AbortSignal): Promise<boolean> {
  const wasStopped = stop.aborted
  if (await claim.signOff(state, signOffLimit(stop))) return true
  return !wasStopped && stop.aborted && (await claim.signOff(state, AbortSignal.timeout(1_500)))
}

/** Signing off is a few small calls; it may not hold up an exit, nor one that is asked for meanwhile. Real time. */
function signOffLimit(stop: AbortSignal): AbortSignal {
  const hurried = new AbortController()
  const hurry = () =>
    AbortSignal.timeout(1_500).addEventListener('abort', () => hurried.abort(stop.reason), { once: true })
  if (stop.aborted) hurry()
  else stop.addEventListener('abort', hurry, { once: true })
  return AbortSignal.any([hurried.signal, AbortSignal.timeout(10_000)])
}

const MOVED: Finding = {
  code: 'BGR-MOVED',
  message:
    'Somebody else released on this service between the first look and the claim, so what was judged no longer stands.',
  fix: 'Run status, then decide again. This run changed nothing.'
}

export const NOT_CONFIRMED: Finding = {
  code: 'BGR-NOT-CONFIRMED',
  message: 'Nobody confirmed the change, so nothing was changed.',
  fix: 'Answer yes, or pass --yes where there is nobody to ask.'
}
