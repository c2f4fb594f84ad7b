import type { World } from '../core/world.ts'
import { dice, within } from './dice.ts'
import type { Weather } from './profile.ts'

/** What replicas of AWS may still show: the worlds of the last while. */
export interface Lag {
  /** The world has changed. */
  note(world: World): void
  /**
   * The world as read number `read` sees it: each group and each target group as it was at some moment of the last
   * seconds. ASSUMED: one object is never a mixture of two moments. Clock and everything else are of now.
   */
  seenBy(read: number, world: World): World
}

interface Past {
  readonly number: number
  /** From when on it was so, ms since the epoch. */
  readonly at: number
  readonly world: World
}

/** @returns undefined for a weather in which nothing is stale */
export function createLag({ seed, profile }: Weather, start: World): Lag | undefined {
  const { stale } = profile
  if (stale === undefined) return undefined
  const window = stale.seconds * 1000
  const newest = new Map<string, number>()
  let count = 1
  let pasts: readonly Past[] = [{ number: 0, at: start.now, world: start }]

  function pastOf(object: string, read: number): World | undefined {
    const floor = stale?.mode === 'monotone' ? (newest.get(object) ?? 0) : 0
    const free = pasts.filter(past => past.number >= floor)
    const isStale = dice(seed, 'stale', object, read) < (stale?.chance ?? 0)
    const past = isStale ? free[within(0, free.length - 1, dice(seed, 'lag', object, read))] : free.at(-1)
    if (past !== undefined) newest.set(object, past.number)
    return past?.world
  }

  return {
    note: world => {
      const last = pasts.at(-1)?.world
      if (last?.groups === world.groups && last.targetGroups === world.targetGroups) return
      pasts = [...pasts, { number: count++, at: world.now, world }]
    },
    seenBy: (read, world) => {
      // A past ends where the next one begins.
      pasts = pasts.filter((_, at) => (pasts[at + 1]?.at ?? Number.POSITIVE_INFINITY) >= world.now - window)
      const seen = <Kind extends 'groups' | 'targetGroups'>(kind: Kind): World[Kind] => {
        const names = new Set(pasts.flatMap(past => Object.keys(past.world[kind])))
        const found = [...names].map(name => [name, pastOf(`${kind}/${name}`, read)?.[kind][name]] as const)
        return Object.assign(
          Object.create(null),
          Object.fromEntries(found.filter(([, each]) => each !== undefined))
        )
      }
      return { ...world, groups: seen('groups'), targetGroups: seen('targetGroups') }
    }
  }
}
