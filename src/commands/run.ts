import { ReleaseError } from '../release/codes.ts'
import { AwsError } from '../release/errors.ts'
import type { Goal } from '../release/goal.ts'
import type { Claim } from '../release/journal/claim.ts'
import { place } from '../release/phase.ts'
import type { Clock, FleetPort, SessionPort } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'
import type { Traces } from './act.ts'
import { approvalFor, type Means } from './approve.ts'
import type { Claimant } from './claim.ts'
import { findingsOf } from './failure.ts'
import { findFleet, type Pair } from './find-fleet.ts'
import { goalOf } from './goal-of.ts'
import type { Options } from './options.ts'
import { pursue } from './pursue.ts'
import { createRecorder } from './recorder.ts'
import { recoverFleet } from './recover.ts'
import type { Listener, RunReport } from './run-events.ts'
import { assertAccount } from './session.ts'
import { createSight, type Sight } from './sight.ts'

export interface RunPorts {
  readonly fleet: FleetPort
  readonly clock: Clock
  /** Absent on a twin, whose credentials never end and whose clock is the run's own. */
  readonly session?: SessionPort
  /** Between 0 and 1. */
  readonly random: () => number
}

/** One service and what a look at it showed. */
export interface Subject {
  readonly pair: Pair
  readonly seen: Observation
}

export interface RunSetting {
  readonly options: Options
  readonly region: string
  readonly claimant: Claimant
  /** Id of the workflow run; absent at a terminal. */
  readonly workflowRun?: string
  /** Whether somebody who knows says that the run of this claim has ended; absent where there is nobody to ask. */
  readonly isOver?: (claim: Claim) => Promise<boolean>
  /** How a finalize can show that it was approved. */
  readonly means: Means
  readonly listener: Listener
  /** Asked once, before the first change, after everything that speaks against it was looked at. */
  readonly confirm: (subjects: readonly Subject[], goal: Goal) => Promise<boolean>
  /** Aborts with a ReleaseError `BGR-STOPPED` when the run shall stop. */
  readonly stop: AbortSignal
  /** Aborts calls that are still open some time after `stop`. */
  readonly abort: AbortSignal
}

/** Runs one command to its end, whatever that is. It does not throw. */
export async function runCommand(ports: RunPorts, setting: RunSetting): Promise<RunReport> {
  const { options } = setting
  const recorder = createRecorder(ports.clock, setting.listener)
  const traces: Traces = { begun: false, unknown: false, changed: false }
  const run = { ...setting, listener: recorder.listener }
  try {
    const pairs = await findFleet(ports.fleet, options, setting.region, setting.stop)
    assertAccount(options.account, pairs)
    run.listener({ kind: 'found', pairs })
    const asked = goalOf(options, setting.workflowRun)
    const attention = asked === undefined ? 'never' : asked.command === 'finalize' ? 'once' : 'watched'
    const sight = createSight(ports.fleet, ports.clock, attention)
    const subjects = await lookAt(sight, pairs, setting.stop)
    for (const { seen } of subjects) run.listener({ kind: 'looked', seen, place: place(seen) })
    const goal = asked?.command === 'finalize' ? await approved(asked, run, subjects) : asked
    if (goal?.command === 'recover') await recoverFleet(ports, run, goal, subjects, sight, traces)
    else if (goal) await pursue(ports, run, goal, subjects, sight, traces)
    return recorder.report('succeeded', traces, [])
  } catch (error) {
    // A signal that arrives while a failure is being reported does not hide it.
    const stopped = setting.stop.aborted && (error === setting.stop.reason || !isKnown(error))
    const findings = stopped ? findingsOf(setting.stop.reason) : findingsOf(error)
    return recorder.report(stopped ? 'stopped' : 'failed', traces, findings)
  }
}

/** Whoever ends what was good shows first that the environment approved, where the groups ask for it. */
async function approved(
  goal: Goal & { readonly command: 'finalize' },
  { listener, means }: RunSetting,
  subjects: readonly Subject[]
): Promise<Goal> {
  const proof = await approvalFor(
    means,
    subjects.map(({ seen }) => seen)
  )
  if (!proof) return goal
  listener({ kind: 'approved', proof })
  return { ...goal, proof }
}

/** Looks at all of them. @throws ReleaseError; AwsError */
export async function lookAt(
  sight: Sight,
  pairs: readonly Pair[],
  stop: AbortSignal
): Promise<readonly Subject[]> {
  const glances = await sight.look(
    pairs.map(pair => ({ pair })),
    stop
  )
  return pairs.flatMap(pair => {
    const glance = glances.get(pair.service)
    return glance?.kind === 'seen' ? [{ pair, seen: glance.seen }] : []
  })
}

const isKnown = (error: unknown): boolean => error instanceof ReleaseError || error instanceof AwsError
