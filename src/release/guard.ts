/**
 * The last look before a change that takes capacity away. It says again, in other words and from the look, what
 * must hold: a fault in the state machine shall end here and not in an outage.
 */
import { holders, inService, stillTargets } from './capacity.ts'
import type { Finding } from './codes.ts'
import type { Change } from './ports.ts'
import { standing } from './situation.ts'
import { weightOf } from './traffic/forward.ts'
import { isTest } from './traffic/forward-journal.ts'
import { serving, weighs } from './traffic/routes.ts'
import { isSplit } from './traffic/topology.ts'
import type { Group, Observation } from './world.ts'

/** @returns why the change must not be made, or undefined. `demand` is the capacity that has to be held; undefined where nothing has. */
export function guard(change: Change, seen: Observation, demand: number | undefined): Finding | undefined {
  const { blue, green } = seen.groups
  const group = change.group === blue.name ? blue : green
  const other = group === blue ? green : blue
  switch (change.kind) {
    case 'enter-standby': {
      if (demand === undefined || serving(group, seen) === 0) return undefined
      const holding = new Set(holders(group, seen).map(instance => instance.id))
      if (!change.ids.some(id => holding.has(id))) return undefined
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
      const inUse = inService(group).length
      if (wanted < group.desired && inUse > wanted) {
        const why = isSplit(seen) ? inTraffic(group, other, seen, demand) : `they are in service (${inUse})`
        if (why) return stop(change, `it would end instances, and ${why}`)
      }
      return change.min !== undefined && change.min > Math.max(group.min, group.desired)
        ? stop(change, `a MinSize of ${change.min} would launch instances`)
        : undefined
    }
    case 'delete-policy':
    case 'delete-alarms':
    case 'delete-schedules': {
      const inUse = serving(group, seen)
      return inUse > 0 ? stop(change, `${group.name} serves with ${inUse} instances`) : undefined
    }
    case 'suspend':
      return change.processes.some(process => NEVER.includes(process)) && !carriedOver(change, other, seen)
        ? stop(change, 'these processes are never suspended')
        : undefined
    case 'weigh':
      return weighed(change, group, seen, demand)
    default:
      return undefined
  }
}

/** A colour at weight 0 may be ended while the other one serves. */
function inTraffic(
  group: Group,
  other: Group,
  seen: Observation,
  demand: number | undefined
): string | undefined {
  if (demand === undefined) return undefined
  if (weighs(group, seen)) return 'requests are forwarded to them'
  return serving(other, seen) > 0 ? undefined : `${other.name} does not serve`
}

/** Requests may leave a colour that serves only for one that carries the demand by itself; some colour always has them. */
function weighed(
  change: Change & { readonly kind: 'weigh' },
  group: Group,
  seen: Observation,
  demand: number | undefined
): Finding | undefined {
  const forward = seen.forwards.find(({ arn }) => arn === change.forward)
  if (!forward) return stop(change, `the look does not show ${change.forward}`)
  if (change.shares.every(({ weight }) => weight === 0)) return stop(change, 'no requests would be forwarded')
  const known = [...seen.groups.blue.targetGroups, ...seen.groups.green.targetGroups]
  const foreign = change.shares.find(({ targetGroup }) => !known.includes(targetGroup))
  if (foreign) return stop(change, `${foreign.targetGroup} belongs to neither colour`)
  if (demand === undefined || isTest(forward)) return undefined
  const leaving = [seen.groups.blue, seen.groups.green].find(each =>
    change.shares.some(
      ({ targetGroup, weight }) =>
        each.targetGroups.includes(targetGroup) && weight < (weightOf(forward, targetGroup) ?? 0)
    )
  )
  if (!leaving || holders(leaving, seen).length === 0) return undefined
  const needed = Math.max(demand, 1)
  const staying = leaving === group ? 0 : holders(group, seen).length
  return staying >= needed
    ? undefined
    : stop(change, `${group.name} must carry ${needed} instances by itself, and carries ${staying}`)
}

/** Launch, Terminate, AddToLoadBalancer and HealthCheck stay as they are: without them there is no way back. */
const NEVER: readonly string[] = ['Launch', 'Terminate', 'AddToLoadBalancer', 'HealthCheck']

/** What the user has suspended himself travels with the role, and comes back with it. */
function carriedOver(change: Change & { kind: 'suspend' }, other: Group, seen: Observation): boolean {
  const where = standing(seen)
  const known =
    where.kind === 'open' || where.kind === 'closed' ? [where.situation.old, where.situation.new] : []
  const own = new Set([...other.suspended, ...known.flatMap(({ base }) => base.suspended)])
  return change.processes.every(process => !NEVER.includes(process) || own.has(process))
}

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
