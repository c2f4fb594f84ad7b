import type { GroupEnd } from './end-state.ts'
import {
  answersOutside,
  type MixedWindow,
  mixedBetween,
  mixedIn,
  mixedWindows,
  type Sight
} from './mixed-window.ts'
import { type DemoResult, latencySummary, type ServiceResult, type StepResult } from './result.ts'
import type { Topology } from './scenario.ts'
import type { Look } from './stage.ts'
import type { Step } from './steps.ts'
import type { Outcome } from './traffic.ts'

/** One run of the action. `from` and `to` are looks at its start and its exit. */
export interface StepRun {
  readonly step: Step
  readonly exitCode: number
  readonly from: Sight
  readonly to: Sight
}

export interface Measured {
  readonly topology: Topology
  readonly sabotage: boolean
  readonly runs: readonly StepRun[]
  /** In order of time, the last one at or after the end of the last outcome. */
  readonly looks: readonly Look[]
  /** By service. */
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>
  readonly end: readonly GroupEnd[]
}

export function measure(measured: Measured): Omit<DemoResult, 'problems'> {
  const { topology, sabotage, runs, looks, outcomes, end } = measured
  const windows = mixedWindows(looks.map(({ fleet }) => fleet))
  const all = [...outcomes.values()].flat()
  const services = [...outcomes].map(([service, own]) => serviceResult(service, looks, own))
  const answered = all.filter(({ version }) => version !== undefined)
  return {
    topology,
    sabotage,
    steps: runs.map(run => stepResult(run, windows, all)),
    services,
    requests: all.length,
    lost: all.length - answered.length,
    mixed: mixedIn(windows),
    outsideMixed: services.reduce((sum, { outsideMixed }) => sum + outsideMixed, 0),
    latency: latencySummary(answered.map(({ endedAt, sentAt }) => endedAt - sentAt)),
    end
  }
}

function serviceResult(name: string, looks: readonly Look[], outcomes: readonly Outcome[]): ServiceResult {
  const sights = looks.flatMap(({ services }) => services.get(name) ?? [])
  return {
    name,
    requests: outcomes.length,
    lost: outcomes.filter(({ version }) => version === undefined).length,
    mixed: mixedIn(mixedWindows(sights)),
    outsideMixed: answersOutside(sights, outcomes)
  }
}

function stepResult(
  { exitCode, from, step, to }: StepRun,
  windows: readonly MixedWindow[],
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
