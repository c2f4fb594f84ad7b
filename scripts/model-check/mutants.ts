/** Worlds and engines that are broken on purpose: the search has to find what is wrong with each. */
import { inState } from '../../src/release/capacity.ts'
import { change, type Decision } from '../../src/release/decision.ts'
import { next } from '../../src/release/next.ts'
import type { Observation } from '../../src/release/world.ts'
import type { Lenience } from './aws.ts'

export interface Mutant extends Lenience {
  /** Nobody waits for the window of a dead run, or for a lost answer. */
  readonly hasty?: boolean
  /** The guard before a change is off. */
  readonly unguarded?: boolean
  /** A run that stands still goes on with everything that one look lets it foresee. */
  readonly blindfold?: boolean
  /** Policies act although AlarmNotification is suspended. */
  readonly deaf?: boolean
  /** What a look becomes before the state machine sees it; the guard sees it as it is. */
  readonly look?: (seen: Observation) => Observation
  readonly next?: typeof next
}

/** Every target is healthy, whatever the load balancer says. */
const rosy = (seen: Observation): Observation => ({
  ...seen,
  targets: new Map(
    [...seen.targets].map(([arn, targets]) => [
      arn,
      targets.map(each => (each.state === 'draining' ? each : { ...each, state: 'healthy' }))
    ])
  )
})

/** The state machine, but a change that takes capacity away does not wait. */
const impatient: typeof next = (seen, goal, facts) => {
  const decision: Decision = next(seen, goal, facts)
  if (decision.kind !== 'wait' || decision.wait.for !== 'window') return decision
  const then = next(seen, goal, { ...facts, quietFrom: 0 })
  return then.kind === 'change' && then.change.kind !== 'tag' ? then : decision
}

/** The state machine, but a rollback launches what is missing before all that returns is back. */
const hurried: typeof next = (seen, goal, facts) => {
  const decision: Decision = next(seen, goal, facts)
  if (decision.kind !== 'wait' || decision.wait.for !== 'old-back') return decision
  const group = decision.wait.group === seen.groups.blue.name ? seen.groups.blue : seen.groups.green
  const entering = inState(group, 'EnteringStandby').length
  const desired = decision.wait.of - entering
  if (entering === 0 || group.desired >= desired) return decision
  return change('additive', 'launch what is missing', { kind: 'resize', group: group.name, desired })
}

/** Each is a safeguard that is missing. */
export const MUTANTS = {
  'no-window': { hasty: true },
  'no-window-for-capacity': { next: impatient },
  'health-believed': { look: rosy },
  'health-believed-no-guard': { look: rosy, unguarded: true },
  'launches-too-soon': { next: hurried },
  'no-look-again': { blindfold: true },
  'min-is-no-fence': { belowMin: true },
  'suspension-is-none': { deaf: true }
} as const satisfies Readonly<Record<string, Mutant>>

export type MutantName = keyof typeof MUTANTS
