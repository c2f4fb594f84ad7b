import type { Act } from '../core/act.ts'
import type { Service } from '../core/operations.ts'
import { type Answer, nextDue, type Step, step, type TwinEvent } from '../core/step.ts'
import type { World } from '../core/world.ts'

/** A world that lives on between calls. Each call is one step, so nobody sees half of one. */
export interface Twin {
  call(service: Service, operation: string, input: Readonly<Record<string, unknown>>): Answer
  act(act: Act): Answer
  /** Runs everything due until `to`, ms since the epoch. */
  advance(to: number): void
  /** Due time of the next timer, ms since the epoch. */
  nextDue(): number | undefined
  world(): World
  /** Tells `listener` of every step that changed the world. @returns ends the subscription */
  onChange(listener: (world: World, event: TwinEvent) => void): () => void
}

export function createTwin(start: World): Twin {
  let world = start
  const listeners = new Set<(world: World, event: TwinEvent) => void>()

  function take(event: TwinEvent): Step {
    const before = world
    const result = step(before, event)
    world = result.world
    if (world !== before) for (const listener of listeners) listener(world, event)
    return result
  }

  function answerOf(event: TwinEvent): Answer {
    return take(event).answer ?? { ok: true, output: {} }
  }

  return {
    call: (service, operation, input) => answerOf({ kind: 'call', service, operation, input }),
    act: act => answerOf({ kind: 'act', act }),
    advance: to => {
      take({ kind: 'advance', to })
    },
    nextDue: () => nextDue(world),
    world: () => world,
    onChange: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
