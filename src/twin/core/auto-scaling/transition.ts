/** The way of an instance from state to state. */
import { register } from '../elb/targets.ts'
import { expireActions, startActions } from '../hooks/wait.ts'
import { runsRefresh } from '../refresh/active.ts'
import type { Group, Instance, World } from '../world.ts'
import { finish } from './activities.ts'
import { DETECTION_MS, forget, hooked, REACTION_MS, wake } from './lifecycle.ts'

/** A lifecycle timer is due. */
export function transition(world: World, group: Group, instanceId: string): void {
  const instance = group.instances.find(each => each.id === instanceId)
  if (instance === undefined || instance.nextAt !== world.now) return
  delete instance.nextAt
  if (instance.lifecycle === 'Pending:Wait' || instance.lifecycle === 'Terminating:Wait') {
    expireActions(world, group, instance)
    return
  }
  if (instance.lifecycle === 'Pending') {
    if (
      instance.returning === undefined &&
      startActions(world, group, instance, 'autoscaling:EC2_INSTANCE_LAUNCHING')
    )
      return
    putInService(world, group, instance)
  } else if (instance.lifecycle === 'Pending:Proceed') putInService(world, group, instance)
  else if (instance.lifecycle === 'EnteringStandby') instance.lifecycle = 'Standby'
  else if (instance.lifecycle === 'Terminating' && hooked(group, instance)) {
    startActions(world, group, instance, 'autoscaling:EC2_INSTANCE_TERMINATING')
    return
  } else {
    if (instance.lifecycle === 'Detaching') world.detached[instance.id] = instance
    group.instances = group.instances.filter(each => each.id !== instanceId)
    forget(world, instanceId)
    wake(world, group)
  }
  if (runsRefresh(group)) wake(world, group)
  finish(world, group, instance.activityId)
  delete instance.activityId
}

/** Registration comes before InService (EC2 Auto Scaling guide, "Instance lifecycle"). */
function putInService(world: World, group: Group, instance: Instance): void {
  if (!instance.booted) {
    instance.booted = true
    if (instance.answersFrom !== null) instance.answersFrom = world.now + world.timing.bootMs
  }
  delete instance.returning
  // An instance that came while AddToLoadBalancer was suspended is never registered, also not after the resumption.
  if (group.suspended.AddToLoadBalancer === undefined) {
    for (const arn of group.targetGroups) {
      const targetGroup = world.targetGroups[arn]
      if (targetGroup !== undefined) register(world, targetGroup, group.name, instance)
    }
  }
  instance.lifecycle = 'InService'
  instance.inServiceAt = world.now
  if (group.rebalancing !== undefined) wake(world, group)
  if (instance.lostAt !== undefined)
    wake(world, group, Math.max(world.now + REACTION_MS, instance.lostAt + DETECTION_MS))
}
