import type { GroupEnd } from './end-state.ts'
import { type Step, stepName } from './steps.ts'

export interface StepResult {
  readonly step: Step
  readonly exitCode: number
  /** Real and virtual ms from start to exit of the action. */
  readonly realMs: number
  readonly virtualMs: number
  /** Ms within the step in which both versions had healthy targets. */
  readonly mixed: { readonly realMs: number; readonly virtualMs: number }
  /** Requests sent while the step ran, and those of them that were lost. */
  readonly requests: number
  readonly lost: number
}

export interface DemoResult {
  readonly sabotage: boolean
  readonly steps: readonly StepResult[]
  /** Of the whole demo, before and after the steps included. */
  readonly requests: number
  readonly lost: number
  readonly mixed: { readonly realMs: number; readonly virtualMs: number }
  /** Answers of a version while the target health says that it could not answer. */
  readonly outsideMixed: number
  /** Latency of the answers, real ms. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly end: readonly GroupEnd[]
  /** What failed, a sentence each. */
  readonly problems: readonly string[]
}

/**
 * What must not be in a result, a sentence each. A sabotaged demo is judged by its steps, which must succeed, and by its
 * losses, which must occur.
 */
export function problemsOf(
  result: Omit<DemoResult, 'problems'>,
  endProblems: readonly string[]
): readonly string[] {
  const problems = result.steps
    .filter(({ exitCode }) => exitCode !== 0)
    .map(
      ({ exitCode, step }) =>
        `Step ${step.number}, ${step.title}, exited with ${exitCode}: see ${stepName(step)}.log.`
    )
  if (result.sabotage) {
    if (result.lost === 0)
      problems.push('No request was lost although the drain was skipped: the demo measures nothing.')
    return problems
  }
  if (result.lost > 0) problems.push(`${result.lost} of ${result.requests} requests were lost.`)
  if (result.outsideMixed > 0) {
    problems.push(`${result.outsideMixed} answers came from a version that had no target to give them.`)
  }
  return [...problems, ...endProblems]
}

/** The one line of `--json`. All times are rounded ms; names say whether they are real or virtual. */
export function resultJson(result: DemoResult): string {
  return JSON.stringify({
    requests: result.requests,
    lost: result.lost,
    mixedMs: Math.round(result.mixed.realMs),
    mixedVirtualMs: Math.round(result.mixed.virtualMs),
    outsideMixed: result.outsideMixed,
    latencyMs: result.latency,
    steps: result.steps.map(({ step, mixed, ...measured }) => ({
      command: step.command,
      exitCode: measured.exitCode,
      realMs: Math.round(measured.realMs),
      virtualMs: Math.round(measured.virtualMs),
      mixedMs: Math.round(mixed.realMs),
      mixedVirtualMs: Math.round(mixed.virtualMs),
      requests: measured.requests,
      lost: measured.lost
    })),
    end: Object.fromEntries(result.end.map(({ name, ...sizes }) => [name, sizes])),
    problems: result.problems,
    ok: result.problems.length === 0
  })
}

/** Nearest-rank quantiles of latencies in ms, to a tenth; 0 for an empty list. */
export function latencySummary(latencies: readonly number[]): DemoResult['latency'] {
  const sorted = latencies.toSorted((one, other) => one - other)
  const rank = (share: number) => Math.round(10 * (sorted[Math.ceil(share * sorted.length) - 1] ?? 0)) / 10
  return { p50: rank(0.5), p99: rank(0.99), max: rank(1) }
}
