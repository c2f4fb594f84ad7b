/** Lets faults happen to requests of one run. */
import type { World } from '../../src/twin/core/world.ts'
import { fits, type Kind, type Stage } from './faults.ts'
import type { Lab, Meddling } from './lab.ts'
import type { Request } from './wire.ts'

/** A kind of fault, and the number of the request that it strikes first. */
export interface Fault {
  readonly kind: Kind
  readonly at: number
  /** Whether it strikes the first request from there on that it can strike, and not that one alone. */
  readonly onward: boolean
}

export interface Struck extends Meddling {
  /** The requests that were struck first, by fault; a fault that is not here has not happened. */
  readonly fired: ReadonlyMap<Fault, Request>
}

/** @param ended told of the world in which the first fault strikes */
export function meddle(
  lab: Lab,
  pristine: World,
  faults: readonly Fault[],
  struck: (world: World) => void = () => undefined
): Struck {
  const stop = new AbortController()
  const abort = new AbortController()
  const fired = new Map<Fault, Request>()
  const stages = new Map<Fault, Stage>()

  const strikes = (fault: Fault, request: Request): boolean => {
    const { kind, at } = fault
    if (!fits(kind, request)) return false
    const stage = stages.get(fault)
    const first = fired.get(fault)
    if (stage && first) return request === first || (kind.lasts?.(stage, first, request) ?? false)
    return (
      (fault.onward ? request.number >= at : request.number === at) ||
      (stage !== undefined && (kind.lasts?.(stage, request, request) ?? false))
    )
  }

  return {
    fired,
    stop: stop.signal,
    abort: abort.signal,
    meddler: request => {
      for (const fault of faults) {
        if (!strikes(fault, request)) continue
        const { kind } = fault
        const now = lab.twin.world()
        const stage = (kind.lasts && stages.get(fault)) ?? {
          lab,
          stop,
          abort,
          pristine,
          since: now.now,
          was: now
        }
        stages.set(fault, stage)
        // What happens to the world happens once, however often the request is tried.
        if (fired.has(fault) && (kind.about === 'environment' || kind.about === 'operator')) continue
        if (kind.kills) fired.set(fault, request)
        const fate = kind.strike(stage, request)
        if (fate === undefined) continue
        if (!fired.has(fault)) struck(now)
        if (!fired.has(fault)) fired.set(fault, request)
        return fate
      }
      return {}
    }
  }
}
