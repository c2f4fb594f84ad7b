import { type Finding, ReleaseError } from '../release/codes.ts'
import { AwsError } from '../release/errors.ts'
import type { Goal } from '../release/goal.ts'
import { next } from '../release/next.ts'
import { place } from '../release/phase.ts'
import type { Clock, FleetPort } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'
import { type Claimant, takeClaim } from './claim.ts'
import { findingsOf } from './failure.ts'
import { findService, type Pair } from './find-service.ts'
import { look, readFacts } from './look.ts'
import type { Options } from './options.ts'
import { reconcile, type Traces } from './reconcile.ts'
import { createRecorder } from './recorder.ts'
import type { Listener, RunReport } from './run-events.ts'

export interface RunPorts {
  readonly fleet: FleetPort
  readonly clock: Clock
  /** Between 0 and 1. */
  readonly random: () => number
}

export interface RunSetting {
  readonly options: Options
  readonly region: string
  readonly claimant: Claimant
  readonly listener: Listener
  /** Asked once, before the first change, after everything that speaks against it was looked at. */
  readonly confirm: (seen: Observation, pair: Pair, goal: Goal) => Promise<boolean>
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
    const pair = await findService(ports.fleet, options, setting.region, setting.stop)
    run.listener({ kind: 'found', pair })
    const seen = await look(ports.fleet, ports.clock, pair, setting.stop)
    run.listener({ kind: 'looked', seen, place: place(seen) })
    const goal = goalOf(options)
    if (goal) await pursue(ports, run, goal, pair, seen, traces)
    return recorder.report('succeeded', traces, [])
  } catch (error) {
    // A signal that arrives while a failure is being reported does not hide it.
    const stopped = setting.stop.aborted && (error === setting.stop.reason || !isKnown(error))
    const findings = stopped ? findingsOf(setting.stop.reason) : findingsOf(error)
    return recorder.report(stopped ? 'stopped' : 'failed', traces, findings)
  }
}

async function pursue(
  ports: RunPorts,
  run: RunSetting,
  goal: Goal,
  pair: Pair,
  seen: Observation,
  traces: Traces
): Promise<void> {
  const { fleet, clock, random } = ports
  const { stop, abort, listener, options } = run
  // 1 Preflight: what would be refused is refused before the first change, the claim included.
  const facts = await readFacts(fleet, seen, goal, stop)
  const first = next(seen, goal, { ...facts, quietFrom: 0, begun: false })
  if (first.kind === 'refuse') throw new ReleaseError(first.findings)
  if (first.kind === 'done') return
  if (!(await run.confirm(seen, pair, goal))) throw new ReleaseError([NOT_CONFIRMED])
  // 2 Claim. A person may have thought for long, and so may the watching of a dead run's claim take.
  const deadline = clock.now() + options.timeoutMs
  const claim = await takeClaim(ports, pair, run.claimant, goal.command, deadline, listener, stop, abort)
  // 3 Work, and sign off whatever happens: a claim left behind makes the next run wait.
  try {
    if (goal.command !== 'deploy') await assertSameRelease(ports, pair, seen, stop)
    traces.begun = true
    await reconcile(
      { fleet, clock, random, pair, goal, facts, claim, deadline, listener, stop, abort },
      traces
    )
  } finally {
    await claim.signOff(traces.unknown ? 'ended' : 'released', signOffLimit(stop))
  }
}

const isKnown = (error: unknown): boolean => error instanceof ReleaseError || error instanceof AwsError

/**
 * What a rollback or a finalize was asked for is the release that was shown then. (A deploy names its version, and the
 * state machine refuses any other.)
 * @throws ReleaseError `BGR-MOVED`; AwsError
 */
async function assertSameRelease(
  ports: RunPorts,
  pair: Pair,
  asked: Observation,
  stop: AbortSignal
): Promise<void> {
  const now = await look(ports.fleet, ports.clock, pair, stop)
  if (place(now).release !== place(asked).release) throw new ReleaseError([MOVED])
}

/** Signing off is two small calls; it may not hold up an exit. */
const signOffLimit = (stop: AbortSignal): AbortSignal =>
  stop.aborted ? AbortSignal.timeout(1_500) : AbortSignal.timeout(10_000)

function goalOf(options: Options): Goal | undefined {
  switch (options.command) {
    case 'deploy':
      return {
        command: 'deploy',
        version: options.imageVersion ?? '',
        redeploy: options.redeploy,
        ...(options.initialCapacity && { initialCapacity: options.initialCapacity })
      }
    case 'rollback':
    case 'finalize':
      return { command: options.command }
    case 'status':
      return undefined
  }
}

const MOVED: Finding = {
  code: 'BGR-MOVED',
  message:
    'Somebody else released on this service between the first look and the claim, so what was judged no longer stands.',
  fix: 'Run status, then decide again. This run changed nothing.'
}

const NOT_CONFIRMED: Finding = {
  code: 'BGR-NOT-CONFIRMED',
  message: 'Nobody confirmed the change, so nothing was changed.',
  fix: 'Answer yes, or pass --yes where there is nobody to ask.'
}
