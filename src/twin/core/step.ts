import { Immer } from 'immer'
import { type Act, perform } from './act.ts'
import { AwsFault } from './fault.ts'
import { fire } from './fire.ts'
import { operations, type Service } from './operations.ts'
import { plain } from './plain.ts'
import { takeDue } from './timers.ts'
import type { World } from './world.ts'

export type TwinEvent =
  | {
      readonly kind: 'call'
      readonly service: Service
      readonly operation: string
      readonly input: Readonly<Record<string, unknown>>
    }
  /** Runs everything due until `to` (ms since the epoch), in order of due time. An earlier time changes nothing. */
  | { readonly kind: 'advance'; readonly to: number }
  | { readonly kind: 'act'; readonly act: Act }

export type Answer =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false
      readonly error: { readonly status: number; readonly code: string; readonly message: string }
    }

export interface Step {
  readonly world: World
  readonly answer?: Answer
}

const VERSIONS: Readonly<Record<Service, string>> = {
  autoscaling: '2011-01-01',
  elasticloadbalancing: '2015-12-01',
  monitoring: '2010-08-01',
  sns: '2010-03-31'
}

const immer = new Immer({ autoFreeze: false })

/** What the world becomes by one event, and what AWS answers. Pure: the given world is never changed. */
export function step(world: World, event: TwinEvent): Step {
  if (event.kind === 'advance') return { world: advance(world, event.to) }
  if (event.kind === 'act') return change(world, draft => perform(draft, event.act))
  const operation = operations.get(`${event.service}.${event.operation}`)
  if (operation === undefined) {
    const message = `Could not find operation ${event.operation} for version ${VERSIONS[event.service]}`
    return refusal(world, new AwsFault('InvalidAction', message))
  }
  const run = (on: World): Record<string, unknown> => operation.handler(on, event.input)
  return operation.mutating ? change(world, run) : read(world, run)
}

/** Due time of the next timer, ms since the epoch. */
export function nextDue(world: World): number | undefined {
  return world.timers[0]?.due
}

function advance(world: World, to: number): World {
  const isDue = (nextDue(world) ?? Number.POSITIVE_INFINITY) <= Math.max(to, world.now)
  if (!isDue) return to <= world.now ? world : { ...world, now: to }
  return immer.produce(world, draft => {
    // A heap of its own: immer hands out members of what it drafts one by one.
    draft.timers = [...world.timers]
    for (let timer = takeDue(draft, to); timer !== undefined; timer = takeDue(draft, to)) {
      draft.now = Math.max(draft.now, timer.due)
      fire(draft, timer)
    }
    draft.now = Math.max(draft.now, to)
  })
}

function read(world: World, run: (world: World) => Record<string, unknown>): Step {
  try {
    return { world, answer: { ok: true, output: run(world) } }
  } catch (error) {
    return refusal(world, error)
  }
}

function change(world: World, run: (draft: World) => Record<string, unknown>): Step {
  let output: Record<string, unknown> = {}
  try {
    const changed = immer.produce(world, draft => {
      output = plain(run(draft))
    })
    return { world: changed, answer: { ok: true, output } }
  } catch (error) {
    return refusal(world, error)
  }
}

/** A refused call changes nothing. Any other error is a defect of the twin and passes on. */
function refusal(world: World, error: unknown): Step {
  if (!(error instanceof AwsFault)) throw error
  return {
    world,
    answer: { ok: false, error: { status: error.status, code: error.code, message: error.message } }
  }
}
