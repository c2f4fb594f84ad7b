/** The searches of `npm run model-check`: each goes through one kind of trouble, because all at once are too many states. */
import type { Scenario } from './scenarios.ts'
import type { Limits } from './search.ts'

export interface Search {
  readonly name: string
  readonly scenario: Scenario
  /** Absent where it goes to the end. */
  readonly depth?: number
}

/** A search that should end and has not by then has failed. Ms; states. */
export const LIMITS: Omit<Limits, 'depth'> = { states: 8_000_000, time: 3_600_000 }

export const BASE: Scenario = {
  topology: 'shared',
  instances: 2,
  commands: ['deploy 2', 'rollback', 'finalize'],
  releases: 1,
  twoAlive: false,
  arrivals: 1,
  losing: false,
  lateNotes: false,
  load: 0,
  illness: 0
}
const EVERY: Scenario['commands'] = ['deploy 2', 'deploy 1', 'rollback', 'rollback, keeping', 'finalize']

const both = (name: string, more: Partial<Scenario>, depth?: number): readonly Search[] =>
  (['shared', 'split'] as const).map(topology => ({
    name: `${topology}: ${name}`,
    scenario: { ...BASE, ...more, topology },
    ...(depth !== undefined && { depth })
  }))

/** For every run of the proof. */
export const QUICK: readonly Search[] = [
  ...both('every command, requests arrive twice', { commands: EVERY, arrivals: 2 }),
  ...both('answers are lost', { losing: true }),
  ...both('an instance falls ill', { illness: 1 }),
  // With shared target groups it shows two traces that docs/guarantees.md tells of (`--full` has them).
  { name: 'split: the load changes', scenario: { ...BASE, load: 1, topology: 'split' } },
  ...both('two releases', { commands: ['deploy 2', 'deploy 1', 'rollback', 'finalize'], releases: 2 }, 75),
  ...both('two runs alive', { twoAlive: true }, 45),
  ...both('three instances', { instances: 3 }, 60)
]

/** For the night. */
export const FULL: readonly Search[] = [
  ...both('every command, requests arrive twice', { commands: EVERY, arrivals: 2 }),
  ...both('answers are lost, an instance falls ill', { losing: true, illness: 1 }),
  ...both('the load changes, an instance falls ill', { load: 1, illness: 1 }),
  ...both('two releases', { commands: EVERY, releases: 2 }),
  ...both('two runs alive', { twoAlive: true }),
  ...both('three instances', { instances: 3 })
]
