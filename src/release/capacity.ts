/** Questions about instances. Standby health is never evidence: AWS does not check instances in Standby. */
import type { Group, Instance, Observation } from './world.ts'

/** EnterStandby and ExitStandby take at most 20 ids (EC2 Auto Scaling User Guide, quotas). */
export const STANDBY_BATCH = 20

export const inState = (group: Group, ...states: readonly string[]): readonly Instance[] =>
  group.instances.filter(instance => states.includes(instance.lifecycle))

export const isIn = (group: Group, id: string, lifecycle: string): boolean =>
  group.instances.some(instance => instance.id === id && instance.lifecycle === lifecycle)

export const inService = (group: Group): readonly Instance[] => inState(group, 'InService')

/** Instances on their way from one lifecycle state to another. */
export const moving = (group: Group): readonly Instance[] =>
  group.instances.filter(instance => !['InService', 'Standby'].includes(instance.lifecycle))

/**
 * The instances that hold: InService, healthy to Auto Scaling, and healthy in every target group of the group.
 * InService alone does not mean that the load balancer sends requests (User Guide, instance lifecycle).
 */
export function holders(group: Group, seen: Observation): readonly Instance[] {
  const healthy = group.targetGroups.map(
    arn =>
      new Set(
        (seen.targets.get(arn) ?? [])
          .filter(target => target.state === 'healthy')
          .map(target => target.instanceId)
      )
  )
  return inService(group).filter(
    instance => instance.health === 'healthy' && healthy.every(ids => ids.has(instance.id))
  )
}

/** Whether the group by itself can carry `demand`: enough instances hold, and none that is InService does not. */
export const carries = (group: Group, seen: Observation, demand: number): boolean => {
  const holding = holders(group, seen).length
  return holding >= demand && holding === inService(group).length
}

/** Whether nothing of the group is on its way: what is InService is what the group wants. */
export const settled = (group: Group): boolean =>
  moving(group).length === 0 && inService(group).length === group.desired

/** Ids of the group that are still registered with one of its target groups, draining ones included. */
export function stillTargets(group: Group, seen: Observation): readonly string[] {
  const ids = new Set(group.instances.map(instance => instance.id))
  const found = group.targetGroups.flatMap(arn =>
    (seen.targets.get(arn) ?? []).filter(target => ids.has(target.instanceId) && target.state !== 'unused')
  )
  return [...new Set(found.map(target => target.instanceId))]
}

/** Whether the group is out of traffic: nothing serves, nothing is about to, nothing drains. */
export const parked = (group: Group, seen: Observation): boolean =>
  group.desired === 0 &&
  group.instances.every(({ lifecycle }) => lifecycle === 'Standby' || lifecycle.startsWith('Terminat')) &&
  stillTargets(group, seen).length === 0
