/** Numbers for states: a part that many states have is written out once, and is one object in all of them. */
import type { Change } from '../../src/release/ports.ts'
import { createNumbering, type Numbering } from './numbering.ts'
import type { Group, Instance, Listener, Request, Run, State } from './state.ts'

export interface Keyed {
  /** 0, 1, ... in the order in which states come for the first time. */
  readonly number: number
  readonly state: State
}

export interface Keys {
  /** The number of a state, and the state with its parts exchanged for equal ones that were there before. */
  of(state: State): Keyed
  /** How many different states there were. */
  readonly size: number
}

interface Known<T> {
  readonly number: number
  readonly part: T
}

export function createKeys(): Keys {
  const change = createParts<Change>(JSON.stringify)
  const tags = createParts<ReadonlyMap<string, string>>(each =>
    [...each]
      .map(([key, value]) => `${key} ${value}`)
      .sort()
      .join('\n')
  )
  const processes = createParts<readonly string[]>(each => each.join())
  const group = createParts<Group>(
    ({ min, max, desired, instances, suspended, tags: own }) =>
      `${min} ${max} ${desired} ${processes(suspended).number} ${tags(own).number}${instances.map(wordOf).join('')}`,
    // Equal tags are one object in all groups, so that what they say is read once.
    part => ({ ...part, tags: tags(part.tags).part })
  )
  const listener = createParts<Listener>(
    each => `${each.weights.blue} ${each.weights.green} ${tags(each.tags).number}`
  )
  const request = createParts<Request>(
    each => `${change(each.change).number} ${each.sentIn} ${each.demand} ${each.arrivals}`
  )
  const air = createParts<readonly Request[]>(each => each.map(one => request(one).number).join())
  const run = createParts<Run>(
    ({ goal, lost }) => `${goal}${lost ? ` ${change(lost.change).number} ${lost.again}` : ''}`
  )
  const pairs = createNumbering()
  const groupsOf: State['groups'][] = []
  const runsAndRequests = createNumbering()
  const remainders = createNumbering()
  const surroundings = createNumbering()
  const states = createNumbering()
  return {
    get size() {
      return states.size
    },
    of: state => {
      const { window, weather, demand, ended } = state
      const blue = group(state.groups.blue)
      const green = group(state.groups.green)
      const forward = state.listener && listener(state.listener)
      const requests = air(state.air)
      const runs = state.run && run(state.run)
      const rest = (((weather.load * 8 + weather.illness) * 32 + demand) * 2 + Number(ended)) * 2
      const around = both(
        surroundings,
        both(runsAndRequests, requests.number, numberOf(runs)),
        both(remainders, numberOf(forward), rest + Number(window))
      )
      const pair = both(pairs, blue.number, green.number)
      const groups = groupsOf[pair] ?? { blue: blue.part, green: green.part }
      groupsOf[pair] = groups
      return {
        number: both(states, pair, around),
        state: {
          groups,
          ...(forward && { listener: forward.part }),
          air: requests.part,
          window,
          weather,
          ...(runs && { run: runs.part }),
          demand,
          ended
        }
      }
    }
  }
}

const numberOf = (known: Known<unknown> | undefined): number => (known ? known.number + 1 : 0)

/** So many different parts there may be: two of their numbers are one whole number that JavaScript keeps apart. */
const MOST = 2 ** 26

function both(numbering: Numbering, one: number, other: number): number {
  if (one >= MOST || other >= MOST) throw new RangeError('too many parts for the keys of states')
  return numbering.of(one * MOST + other)
}

/** @param write equal texts for equal parts, and for no others */
function createParts<T extends object>(
  write: (part: T) => string,
  kept = (part: T): T => part
): (part: T) => Known<T> {
  const byText = new Map<string, Known<T>>()
  const byPart = new Map<T, Known<T>>()
  return part => {
    const found = byPart.get(part)
    if (found) return found
    const text = write(part)
    let known = byText.get(text)
    if (!known) {
      known = { number: byText.size, part: kept(part) }
      byText.set(text, known)
      byPart.set(known.part, known)
    }
    return known
  }
}

const wordOf = ({ id, lifecycle, health, protected: spared }: Instance): string =>
  `;${id} ${lifecycle} ${health}${spared ? ' p' : ''}`
