import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { endProblems, groupEnds } from './end-state.ts'
import { endTable } from './end-table.ts'
import { groupSights } from './fleet-sight.ts'
import { startFleetTraffic } from './fleet-traffic.ts'
import { measure, type StepRun } from './measure.ts'
import { problemsOf, resultJson } from './result.ts'
import { DEMO_SPEED, SLOWEST_MS, servicesOf, type Topology } from './scenario.ts'
import { liveScreen, noScreen, plainScreen, type Screen } from './screen.ts'
import { type Progress, snapshotOf } from './snapshot.ts'
import { openStage, type Stage } from './stage.ts'
import { runStep, STEPS } from './steps.ts'

export interface DemoSetting {
  /** The action's main script, `dist/index.js`. */
  readonly actionPath: string
  readonly write: (text: string) => void
  readonly isTty: boolean
  /** Width of the terminal. */
  readonly columns: () => number
  /** Writes nothing but the result, as one line of JSON. */
  readonly json: boolean
  /** Skips the drain: the deregistration delay is 0. */
  readonly sabotage: boolean
  /** How many services are released as one, 1 to `MOST_SERVICES`; 1 by default. */
  readonly services?: number
  /** `shared` by default. */
  readonly topology?: Topology
  /** Where summaries, logs and outputs are left; made when missing. */
  readonly directory: string
  /** Aborting ends everything that the demo started. */
  readonly signal: AbortSignal
  readonly environment: { readonly PATH?: string | undefined; readonly NO_COLOR?: string | undefined }
  /** Virtual seconds in a real second; 20 by default. */
  readonly speed?: number
  /** Fewest requests when every step succeeds; 10,000 by default. */
  readonly requests?: number
  /** Real ms of traffic before, between and after the steps; 1000 by default. */
  readonly pauseMs?: number
  /** Real ms that the slowest request takes; 1500 by default. The drain is twice as long. */
  readonly slowestMs?: number
}

const REQUESTS_PER_SECOND = 280
const MINIMUM_REQUESTS = 10_000
const PAUSE_MS = 1000
const INTERRUPTED = 130

/**
 * Releases, rolls back, releases again and finalizes one service of the twin or several as one, under real HTTP traffic.
 * @returns 0 when all went as it must (sabotaged: when requests were lost), 1 when not, 130 when aborted.
 * @throws when a port, the directory or the action's process cannot be had.
 */
export async function runDemo(setting: DemoSetting): Promise<number> {
  const { directory, environment, json, sabotage, signal, topology = 'shared', write } = setting
  const speed = setting.speed ?? DEMO_SPEED
  const colour = setting.isTty && !environment.NO_COLOR
  const now = () => performance.now()
  mkdirSync(directory, { recursive: true })

  const slowestMs = setting.slowestMs ?? SLOWEST_MS
  // Twice the slowest request, so that a slow machine loses none either.
  const drainSeconds = sabotage ? 0 : Math.round((2 * slowestMs * speed) / 1000)
  const services = servicesOf(setting.services ?? 1)
  const stage = await openStage({ services, topology, drainSeconds, slowestMs, speed }, now)
  const start = groupEnds(stage.view())
  const startedAt = now()
  const traffic = startFleetTraffic(stage.loadBalancerPorts, REQUESTS_PER_SECOND, now)
  const screen = screenFor(setting, colour)
  const progress: Progress = { stage: '', since: startedAt, line: '' }
  const show = () =>
    screen.show(snapshotOf(progress, groupSights(stage.view()), traffic, speed, startedAt, now()))
  const say = (title: string) => {
    Object.assign(progress, { stage: title, since: now(), line: '' })
    show()
  }
  const timer = setInterval(show, 100)
  try {
    const runs = await runSteps(setting, stage, say, line => {
      progress.line = line
      show()
    })
    const fewest = runs.every(({ exitCode }) => exitCode === 0) ? (setting.requests ?? MINIMUM_REQUESTS) : 0
    if (traffic.sent() < fewest) say('traffic runs on')
    while (traffic.sent() < fewest) await sleep(50, undefined, { signal })
    say('the last requests end')
    await traffic.stop()
    const looks = [...stage.looks, stage.look()]
    const end = groupEnds(stage.view())
    const outcomes = new Map([...traffic.services].map(([service, own]) => [service, own.outcomes]))
    const measured = measure({ topology, sabotage, runs, looks, outcomes, end })
    const result = { ...measured, problems: problemsOf(measured, endProblems(services, start, end)) }
    show()
    screen.end()
    write(json ? `${resultJson(result)}\n` : endTable(result, directory, colour))
    return result.problems.length === 0 ? 0 : 1
  } catch (error) {
    screen.end()
    if (signal.aborted) return INTERRUPTED
    throw error
  } finally {
    clearInterval(timer)
    traffic.abort()
    await stage.close()
  }
}

/** Stops at the first step that fails. @throws AbortError when the signal aborts. */
async function runSteps(
  setting: DemoSetting,
  stage: Stage,
  say: (title: string) => void,
  onProgress: (line: string) => void
): Promise<readonly StepRun[]> {
  const { actionPath, directory, environment, signal, pauseMs = PAUSE_MS } = setting
  const runs: StepRun[] = []
  const pause = async () => {
    say('traffic runs')
    await sleep(pauseMs, undefined, { signal })
  }
  for (const step of STEPS) {
    await pause()
    say(`step ${step.number} of ${STEPS.length}: ${step.title}`)
    const from = stage.look().fleet
    const path = environment.PATH
    const exitCode = await runStep(step, {
      actionPath,
      endpoint: stage.endpoint,
      directory,
      path,
      signal,
      onProgress
    })
    signal.throwIfAborted()
    runs.push({ step, exitCode, from, to: stage.look().fleet })
    if (exitCode !== 0) return runs
  }
  await pause()
  return runs
}

function screenFor({ columns, isTty, json, write }: DemoSetting, colour: boolean): Screen {
  if (json) return noScreen
  return isTty ? liveScreen(write, columns, colour) : plainScreen(write)
}
