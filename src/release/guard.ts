/**
 * The last look before a change that takes capacity away. It says again, in other words and from the look, what
 * must hold: a fault in the state machine shall end here and not in an outage.
 */
import { holders, inService, stillTargets } from './capacity.ts'
import type { Finding } from './codes.ts'
import type { Change } from './ports.ts'
import type { Group, Observation } from './world.ts'

/** @returns why the change must not be made, or undefined. `demand` is the capacity that has to be held; undefined where nothing has. */
export function guard(change: Change, seen: Observation, demand: number | undefined): Finding | undefined {
  const { blue, green } = seen.groups
  const group = change.group === blue.name ? blue : green
  const other = group === blue ? green : blue
  switch (change.kind) {
    case 'enter-standby': {
      const holding = new Set(holders(group, seen).map(instance => instance.id))
      if (demand === undefined || !change.ids.some(id => holding.has(id))) return undefined
      const staying = holders(other, seen).length
      const needed = Math.max(demand, 1)
      return staying >= needed
        ? undefined
        : stop(change, `${other.name} must carry ${needed} instances by itself, and carries ${staying}`)
    }
    case 'terminate':
      return ends(change, group, seen, [change.id])
    case 'resize': {
      // A MaxSize below the desired capacity lowers it too (UpdateAutoScalingGroup).
      const wanted = Math.min(change.desired ?? group.desired, change.max ?? Number.POSITIVE_INFINITY)
      const serving = inService(group).length
      if (wanted < group.desired && serving > wanted) {
        return stop(change, `it would end instances that are in service (${serving})`)
      }
      return change.min !== undefined && change.min > Math.max(group.min, group.desired)
        ? stop(change, `a MinSize of ${change.min} would launch instances`)
        : undefined
    }
    case 'suspend':
      return change.processes.some(process => NEVER.includes(process)) && !carriedOver(change, other)
        ? stop(change, 'these processes are never suspended')
        : undefined
    default:
      return undefined
  }
}

/** Launch, Terminate, AddToLoadBalancer and HealthCheck stay as they are: without them there is no way back. */
const NEVER: readonly string[] = ['Launch', 'Terminate', 'AddToLoadBalancer', 'HealthCheck']

/** Terminate or HealthCheck that the user has suspended on the other colour travels with the role. */
const carriedOver = (change: Change & { kind: 'suspend' }, other: Group): boolean =>
  change.processes.every(process => !NEVER.includes(process) || other.suspended.includes(process))

function ends(change: Change, group: Group, seen: Observation, ids: readonly string[]): Finding | undefined {
  const targets = stillTargets(group, seen)
  const wrong = ids.filter(
    id =>
      targets.includes(id) ||
      !group.instances.some(instance => instance.id === id && instance.lifecycle === 'Standby')
  )
  return wrong.length > 0
    ? stop(change, `${wrong.join(', ')} must be in Standby and out of every target group`)
    : undefined
}

const stop = (change: Change, reason: string): Finding => ({
  code: 'BGR-GUARD',
  message: `${change.kind} on ${change.group} was stopped: ${reason}.`,
  fix: 'Nothing was changed by this step. Run status, and report this as a fault of bg-release.'
})
