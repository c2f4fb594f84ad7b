import type { GroupEnd } from './end-state.ts'
import type { Mixed } from './mixed-window.ts'
import type { Topology } from './scenario.ts'
import { type Step, stepName } from './steps.ts'

export interface StepResult {
  readonly step: Step
  readonly exitCode: number
  /** Real and virtual ms from start to exit of the action. */
  readonly realMs: number
  readonly virtualMs: number
  /** Time within the step in which both versions got new requests, of one service or of two. */
  readonly mixed: Mixed
  /** Requests sent while the step ran, and those of them that were lost. */
  readonly requests: number
  readonly lost: number
}

/** Of the whole demo, before and after the steps included. */
export interface ServiceResult {
  readonly name: string
  readonly requests: number
  readonly lost: number
  readonly mixed: Mixed
  readonly outsideMixed: number
}

export interface DemoResult {
  readonly topology: Topology
  readonly sabotage: boolean
  readonly steps: readonly StepResult[]
  readonly services: readonly ServiceResult[]
  /** Over all services, before and after the steps included. */
  readonly requests: number
  readonly lost: number
  /** Of the fleet as one: also while a service is on another version than the next one. */
  readonly mixed: Mixed
  /** Answers of a version while target health and weights say that it could not answer. */
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
    topology: result.topology,
    requests: result.requests,
    lost: result.lost,
    ...mixedJson(result.mixed),
    outsideMixed: result.outsideMixed,
    latencyMs: result.latency,
    steps: result.steps.map(({ step, mixed, ...measured }) => ({
      command: step.command,
      exitCode: measured.exitCode,
      realMs: Math.round(measured.realMs),
      virtualMs: Math.round(measured.virtualMs),
      ...mixedJson(mixed),
      requests: measured.requests,
      lost: measured.lost
    })),
    services: Object.fromEntries(
      result.services.map(({ name, requests, lost, mixed, outsideMixed }) => [
        name,
        { requests, lost, ...mixedJson(mixed), outsideMixed }
      ])
    ),
    end: Object.fromEntries(result.end.map(({ name, ...sizes }) => [name, sizes])),
    problems: result.problems,
    ok: result.problems.length === 0
  })
}

const mixedJson = ({ realMs, virtualMs }: Mixed) => ({
  mixedMs: Math.round(realMs),
  mixedVirtualMs: Math.round(virtualMs)
})

/** Nearest-rank quantiles of latencies in ms, to a tenth; 0 for an empty list. */
export function latencySummary(latencies: readonly number[]): DemoResult['latency'] {
  const sorted = latencies.toSorted((one, other) => one - other)
  const rank = (share: number) => Math.round(10 * (sorted[Math.ceil(share * sorted.length) - 1] ?? 0)) / 10
  return { p50: rank(0.5), p99: rank(0.99), max: rank(1) }
}
