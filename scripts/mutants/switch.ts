/** What instrumented code asks while it runs: which mutant is on. And what it tells: which ones it has come by. */

import { forgetfulMaps } from './caches.ts'

/** Thrown where a mutant goes round in circles. */
export class Endless extends Error {}

export interface Mutation {
  readonly id: number
  /** For a change of order: of which row, where, and whether the step is left out or changes places with the next. */
  readonly order?: { readonly row: number; readonly at: number; readonly drops: boolean }
}

export interface Switchboard {
  /** @param most how often the mutated place may be come by before it counts as endless */
  turnOn(mutation: Mutation, most: number): void
  turnOff(): void
  /** How often each mutant is come by is counted from here on. */
  record(): void
  /** The counts since, by id; nothing is counted any more. */
  recorded(): readonly (readonly [id: number, hits: number])[]
}

/** A row takes up two ids a step, from its own on. */
export const dropId = (row: number, at: number): number => row + 2 * at
export const swapId = (row: number, at: number): number => row + 2 * at + 1

/**
 * Puts what instrumented code calls in the place where it looks for it.
 * @param size all ids are smaller
 */
export function createSwitchboard(size: number): Switchboard {
  const counts = new Uint32Array(size)
  let counting = false
  let on: Mutation | undefined
  let active = -1
  let activeRow = -1
  let hits = 0
  let generation = 0
  let last = -1
  let most = 0

  const hit = (): true => {
    hits += 1
    if (hits > most) throw new Endless(`came by ${hits} times`)
    return true
  }
  const count = (id: number) => {
    counts[id] = (counts[id] ?? 0) + 1
  }
  function ordered<T>(row: number, steps: readonly T[]): readonly T[] {
    if (counting) for (let id = row; id < row + 2 * steps.length; id++) count(id)
    if (activeRow !== row || !on?.order) return steps
    hit()
    const { at, drops } = on.order
    const [step, next] = steps.slice(at)
    if (step === undefined || drops || next === undefined) return steps.toSpliced(at, 1)
    return steps.toSpliced(at, 2, next, step)
  }
  Object.assign(globalThis, {
    __mutants__: {
      ...forgetfulMaps(() => generation),
      act: (id: number) => id === active && hit(),
      cov: (...ids: readonly number[]) => {
        if (counting) for (const id of ids) count(id)
      },
      order: (row: number, ...steps: readonly unknown[]) => ordered(row, steps),
      each: (row: number, length: number) =>
        ordered(
          row,
          Array.from({ length }, (_, n) => n)
        ),
      /** A function that is replaced by one that gives nothing, also where it was made when the module was loaded. */
      lazy:
        (id: number, work: (...args: readonly unknown[]) => unknown) =>
        (...args: readonly unknown[]) => {
          if (counting) count(id)
          return id === active && hit() ? undefined : work(...args)
        }
    }
  })
  return {
    turnOn: (mutation, limit) => {
      if (mutation.id !== last) generation += 1
      last = mutation.id
      on = mutation
      active = mutation.order ? -1 : mutation.id
      activeRow = mutation.order?.row ?? -1
      hits = 0
      most = limit
    },
    turnOff: () => {
      on = undefined
      active = -1
      activeRow = -1
    },
    record: () => {
      counts.fill(0)
      counting = true
    },
    recorded: () => {
      counting = false
      return [...counts.entries()].filter(([, times]) => times > 0)
    }
  }
}
