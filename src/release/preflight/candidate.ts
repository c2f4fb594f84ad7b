import type { Code, Finding } from '../codes.ts'
import type { Facts, Goal } from '../goal.ts'
import { liveColour } from '../live.ts'
import { other } from '../situation.ts'
import type { Colour, Group, Observation } from '../world.ts'

/** What a release would be opened on. */
export interface Candidate {
  readonly seen: Observation
  /** The colour that serves; of a first release the one that stays empty. */
  readonly colour: Colour
  readonly live: Group
  readonly idle: Group
  /** Whether the service has no live group yet. */
  readonly first: boolean
  readonly goal: Goal & { readonly command: 'deploy' }
  readonly facts: Facts
}

/** One topic: everything about it that speaks against the release. */
export type Check = (at: Candidate) => readonly Finding[]

/** @returns a finding where nobody can say which colour is live */
export function candidateOf(seen: Observation, goal: Candidate['goal'], facts: Facts): Candidate | Finding {
  const found = liveColour(seen)
  const first =
    typeof found !== 'string' && found.code === 'BGR-NONE-LIVE' && goal.initialCapacity !== undefined
  if (typeof found !== 'string' && !first) return found
  const colour = typeof found === 'string' ? found : 'green'
  return { seen, colour, live: seen.groups[colour], idle: seen.groups[other(colour)], first, goal, facts }
}

export const finding = (code: Code, message: string, fix: string): Finding => ({ code, message, fix })

/** E.g. `1 hour`, `45 minutes`, `90 seconds`: in the largest unit of which it is a multiple. */
export function duration(seconds: number): string {
  const [unit, length] = UNITS.find(([, each]) => seconds >= each && seconds % each === 0) ?? ['second', 1]
  const count = seconds / length
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60]
] as const
