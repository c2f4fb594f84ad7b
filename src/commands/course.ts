import type { Decision } from '../release/decision.ts'
import type { AwsError } from '../release/errors.ts'
import type { Clock } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'
import type { Pair } from './find-fleet.ts'
import { createOwnEffects, type OwnEffects } from './own-effects.ts'
import { createOwnWrites, type OwnWrites } from './own-writes.ts'
import { createPace, type Pace } from './pace.ts'
import { createUnanswered, type Unanswered } from './unanswered.ts'

/** What a run knows of its own changes to one service. It outlives a course: a way back must know of the way there. */
export interface Memory {
  readonly unanswered: Unanswered
  readonly ownWrites: OwnWrites
  readonly ownEffects: OwnEffects
}

export const createMemory = (): Memory => ({
  unanswered: createUnanswered(),
  ownWrites: createOwnWrites(),
  ownEffects: createOwnEffects()
})

/** One service of the fleet on its way through a run. */
export interface Course extends Memory {
  readonly pair: Pair
  readonly pace: Pace
  /** When to look again, in ms since the epoch. */
  dueAt: number
  /** The last look that showed our claim, and what it led to. */
  seen?: Observation
  decision?: Decision
  /** Whether that look shows it ready for traffic to move. */
  ready: boolean
  /** When a look last showed our claim, in ms since the epoch, and whether the last look did. */
  shownAt: number
  shown: boolean
  /** Changes that failed in a row. */
  failures: number
  lastFailure?: AwsError
  /** ExitStandby calls that AWS refused, and when, in ms since the epoch. */
  readonly refusedReturns: { readonly ids: readonly string[]; readonly at: number }[]
  /** Whether AWS refused a MaxSize of 0. */
  standbyNeedsRoom?: boolean
  /** What was done since the last look, and how often a look asked for it again. */
  readonly recent: Set<string>
  repeats: number
}

/** @param targetGroups how many the whole fleet asks about: the more they are, the longer each waits for its turn */
export function createCourse(
  pair: Pair,
  memory: Memory,
  clock: Clock,
  random: () => number,
  targetGroups: number
): Course {
  return {
    ...memory,
    pair,
    pace: createPace(clock, random, targetGroups),
    dueAt: clock.now(),
    shownAt: clock.now(),
    shown: false,
    ready: false,
    failures: 0,
    refusedReturns: [],
    recent: new Set(),
    repeats: 0
  }
}
