import type { WorldView } from '../twin/core/view.ts'
import { targetsIn } from './fleet-sight.ts'
import { IDLE_GROUP, LIVE_GROUP, NEXT_VERSION } from './scenario.ts'

export interface GroupEnd {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly desired: number
  /** Instances that AWS lists, in any lifecycle state. */
  readonly instances: number
  /** Those that run the new version and are healthy targets. */
  readonly serving: number
}

export function groupEnds(view: WorldView): readonly GroupEnd[] {
  const healthy = targetsIn(view, 'healthy')
  return view.groups.map(({ name, min, max, desired, instances }) => ({
    name,
    min,
    max,
    desired,
    instances: instances.length,
    serving: instances.filter(({ id, version }) => version === NEXT_VERSION && healthy.has(id)).length
  }))
}

/**
 * What is wrong with the end of the demo, a sentence each: after `finalize` green serves with the sizes that blue had at
 * the start, and blue is empty.
 */
export function endProblems(start: readonly GroupEnd[], end: readonly GroupEnd[]): readonly string[] {
  const wanted = start.find(({ name }) => name === LIVE_GROUP)
  const live = end.find(({ name }) => name === IDLE_GROUP)
  const idle = end.find(({ name }) => name === LIVE_GROUP)
  if (wanted === undefined || live === undefined || idle === undefined)
    return ['A group is missing at the end.']

  const problems: string[] = []
  for (const size of ['min', 'max', 'desired'] as const) {
    if (live[size] !== wanted[size]) {
      problems.push(
        `${live.name} ends with ${size} ${live[size]}, but ${wanted.name} had ${wanted[size]} at the start.`
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
  return problems
}
