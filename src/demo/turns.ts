export interface Turns {
  /** @returns who is next; undefined where nobody has a weight above 0. */
  next<T extends Weighted>(among: readonly T[]): T | undefined
}

interface Weighted {
  readonly name: string
  readonly weight: number
}

/** Smooth weighted round robin: of any stretch of turns everybody has the share that its weight says, evenly spread. */
export function createTurns(): Turns {
  const credits = new Map<string, number>()
  return {
    next: among => {
      const chosen = among.filter(({ weight }) => weight > 0)
      const sum = chosen.reduce((all, { weight }) => all + weight, 0)
      for (const { name, weight } of chosen) credits.set(name, (credits.get(name) ?? 0) + weight)
      const credit = ({ name }: Weighted) => credits.get(name) ?? 0
      const [first, ...more] = chosen
      if (first === undefined) return undefined
      const best = more.reduce((one, other) => (credit(other) > credit(one) ? other : one), first)
      credits.set(best.name, credit(best) - sum)
      return best
    }
  }
}
