import { ReleaseError } from '../release/codes.ts'
import { AwsError } from '../release/errors.ts'
import type { Goal } from '../release/goal.ts'
import type { Traces } from './act.ts'
import { approvalFor } from './approve.ts'
import { findingsOf } from './failure.ts'
import { findFleet } from './find-fleet.ts'
import { goalOf } from './goal-of.ts'
import { pursue } from './pursue.ts'
import { createRecorder } from './recorder.ts'
import { recoverFleet } from './recover.ts'
import type { RunReport } from './run-events.ts'
import type { RunPorts, RunSetting } from './run-setting.ts'
import { assertAccount } from './session.ts'
import { createSight } from './sight.ts'
import { lookAt, type Subject } from './subject.ts'

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
    for (const { seen } of subjects) run.listener({ kind: 'looked', seen })
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

const isKnown = (error: unknown): boolean => error instanceof ReleaseError || error instanceof AwsError
