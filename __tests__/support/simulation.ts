import { withinBudget } from '../../src/aws/budget.ts'
import { createFleet } from '../../src/aws/fleet.ts'
import type { AwsCall, Send } from '../../src/aws/transport.ts'
import { DEFAULTS, type Options } from '../../src/commands/options.ts'
import { runCommand } from '../../src/commands/run.ts'
import type { RunEvent, RunReport } from '../../src/commands/run-events.ts'
import { ReleaseError } from '../../src/release/codes.ts'
import type { Change, Clock, FleetPort, SessionFacts } from '../../src/release/ports.ts'
import { createWorld } from '../../src/twin/core/create-world.ts'
import { parseScenario } from '../../src/twin/core/scenario.ts'
import { type GroupView, view } from '../../src/twin/core/view.ts'
import { createWeatheredTwin, type WeatheredTwin } from '../../src/twin/weather/weathered-twin.ts'
import { sendTo } from './send.ts'

export const START = Date.parse('2026-01-05T09:00:00Z')
export const TAGS = { 'docker:image:name': 'acme/web', 'docker:image:version': '1.0.0' }

/** One pair, blue live with three instances of 1.0.0. */
export const onePair = (overrides: { blue?: object; green?: object; targetGroup?: object } = {}) => ({
  targetGroups: [
    {
      name: 'web',
      deregistrationDelaySeconds: 60,
      healthCheckIntervalSeconds: 10,
      healthyThreshold: 2,
      ...overrides.targetGroup
    }
  ],
  groups: [
    { name: 'web-blue', min: 2, max: 6, desired: 3, targetGroups: ['web'], tags: TAGS, ...overrides.blue },
    { name: 'web-green', min: 0, max: 4, desired: 0, targetGroups: ['web'], tags: TAGS, ...overrides.green }
  ]
})

export const OPTIONS: Options = {
  command: 'status',
  imageName: 'acme/web',
  asgPrefix: 'web',
  ...DEFAULTS
}

type Output = Readonly<Record<string, unknown>>

/** Thrown in place of an answer: the process that asked is gone. */
export class Killed extends Error {}

export interface Simulation {
  readonly twin: WeatheredTwin
  readonly fleet: FleetPort
  readonly clock: Clock
  /** Changes that AWS was asked for, in order, claim tags left out. */
  readonly changes: Change[]
  readonly events: RunEvent[]
  /** Requests that reached AWS so far, by operation, tries again included. */
  readonly requests: ReadonlyMap<string, number>
  /** Of these, those that were turned away for being too many. */
  throttled(): number
  /** From now on every request that reaches AWS is told. */
  listen(listener: (call: AwsCall) => void): void
  /** From now on answers to the operation are what `edit` makes of them: for what the twin does not model. */
  alter(operation: string, edit: (output: Output) => Output): void
  group(name: string): GroupView
  run(options: Partial<Options>, hooks?: Hooks): Promise<RunReport>
}

export interface Hooks {
  /** What is known of credentials and clock. */
  readonly session?: SessionFacts
  /** Before a change is applied; may act on the world, or throw `Killed`. */
  readonly before?: (change: Change, index: number) => void
  /** After a change was applied. */
  readonly after?: (change: Change, index: number) => void
  readonly stop?: AbortSignal
  readonly onSleep?: () => void
  /** While a person thinks about the question; what it gives is the answer, yes by default. */
  readonly onConfirm?: () => Promise<boolean | undefined>
}

/** The whole release engine on a twin, in this process and in virtual time. */
export function simulate(scenario: object): Simulation {
  const start = parseScenario(scenario, START)
  const twin = createWeatheredTwin(createWorld(start), start.weather)
  const changes: Change[] = []
  const events: RunEvent[] = []
  const requests = new Map<string, number>()
  let throttled = 0
  const edits = new Map<string, (output: Output) => Output>()
  const listeners: ((call: AwsCall) => void)[] = []
  const send = (clock: Clock): Send =>
    sendTo(clock, call => {
      const { service, operation, input } = call
      const { said } = twin.request(service, operation, input)
      for (const listener of listeners) listener(call)
      requests.set(operation, (requests.get(operation) ?? 0) + 1)
      if (typeof said === 'object' && !said.ok && /^Throttling/.test(said.error.code)) throttled += 1
      const edit = edits.get(operation)
      return edit && typeof said === 'object' && said.ok ? { ok: true, output: edit(said.output) } : said
    })
  const clock: Clock = {
    now: () => twin.world().now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      // From timer to timer, so that whoever watches the twin sees every state it goes through.
      const until = twin.world().now + ms
      for (let due = twin.nextDue(); due !== undefined && due <= until; due = twin.nextDue())
        twin.advance(due)
      twin.advance(until)
    }
  }
  const fleet = createFleet(withinBudget(send(clock), clock))
  let runs = 0

  async function run(options: Partial<Options>, hooks: Hooks = {}): Promise<RunReport> {
    const { session } = hooks
    let index = 0
    let dead = false
    const alive = () => {
      if (dead) throw new Killed()
    }
    const perRun: FleetPort = {
      ...fleet,
      // Claims, and the notes of many services in one call: to the hooks each of these is a change of its own.
      putTags: async (tags, at, signal) => {
        alive()
        const notes = tags
          .filter(({ key }) => !key.includes(':claim:'))
          .map(({ group, ...tag }) => ({
            number: index++,
            change: { kind: 'tag', group, tags: [tag] } as const
          }))
        try {
          for (const { change, number } of notes) {
            hooks.before?.(change, number)
            changes.push(change)
          }
          await fleet.putTags(tags, at, signal)
          for (const { change, number } of notes) hooks.after?.(change, number)
        } catch (error) {
          dead ||= error instanceof Killed
          throw error
        }
      },
      removeTags: async (tags, at, signal) => {
        alive()
        await fleet.removeTags(tags, at, signal)
      },
      apply: async (change, at) => {
        alive()
        const number = index++
        try {
          hooks.before?.(change, number)
          changes.push(change)
          await fleet.apply(change, at)
          hooks.after?.(change, number)
        } catch (error) {
          dead ||= error instanceof Killed
          throw error
        }
      }
    }
    const quiet = new AbortController().signal
    const sleeping: Clock = {
      now: clock.now,
      sleep: async (ms, signal) => {
        alive()
        hooks.onSleep?.()
        await clock.sleep(ms, signal)
      }
    }
    return await runCommand(
      {
        fleet: perRun,
        clock: sleeping,
        random: () => 0.5,
        ...(session && { session: { facts: async () => session } })
      },
      {
        options: { ...OPTIONS, ...options },
        region: 'eu-west-1',
        means: { kind: 'none' },
        claimant: { id: `run-${++runs}`, by: 'a test' },
        listener: event => events.push(event),
        confirm: async () => (await hooks.onConfirm?.()) ?? true,
        stop: hooks.stop ?? quiet,
        abort: hooks.stop ?? quiet
      }
    )
  }

  return {
    twin,
    fleet,
    clock,
    changes,
    events,
    requests,
    throttled: () => throttled,
    listen: listener => {
      listeners.push(listener)
    },
    alter: (operation, edit) => {
      edits.set(operation, edit)
    },
    run,
    group: name => {
      const found = view(twin.world()).groups.find(group => group.name === name)
      if (!found) throw new Error(`no group ${name}`)
      return found
    }
  }
}

export const stopReason = new ReleaseError([{ code: 'BGR-STOPPED', message: 'stopped', fix: 'run again' }])
