import type { GroupEnd } from './end-state.ts'
import { answersOutside, mixedBetween, mixedWindows, type Sight } from './mixed-window.ts'
import { type DemoResult, latencySummary, type StepResult } from './result.ts'
import type { Step } from './steps.ts'
import type { Outcome } from './traffic.ts'

/** One run of the action. `from` and `to` are sights at its start and its exit. */
export interface StepRun {
  readonly step: Step
  readonly exitCode: number
  readonly from: Sight
  readonly to: Sight
}

/** @param sights in order of time, the last one at or after the end of the last outcome. */
export function measure(
  runs: readonly StepRun[],
  sights: readonly Sight[],
  outcomes: readonly Outcome[],
  end: readonly GroupEnd[],
  sabotage: boolean
): Omit<DemoResult, 'problems'> {
  const windows = mixedWindows(sights)
  const answered = outcomes.filter(({ version }) => version !== undefined)
  return {
    sabotage,
    steps: runs.map(run => stepResult(run, windows, outcomes)),
    requests: outcomes.length,
    lost: outcomes.length - answered.length,
    mixed: mixedBetween(windows, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    outsideMixed: answersOutside(sights, outcomes),
    latency: latencySummary(answered.map(({ endedAt, sentAt }) => endedAt - sentAt)),
    end
  }
}

function stepResult(
  { exitCode, from, step, to }: StepRun,
  windows: ReturnType<typeof mixedWindows>,
  outcomes: readonly Outcome[]
): StepResult {
  const within = outcomes.filter(({ sentAt }) => sentAt >= from.realMs && sentAt < to.realMs)
  return {
    step,
    exitCode,
    realMs: to.realMs - from.realMs,
    virtualMs: to.virtualMs - from.virtualMs,
    mixed: mixedBetween(windows, from.realMs, to.realMs),
    requests: within.length,
    lost: within.filter(({ version }) => version === undefined).length
  }
}
