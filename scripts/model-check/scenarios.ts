/** What the search goes through: where it starts, what may happen, which commands there are. */
import type { Goal } from '../../src/release/goal.ts'
import { IMAGE_NAME_TAG, IMAGE_VERSION_TAG } from '../../src/release/world.ts'
import { createDecide } from './decide.ts'
import { environment } from './environment.ts'
import { isClosed, journalOf } from './journal.ts'
import type { Mutant } from './mutants.ts'
import { runs } from './runs.ts'
import type { Model } from './search.ts'
import type { Runs } from './setting.ts'
import { type Group, groupName, type State, type Weather } from './state.ts'
import { IDLE_MIN, LIVE_MIN } from './truth.ts'

export interface Scenario extends Omit<Runs, 'goals'> {
  readonly topology: 'shared' | 'split'
  readonly load: Weather['load']
  readonly illness: Weather['illness']
  /** Instances that serve at the beginning, where they are fewer than there can be. */
  readonly serving?: number
  readonly commands: readonly (keyof typeof GOALS)[]
}

const BOTH = { keepIdleScaling: true, allowSticky: false } as const

export const GOALS = {
  'deploy 2': { command: 'deploy', version: '2', redeploy: false, ...BOTH },
  'deploy 1': { command: 'deploy', version: '1', redeploy: false, ...BOTH },
  'prepare 2': {
    command: 'deploy',
    version: '2',
    part: 'prepare',
    allowMixed: true,
    redeploy: false,
    ...BOTH
  },
  'promote 2': { command: 'deploy', version: '2', part: 'promote', redeploy: false, ...BOTH },
  rollback: { command: 'rollback', afterRollback: 'terminate', ...BOTH },
  'rollback, keeping': { command: 'rollback', afterRollback: 'standby', ...BOTH },
  finalize: { command: 'finalize', keepIdleScaling: true }
} as const satisfies Readonly<Record<string, Goal>>

export function modelOf(scenario: Scenario, mutant: Mutant = {}): Model {
  const setting: Runs = { ...scenario, goals: scenario.commands.map(name => GOALS[name]) }
  const decide = createDecide(setting.goals, mutant)
  return {
    start: {
      ...startOf(scenario.topology, scenario.instances, scenario.serving),
      weather: { load: scenario.load, illness: scenario.illness }
    },
    *steps(state) {
      yield* runs(state, setting, decide, mutant)
      yield* environment(state, mutant)
    },
    isRest: state => state.run === undefined && isClosed(journalOf(state))
  }
}

/** A service that nobody has released yet: blue serves. */
export function startOf(topology: Scenario['topology'], instances: number, live = instances): State {
  const group = (overrides: Partial<Group>): Group => ({
    min: IDLE_MIN,
    max: instances,
    desired: 0,
    instances: [],
    suspended: [],
    tags: new Map([
      [IMAGE_NAME_TAG, 'acme/web'],
      [IMAGE_VERSION_TAG, '1']
    ]),
    ...overrides
  })
  const serving = Array.from({ length: live }, (_, n) => ({
    id: `${groupName('blue')}-${n + 1}`,
    lifecycle: 'InService' as const,
    health: 'ok' as const,
    protected: false
  }))
  return {
    groups: { blue: group({ min: LIVE_MIN, desired: live, instances: serving }), green: group({}) },
    ...(topology === 'split' && { listener: { weights: { blue: 1, green: undefined }, tags: new Map() } }),
    air: [],
    window: false,
    weather: { load: 0, illness: 0 },
    demand: live,
    ended: false
  }
}
