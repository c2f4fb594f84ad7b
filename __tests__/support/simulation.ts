import { toAwsError } from '../../src/aws/aws-error.ts'
import { createFleet } from '../../src/aws/fleet.ts'
import type { Send } from '../../src/aws/transport.ts'
import type { Options } from '../../src/commands/options.ts'
import { runCommand } from '../../src/commands/run.ts'
import type { RunEvent, RunReport } from '../../src/commands/run-events.ts'
import { ReleaseError } from '../../src/release/codes.ts'
import { AwsError } from '../../src/release/errors.ts'
import type { Change, Clock, FleetPort } from '../../src/release/ports.ts'
import { createWorld, parseScenario } from '../../src/twin/core/scenario.ts'
import { type GroupView, view } from '../../src/twin/core/view.ts'
import { createWeatheredTwin, type WeatheredTwin } from '../../src/twin/weather/weathered-twin.ts'

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
  redeploy: false,
  timeoutMs: 30 * 60_000
}

/** As long as the transport waits for one call (src/aws/sdk-transport.ts). */
const GIVES_UP_MS = 30_000

const READ_ATTEMPTS = 4

/** Errors as SDK v3 throws them. */
const sdkError = ({ code, message, status }: { code: string; message: string; status: number }) =>
  Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode: status } })
const noAnswer = (said: 'html' | 'empty' | 'cut' | 'silence') =>
  said === 'html' || said === 'empty'
    ? sdkError({ code: 'Unknown', message: 'Unknown', status: 500 })
    : Object.assign(new Error(said === 'cut' ? 'socket hang up' : 'no answer within 30 s'), { name: 'Error' })

/** Thrown in place of an answer: the process that asked is gone. */
export class Killed extends Error {}

export interface Simulation {
  readonly twin: WeatheredTwin
  readonly fleet: FleetPort
  readonly clock: Clock
  /** Changes that AWS was asked for, in order, claim tags left out. */
  readonly changes: Change[]
  readonly events: RunEvent[]
  group(name: string): GroupView
  run(options: Partial<Options>, hooks?: Hooks): Promise<RunReport>
}

export interface Hooks {
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
  const once: Send = async ({ service, operation, input }, signal) => {
    const { said } = twin.request(service, operation, input)
    if (said === 'silence') await clock.sleep(GIVES_UP_MS, signal)
    if (typeof said === 'object' && said.ok) return said.output
    throw toAwsError(operation, typeof said === 'object' ? sdkError(said.error) : noAnswer(said))
  }
  // As SDK v3 in standard mode does, without its jitter: reads are tried again, changes are not.
  const send: Send = async (call, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(call, signal)
      } catch (error) {
        const again = error instanceof AwsError && (error.kind === 'busy' || error.kind === 'unknown')
        if (!again || !call.operation.startsWith('Describe') || attempt === READ_ATTEMPTS) throw error
        await clock.sleep((error.kind === 'busy' ? 500 : 50) * 2 ** attempt, signal)
      }
    }
  }
  const fleet = createFleet(send)
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
  let runs = 0

  async function run(options: Partial<Options>, hooks: Hooks = {}): Promise<RunReport> {
    let index = 0
    let dead = false
    const alive = () => {
      if (dead) throw new Killed()
    }
    const perRun: FleetPort = {
      ...fleet,
      apply: async (change, at) => {
        alive()
        const claim =
          'tags' in change
            ? change.tags.some(isClaim)
            : 'keys' in change && change.keys.some(key => key.includes(':claim:'))
        if (claim) return await fleet.apply(change, at)
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
      { fleet: perRun, clock: sleeping, random: () => 0.5 },
      {
        options: { ...OPTIONS, ...options },
        region: 'eu-west-1',
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
    run,
    group: name => {
      const found = view(twin.world()).groups.find(group => group.name === name)
      if (!found) throw new Error(`no group ${name}`)
      return found
    }
  }
}

const isClaim = (tag: { readonly key: string }): boolean => tag.key.includes(':claim:')

export const stopReason = new ReleaseError([{ code: 'BGR-STOPPED', message: 'stopped', fix: 'run again' }])
