import { invalid } from '../fault.ts'
import { type Input, optionalText } from '../input.ts'
import type { Group, Instance, World } from '../world.ts'
import { begin, stamp } from './activities.ts'
import { DETECTION_MS, end } from './lifecycle.ts'

/** Reads HealthCheckType: EC2, or ELB which adds the verdict of the target groups. */
export function healthCheckType(input: Input): string | undefined {
  const type = optionalText(input, 'HealthCheckType')
  // ASSUMED: the wording; the twin models the two classic types only.
  if (type !== undefined && type !== 'EC2' && type !== 'ELB')
    throw invalid(`Invalid health check type: ${type}`)
  return type
}

/**
 * Finds and replaces unhealthy instances. Only InService ones are checked: a Standby one keeps the status it had, even
 * when EC2 has lost it (EC2 Auto Scaling guide, "Temporarily remove instances").
 */
export function checkHealth(world: World, group: Group): void {
  // ASSUMED: while Terminate is suspended nothing is replaced.
  const replaceable =
    group.suspended.ReplaceUnhealthy === undefined && group.suspended.Terminate === undefined
  for (const instance of group.instances) {
    if (instance.lifecycle !== 'InService') continue
    if (group.suspended.HealthCheck === undefined && verdict(world, group, instance) !== undefined) {
      instance.health = 'Unhealthy'
    }
    if (instance.health === 'Unhealthy' && replaceable) replace(world, group, instance)
  }
}

function replace(world: World, group: Group, instance: Instance): void {
  const activity = begin(world, group, {
    description: `Terminating EC2 instance: ${instance.id}`,
    cause:
      `At ${stamp(world.now)} an instance was taken out of service in response to ` +
      `${verdict(world, group, instance) ?? 'a user health-check'}.`,
    status: 'InProgress',
    progress: 50,
    zone: instance.zone
  })
  end(world, group, instance, activity.id)
}

/** What is wrong with an instance, in the words of an activity's Cause; undefined where nothing is. */
function verdict(world: World, group: Group, instance: Instance): string | undefined {
  if (instance.lostAt !== undefined && instance.lostAt + DETECTION_MS <= world.now) {
    return 'an EC2 health check indicating it has been terminated or stopped'
  }
  if (group.healthCheckType !== 'ELB' || world.now < graceEnd(group, instance)) return undefined
  const failing = group.targetGroups.some(arn => {
    const targetGroup = world.targetGroups[arn]
    return targetGroup?.targets[instance.id]?.state === 'unhealthy' && targetGroup.loadBalancers.length > 0
  })
  return failing ? 'an ELB system health check failure' : undefined
}

/** The grace period starts anew with every way into service, the one out of Standby included. */
export function graceEnd(group: Group, instance: Instance): number {
  return (instance.inServiceAt ?? instance.launchedAt) + group.healthCheckGraceSeconds * 1000
}
