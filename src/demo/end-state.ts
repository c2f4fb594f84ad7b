import type { WorldView } from '../twin/core/view.ts'
import { weightOf } from './fleet-sight.ts'
import { forwardsTo, receiving } from './forwards.ts'
import { idleGroup, liveGroup, NEXT_VERSION } from './scenario.ts'

export interface GroupEnd {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly desired: number
  /** Weight of its target group, where the listener chooses between two. */
  readonly weight?: number
  /** Instances that AWS lists, in any lifecycle state. */
  readonly instances: number
  /** Those that run the new version and get requests. */
  readonly serving: number
}

export function groupEnds(view: WorldView): readonly GroupEnd[] {
  const users = new Set(view.loadBalancers.flatMap(({ name }) => receiving(forwardsTo(view, name))))
  return view.groups.map(({ name, min, max, desired, instances, targetGroups }) => ({
    name,
    min,
    max,
    desired,
    ...weightOf(view, targetGroups),
    instances: instances.length,
    serving: instances.filter(({ id, version }) => version === NEXT_VERSION && users.has(id)).length
  }))
}

const KEPT = ['min', 'max', 'desired', 'weight'] as const

/**
 * What is wrong with the end of the demo, a sentence each: after `finalize` green serves with the sizes and the weight
 * that blue had at the start, and blue is empty. For each service.
 */
export function endProblems(
  services: readonly string[],
  start: readonly GroupEnd[],
  end: readonly GroupEnd[]
): readonly string[] {
  return services.flatMap(service => serviceProblems(service, start, end))
}

function serviceProblems(
  service: string,
  start: readonly GroupEnd[],
  end: readonly GroupEnd[]
): readonly string[] {
  const wanted = start.find(({ name }) => name === liveGroup(service))
  const live = end.find(({ name }) => name === idleGroup(service))
  const idle = end.find(({ name }) => name === liveGroup(service))
  if (wanted === undefined || live === undefined || idle === undefined)
    return [`A group of ${service} is missing at the end.`]

  const problems: string[] = []
  for (const what of KEPT) {
    if (live[what] !== wanted[what]) {
      problems.push(
        `${live.name} ends with ${what} ${live[what]}, but ${wanted.name} had ${wanted[what]} at the start.`
      )
    }
  }
  if (live.serving < wanted.desired) {
    problems.push(
      `${live.name} serves ${NEXT_VERSION} from ${live.serving} instances instead of ${wanted.desired}.`
    )
  }
  if (idle.instances > 0 || idle.desired > 0) {
    problems.push(`${idle.name} is not empty: desired ${idle.desired}, instances ${idle.instances}.`)
  }
  if ((idle.weight ?? 0) > 0) problems.push(`${idle.name} still has weight ${idle.weight}.`)
  return problems
}
