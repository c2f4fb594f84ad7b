/** Short keys for states: a part that many states have is written out once, and is one object in all of them. */
import type { Group, Listener, Request, Run, State } from './state.ts'

export interface Keyed {
  readonly key: string
  readonly state: State
}

export interface Keys {
  /** The key of a state, and the state with its parts exchanged for equal ones that were there before. */
  of(state: State): Keyed
}

type Part = Group | Listener | Run | ReadonlyMap<string, string> | readonly Request[]

interface Known<T> {
  readonly number: number
  readonly part: T
}

export function createKeys(): Keys {
  const byText = new Map<string, Known<Part>>()
  const byPart = new WeakMap<Part, Known<Part>>()
  function know<T extends Part>(part: T, write: (part: T) => string): Known<T> {
    const found = byPart.get(part)
    if (found) return found as Known<T>
    const text = write(part)
    const known = (byText.get(text) ?? { number: byText.size, part }) as Known<T>
    byText.set(text, known)
    byPart.set(part, known)
    return known
  }
  const tags = (part: ReadonlyMap<string, string>) =>
    know(part, each =>
      [...each]
        .map(([key, value]) => `${key} ${value}`)
        .sort()
        .join('\n')
    )
  const group = (part: Group): Known<Group> =>
    know(part, ({ min, max, desired, instances, suspended, tags: own }) => {
      const each = instances.map(one => [one.id, one.lifecycle, one.health, one.protected])
      return JSON.stringify([min, max, desired, each, suspended, tags(own).number])
    })
  const listener = (part: Listener): Known<Listener> =>
    know(part, each => JSON.stringify(['listener', each.weights, tags(each.tags).number]))
  return {
    of: state => {
      const { window, weather, demand, ended } = state
      const blue = group(state.groups.blue)
      const green = group(state.groups.green)
      const forward = state.listener && listener(state.listener)
      const air = know(state.air, each => JSON.stringify(['air', each]))
      const run = state.run && know(state.run, each => JSON.stringify(['run', each]))
      const parts = [blue, green, forward, air, run].map(each => each?.number ?? '')
      const rest = [Number(window), Number(ended), demand, weather.load, weather.illness]
      return {
        key: `${parts.join('.')}.${rest.join('.')}`,
        state: {
          ...state,
          groups: { blue: blue.part, green: green.part },
          air: air.part,
          ...(forward && { listener: forward.part }),
          ...(run && { run: run.part })
        }
      }
    }
  }
}
