/** Several people at one service: their runs share a twin, and time goes on when all of them sleep. */
import { setImmediate } from 'node:timers/promises'
import { createFleet } from '../../src/aws/fleet.ts'
import type { Options } from '../../src/commands/options.ts'
import { runCommand } from '../../src/commands/run.ts'
import type { RunReport } from '../../src/commands/run-events.ts'
import type { Clock } from '../../src/release/ports.ts'
import type { Act } from '../../src/twin/core/act.ts'
import { createWorld } from '../../src/twin/core/create-world.ts'
import { parseScenario } from '../../src/twin/core/scenario.ts'
import { type TroubleKind, troubleOf } from '../../src/twin/weather/trouble.ts'
import { createWeatheredTwin, type WeatheredTwin } from '../../src/twin/weather/weathered-twin.ts'
import { untrue } from './checked.ts'
import { watch } from './checker.ts'
import { isRead, refusedAsTooOld, sendTo } from './send.ts'
import { Killed, OPTIONS, START, stopReason } from './simulation.ts'
import { standOf } from './stand.ts'

export interface Run {
  /** Absent while it is at work, and where it was killed. */
  readonly report?: RunReport
  readonly killed: boolean
  /** Its process is gone before its next request. */
  kill(): void
  /** As SIGINT does. */
  stop(): void
  /** What its next change meets. */
  meet(trouble: TroubleKind, amount: number): void
  /** Its next sleep takes so many ms more: a suspended machine. */
  freeze(ms: number): void
}

export interface SeveralRuns {
  readonly twin: WeatheredTwin
  begin(options: Partial<Options>): Promise<Run>
  /** Lets so many sleeps end, one after the other. Fewer where nobody sleeps any more. */
  go(sleeps: number): Promise<void>
  /** Until every run has ended. */
  finish(): Promise<void>
  act(act: Act): void
  /** Ms in which nobody works. */
  pass(ms: number): void
  violations(): readonly string[]
}

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

/** So many sleeps are more than any command takes. */
const ENDLESS = 5_000

export function severalRuns(scenario: object): SeveralRuns {
  const start = parseScenario(scenario, START)
  const twin = createWeatheredTwin(createWorld(start))
  const checker = watch(twin)
  const violations: string[] = []
  const sleepers: Sleeper[] = []
  const outdated = new Set<string>()
  const ids: string[] = []
  let calling = ''
  let seen = 0
  twin.onChange((_, event) => {
    if (event.kind === 'act') for (const id of ids) outdated.add(id)
    // What was decided on a look that is older than an act of the environment nobody could know better.
    if (event.kind === 'advance' || (event.kind === 'call' && !outdated.has(calling)))
      violations.push(...checker.violations.slice(seen))
    seen = checker.violations.length
  })

  function pass(ms: number): void {
    const until = twin.world().now + ms
    for (let due = twin.nextDue(); due !== undefined && due <= until; due = twin.nextDue()) twin.advance(due)
    twin.advance(until)
  }

  async function go(sleeps: number): Promise<void> {
    for (let n = 0; n < sleeps; n += 1) {
      await setImmediate()
      const first = sleepers.sort((one, other) => one.due - other.due).shift()
      if (!first) return
      pass(Math.max(0, first.due - twin.world().now))
      first.wake()
    }
    await setImmediate()
  }

  async function begin(options: Partial<Options>): Promise<Run> {
    const id = `run-${ids.length + 1}`
    ids.push(id)
    const stop = new AbortController()
    let dead = false
    let frozenMs = 0
    let trouble: { readonly kind: TroubleKind; readonly amount: number } | undefined
    const alive = () => {
      if (dead) throw new Killed()
    }
    const clock: Clock = {
      now: () => twin.world().now,
      sleep: (ms, signal) =>
        new Promise((wake, reject) => {
          alive()
          signal?.throwIfAborted()
          const sleeper = { due: twin.world().now + ms + frozenMs, wake }
          frozenMs = 0
          sleepers.push(sleeper)
          signal?.addEventListener('abort', () => {
            const at = sleepers.indexOf(sleeper)
            if (at < 0) return
            sleepers.splice(at, 1)
            reject(signal.reason)
          })
        })
    }
    const send = sendTo(clock, call => {
      const { service, operation, input } = call
      alive()
      calling = id
      const tooOld = refusedAsTooOld(call, twin.world().now)
      if (tooOld) return tooOld
      if (operation === 'DescribeAutoScalingGroups') outdated.delete(id)
      const met = isRead(call) ? undefined : trouble
      if (met) trouble = undefined
      return twin.request(
        service,
        operation,
        input,
        met && troubleOf(met.kind, service, operation, met.amount)
      ).said
    })
    const mutable: { report?: RunReport; killed: boolean } = { killed: false }
    const ended = runCommand(
      { fleet: createFleet(send), clock, random: () => 0.5 },
      {
        options: { ...OPTIONS, ...options },
        region: start.region,
        means: { kind: 'none' },
        claimant: { id, by: id },
        listener: () => undefined,
        confirm: async () => true,
        stop: stop.signal,
        abort: stop.signal
      }
    )
    ended.then(report => {
      if (dead) return
      mutable.report = report
      const { command = 'status', imageVersion } = options
      if (report.status === 'succeeded' && !outdated.has(id))
        violations.push(...untrue(command, standOf(twin.world(), 'web'), imageVersion))
    })
    await setImmediate()
    return Object.assign(mutable, {
      kill: () => {
        dead = mutable.killed = mutable.report === undefined
      },
      stop: () => stop.abort(stopReason),
      freeze: (ms: number) => {
        frozenMs = ms
      },
      meet: (kind: TroubleKind, amount: number) => {
        trouble = { kind, amount }
      }
    })
  }

  return {
    twin,
    begin,
    go,
    finish: async () => {
      await go(ENDLESS)
      if (sleepers.length > 0) violations.push(`L1 end: a run did not end within ${ENDLESS} sleeps`)
    },
    act: act => {
      try {
        twin.act(act)
      } catch {
        // An act that does not fit the world does nothing.
      }
    },
    pass,
    violations: () => violations
  }
}
