/** The search with a fault put in on purpose: it has to find what is wrong. */
import { MUTANTS, type MutantName } from './mutants.ts'
import { BASE, LIMITS } from './plan.ts'
import { modelOf, type Scenario } from './scenarios.ts'
import { type Found, search } from './search.ts'

export const isMutant = (name: string): name is MutantName => Object.keys(MUTANTS).includes(name)

/** The trouble in which the fault shows. */
const SCENARIOS: Readonly<Partial<Record<MutantName, Partial<Scenario>>>> = {
  'no-look-again': { twoAlive: true, commands: ['deploy 2', 'rollback'] },
  'no-window-for-capacity': { load: 1, topology: 'split' },
  'launches-too-soon': { load: 1, commands: ['deploy 2', 'rollback'] },
  'suspension-is-none': { load: 1 }
}

/** Ends with the first violation. */
export const searchMutant = (name: MutantName): Found =>
  search(modelOf({ ...BASE, ...SCENARIOS[name] }, MUTANTS[name]), { ...LIMITS, first: true })
