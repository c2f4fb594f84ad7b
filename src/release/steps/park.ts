/** Taking a colour out of traffic without ending it: Standby. Only while the other colour carries the demand by itself. */
import { holders, inService, parked, STANDBY_BATCH } from '../capacity.ts'
import { change, type Force, firstOf, type Step, wait } from '../decision.ts'
import type { Group, Observation } from '../world.ts'

/**
 * @param unborn what becomes of instances of the leaving colour that are not in service yet: `wait` until they are, where
 * they may be good ones on their way back from Standby, or `drop`
 * @param force `covered` where what stays is pinned and protected
 */
export function park(
  leaving: Group,
  staying: Group,
  seen: Observation,
  demand: number,
  unborn: 'wait' | 'drop',
  force: Force = 'reducing'
): Step {
  // Once it is out of traffic the staying colour may follow the load again, downward too.
  if (parked(leaving, seen)) return undefined
  return firstOf(
    () => floor(staying, seen, demand),
    () => countIn(leaving),
    () => enterStandby(leaving, force),
    () => (unborn === 'drop' || !starting(leaving) ? dropUnborn(leaving) : undefined),
    () => wait({ for: 'drained', group: leaving.name, left: leftIn(leaving) })
  )
}

/** Nothing leaves while the other colour is short. */
const floor = (staying: Group, seen: Observation, demand: number): Step => {
  const healthy = holders(staying, seen).length
  return healthy >= demand
    ? undefined
    : wait({ for: 'new-healthy', group: staying.name, healthy, of: demand })
}

/**
 * Each instance that enters Standby takes one off the desired capacity. Where scale-in protection keeps more instances
 * than are desired, AWS would refuse it.
 */
function countIn(group: Group): Step {
  const serving = inService(group).length
  if (group.desired >= serving) return undefined
  return change('additive', `set the desired capacity of ${group.name} to the ${serving} that it has`, {
    kind: 'resize',
    group: group.name,
    desired: serving
  })
}

function enterStandby(group: Group, force: Force): Step {
  const ids = inService(group)
    .slice(0, STANDBY_BATCH)
    .map(instance => instance.id)
  if (ids.length === 0) return undefined
  return change(force, `move ${ids.length} instances of ${group.name} to Standby`, {
    kind: 'enter-standby',
    group: group.name,
    ids
  })
}

/** What never came into service cannot enter Standby: it is no longer wanted. */
function dropUnborn(group: Group): Step {
  if (group.desired === 0) return undefined
  return change('ending', `set the desired capacity of ${group.name} to 0`, {
    kind: 'resize',
    group: group.name,
    desired: 0
  })
}

const starting = (group: Group): boolean =>
  group.instances.some(({ lifecycle }) => lifecycle.startsWith('Pending') || lifecycle === 'EnteringStandby')

const leftIn = (group: Group): number =>
  group.instances.filter(instance => instance.lifecycle !== 'Standby').length
