/** The release engine on a twin that begins in any world, under the eyes of the safety rules. */
import { OPTIONS } from '../../__tests__/support/simulation.ts'
import { CLAIM_KEY } from '../../__tests__/support/stand.ts'
import { withinBudget } from '../../src/aws/budget.ts'
import { createFleet } from '../../src/aws/fleet.ts'
import { runCommand } from '../../src/commands/run.ts'
import type { RunReport } from '../../src/commands/run-events.ts'
import type { Clock } from '../../src/release/ports.ts'
import type { World } from '../../src/twin/core/world.ts'
import { createWeatheredTwin, type WeatheredTwin } from '../../src/twin/weather/weathered-twin.ts'
import { createWalk, type Paths, type Spot } from './paths.ts'
import type { Command } from './scenarios.ts'
import { createViews } from './views.ts'
import { createWire, Killed, type Meddler } from './wire.ts'

/** Everything that a lab can be begun with anew. Worlds never change, so it costs nothing to keep many. */
export interface Moment {
  readonly spot: Spot
  /** How many runs there were: their claims have different ids. */
  readonly runs: number
  /** Whether GitHub says of the runs before that they are over. Otherwise time has to tell. */
  readonly told?: boolean
}

export interface Lab {
  readonly twin: WeatheredTwin
  /** Broken rules, without what nobody can know: see views.ts. */
  readonly violations: readonly string[]
  /** How many calls of runs have changed something else than claims. */
  changes(): number
  moment(): Moment
  /** @returns what the run said, or undefined where it was killed. */
  run(command: Command, meddling?: Meddling): Promise<RunReport | undefined>
  /** Time goes by from event to event, so that the rules see each of them. */
  pass(ms: number): void
  /** Lets something happen so much later; what is still to come is no part of a moment. */
  later(ms: number, happen: () => void): void
  /** The world as it was then, ms since the epoch. It reaches back for a few minutes. */
  past(at: number): World
}

export interface Meddling {
  readonly meddler: Meddler
  readonly stop?: AbortSignal
  readonly abort?: AbortSignal
}

const KEPT_PASTS = 60
const UNTOUCHED: Meddling = { meddler: () => ({}) }

/**
 * @param paths that cases go along
 * @param isFirst whether this lab makes them
 */
export function createLab(start: Moment, paths: Paths, isFirst = false): Lab {
  const violations: string[] = []
  let runs = start.runs
  let changes = 0
  const views = createViews(start.told)
  const walk = createWalk(
    start.spot,
    paths,
    (event, wrong) => {
      if (event.kind === 'act') views.acted()
      if (event.kind === 'call' && !isClaim(event.input)) changes += 1
      violations.push(...wrong.filter(each => views.counts(event, each)))
    },
    isFirst ? paths.keep : undefined
  )
  const { world: begin } = start.spot
  const weathered = createWeatheredTwin(begin, undefined, walk)
  const twin: WeatheredTwin = {
    ...weathered,
    request: (service, operation, input, trouble) => {
      views.sent(operation, input, trouble)
      return weathered.request(service, operation, input, trouble)
    }
  }

  let pasts: readonly World[] = [begin]
  let coming: readonly { readonly due: number; readonly happen: () => void }[] = []
  twin.onChange(world => {
    const last = pasts.at(-1)
    if (last?.groups === world.groups && last.targetGroups === world.targetGroups) return
    pasts = [...pasts.slice(1 - KEPT_PASTS), world]
  })

  const happen = () => {
    const due = coming.filter(each => each.due <= twin.world().now)
    if (due.length === 0) return
    coming = coming.filter(each => !due.includes(each))
    for (const each of due) each.happen()
  }
  const pass = (ms: number) => {
    const until = twin.world().now + ms
    const next = () => Math.min(twin.nextDue() ?? Number.POSITIVE_INFINITY, ...coming.map(({ due }) => due))
    for (let due = next(); due <= until; due = next()) {
      views.landing(() => twin.advance(due))
      happen()
    }
    views.landing(() => twin.advance(until))
    happen()
  }

  async function run(command: Command, meddling: Meddling = UNTOUCHED): Promise<RunReport | undefined> {
    let dead = false
    const alive = () => {
      if (dead) throw new Killed()
    }
    const clock: Clock = {
      now: () => twin.world().now,
      sleep: async (ms, signal) => {
        alive()
        signal?.throwIfAborted()
        pass(ms)
      }
    }
    const send = createWire(twin, clock, request => {
      alive()
      const looked = request.call.operation === 'DescribeAutoScalingGroups' ? views.looks() : undefined
      try {
        const fate = meddling.meddler(request)
        const { afterwards, from } = fate
        if (!from) looked?.()
        return afterwards ? { ...fate, afterwards: () => dying(afterwards) } : fate
      } catch (error) {
        dead ||= error instanceof Killed
        throw error
      }
    })
    const dying = (afterwards: () => void) => {
      try {
        afterwards()
      } catch (error) {
        dead ||= error instanceof Killed
        throw error
      }
    }
    const report = await runCommand(
      { fleet: createFleet(withinBudget(send, clock)), clock, random: () => 0.5 },
      {
        options: { ...OPTIONS, ...command },
        region: 'eu-west-1',
        means: { kind: 'none' },
        claimant: { id: `run-${++runs}`, by: 'the crash matrix' },
        ...(start.told && { isOver: async () => true }),
        listener: () => undefined,
        confirm: async () => true,
        stop: meddling.stop ?? new AbortController().signal,
        abort: meddling.abort ?? new AbortController().signal
      }
    )
    return dead ? undefined : report
  }

  return {
    twin,
    violations,
    changes: () => changes,
    moment: () => ({ ...start, spot: walk.spot(), runs }),
    run,
    pass,
    later: (ms, what) => {
      coming = [...coming, { due: twin.world().now + ms, happen: what }]
    },
    past: at => pasts.findLast(world => world.now <= at) ?? begin
  }
}

/** Whether a call is about claims alone. */
export const isClaim = ({ Tags }: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(Tags) && Tags.every(({ Key }: { readonly Key?: string }) => CLAIM_KEY.test(Key ?? ''))
