/** The searches of `npm run model-check`: each goes through one kind of trouble, because all at once are too many states. */
import type { MutantName } from './mutants.ts'
import type { Scenario } from './scenarios.ts'
import type { Limits } from './search.ts'

export interface Search {
  readonly name: string
  readonly scenario: Scenario
}

/** A search that should end and has not by then has failed. Ms; states. */
export const LIMITS: Limits = { states: 8_000_000, time: 3_600_000 }

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

const both = (name: string, more: Partial<Scenario>): readonly Search[] =>
  (['shared', 'split'] as const).map(topology => ({
    name: `${topology}: ${name}`,
    scenario: { ...BASE, ...more, topology }
  }))

const grows = (topology: Scenario['topology']): Search => ({
  name: `${topology}: the load grows`,
  scenario: { ...BASE, topology, load: 1, serving: 1 }
})

/** For every run of the proof: each goes to the end. */
export const QUICK: readonly Search[] = [
  ...both('two releases', { commands: ['deploy 2', 'deploy 1', 'rollback', 'finalize'], releases: 2 }),
  ...both('two runs alive, the load changes', { twoAlive: true, load: 1 }),
  ...both('two runs alive, three instances, one falls ill', { twoAlive: true, instances: 3, illness: 1 }),
  ...both('answers are lost, an instance falls ill', { losing: true, illness: 1 }),
  ...both('two runs alive, an instance falls ill', { twoAlive: true, illness: 1 }),
  ...both('two runs alive, every command, requests arrive twice', {
    twoAlive: true,
    commands: EVERY,
    arrivals: 2
  }),
  ...both('prepare, then promote', { commands: ['prepare 2', 'promote 2', 'rollback', 'finalize'] })
]

/** For the night. */
export const FULL: readonly Search[] = [
  ...QUICK,
  ...both('two runs alive, the load changes, an instance falls ill', { twoAlive: true, load: 1, illness: 1 }),
  grows('split')
]

/** What docs/guarantees.md tells of under "Open": it has violations. */
export const OPEN: readonly Search[] = [grows('shared')]

/** Faults put in on purpose that take fifty thousand states and more to show; the tests find the others. */
export const SLOW_MUTANTS: readonly MutantName[] = [
  'suspension-is-none',
  'launches-too-soon',
  'no-window-for-capacity'
]
