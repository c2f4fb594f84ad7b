/**
 * Worlds that have been, and what led from one to the next. A step of the twin is a pure function and so is what the rules
 * say to it: as long as a case does what the undisturbed run did, both are looked up and not worked out again.
 */
import { judged, type Memories, memoriesAt } from '../../__tests__/support/checker.ts'
import { type Answer, nextDue, step, type TwinEvent } from '../../src/twin/core/step.ts'
import type { World } from '../../src/twin/core/world.ts'
import type { Twin } from '../../src/twin/doors/function-door.ts'

/** A world, and what the rules know of how it came to be. */
export interface Spot {
  readonly world: World
  readonly memories: Memories
}

export interface Way {
  readonly to: Spot
  readonly answer?: Answer
  /** What the rules say to it. */
  readonly wrong: readonly string[]
}

/** Ways by what is done, for each spot that was left. */
export interface Paths {
  waysFrom(spot: Spot): Map<string, Way> | undefined
  /** Keeps the way, from now on. */
  keep(from: Spot, event: TwinEvent, way: Way): void
}

export const spotAt = (world: World): Spot => ({ world, memories: memoriesAt(world) })

export function createPaths(): Paths {
  const known = new WeakMap<Spot, Map<string, Way>>()
  return {
    waysFrom: spot => known.get(spot),
    keep: (from, event, way) => {
      const ways = known.get(from)
      if (ways) ways.set(keyOf(event), way)
      else known.set(from, new Map([[keyOf(event), way]]))
    }
  }
}

function walked(from: Spot, event: TwinEvent): Way {
  const { world, answer } = step(from.world, event)
  const said = { ...(answer && { answer }) }
  if (world === from.world) return { to: from, wrong: [], ...said }
  const { wrong, memories } = judged(from.world, world, event, from.memories)
  return { to: { world, memories }, wrong, ...said }
}

function keyOf(event: TwinEvent): string {
  switch (event.kind) {
    case 'advance':
      return `${event.to}`
    case 'act':
      return JSON.stringify(event.act)
    case 'call':
      return `${event.service}.${event.operation} ${JSON.stringify(event.input)}`
  }
}

export interface Walk extends Twin {
  spot(): Spot
}

/**
 * A twin that walks along known paths, and off them where the event is another one.
 * @param told of every event that changed the world, before all others
 * @param beaten told of every step
 */
export function createWalk(
  start: Spot,
  paths: Paths,
  told: (event: TwinEvent, wrong: readonly string[]) => void,
  beaten: (from: Spot, event: TwinEvent, way: Way) => void = () => undefined
): Walk {
  let spot = start
  const listeners = new Set<(world: World, event: TwinEvent) => void>()
  const take = (event: TwinEvent): Way => {
    const way = paths.waysFrom(spot)?.get(keyOf(event)) ?? walked(spot, event)
    beaten(spot, event, way)
    if (way.to === spot) return way
    spot = way.to
    told(event, way.wrong)
    for (const listener of listeners) listener(spot.world, event)
    return way
  }
  const answered = (event: TwinEvent): Answer => take(event).answer ?? { ok: true, output: {} }
  return {
    spot: () => spot,
    world: () => spot.world,
    nextDue: () => nextDue(spot.world),
    call: (service, operation, input) => answered({ kind: 'call', service, operation, input }),
    act: act => answered({ kind: 'act', act }),
    advance: to => {
      take({ kind: 'advance', to })
    },
    onChange: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
