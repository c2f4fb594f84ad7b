import type { WorldView } from '../twin/core/view.ts'
import { forwardsTo } from './forwards.ts'

/** What an instance does for users at the moment. */
export type Standing = 'healthy' | 'warming' | 'draining' | 'standby' | 'leaving'

export interface InstanceSight {
  readonly id: string
  readonly version: string
  readonly lifecycle: string
  readonly standing: Standing
}

export interface GroupSight {
  readonly name: string
  /** Weight of its target group, where a listener chooses between several. */
  readonly weight?: number
  readonly instances: readonly InstanceSight[]
}

export function groupSights(view: WorldView): readonly GroupSight[] {
  const states = new Map(
    view.targetGroups.flatMap(({ targets }) => targets.map(({ id, state }) => [id, state]))
  )
  return view.groups.map(({ name, instances, targetGroups }) => ({
    name,
    ...weightOf(view, targetGroups),
    instances: instances.map(({ id, version, lifecycle }) => ({
      id,
      version,
      lifecycle,
      standing: standingOf(lifecycle, states.get(id))
    }))
  }))
}

/** The weight that a listener gives to a group's target group; nothing where the listener has no choice. */
export function weightOf(view: WorldView, targetGroups: readonly string[]): { readonly weight?: number } {
  const [weight] = view.loadBalancers
    .map(({ name }) => forwardsTo(view, name))
    .filter(forwards => forwards.length > 1)
    .flatMap(forwards => forwards.filter(({ targetGroup }) => targetGroups.includes(targetGroup)))
    .map(forward => forward.weight)
  return weight === undefined ? {} : { weight }
}

/** Ids of the targets in a TargetHealth state. */
export function targetsIn(view: WorldView, wanted: string): ReadonlySet<string> {
  const targets = view.targetGroups.flatMap(group => group.targets)
  return new Set(targets.filter(({ state }) => state === wanted).map(({ id }) => id))
}

function standingOf(lifecycle: string, targetState: string | undefined): Standing {
  if (targetState === 'healthy') return 'healthy'
  if (targetState === 'draining' || lifecycle === 'EnteringStandby') return 'draining'
  if (lifecycle === 'Standby') return 'standby'
  return lifecycle.startsWith('Terminat') ? 'leaving' : 'warming'
}

/** `1.0.0`, or `1.0.0, 2.0.0` where a group holds both; empty for an empty group. */
export function versionsOf(group: GroupSight): string {
  return [...new Set(group.instances.map(({ version }) => version))].sort().join(', ')
}
