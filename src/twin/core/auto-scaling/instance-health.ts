import { invalid } from '../fault.ts'
import { type Input, onlyModelled, optionalFlag, text } from '../input.ts'
import type { World } from '../world.ts'
import { groupOf, ownerOf } from './find.ts'
import { graceEnd } from './health.ts'
import { wake } from './lifecycle.ts'

/**
 * SetInstanceHealth. Within the grace period an instance is left alone, unless ShouldRespectGracePeriod is false (Auto
 * Scaling API Reference). ASSUMED: what comes within the grace period is lost.
 */
export function setInstanceHealth(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['InstanceId', 'HealthStatus', 'ShouldRespectGracePeriod'])
  const id = text(input, 'InstanceId')
  const health = text(input, 'HealthStatus')
  // ASSUMED: the wording.
  if (health !== 'Healthy' && health !== 'Unhealthy')
    throw invalid(`Valid instance health states are: [Healthy, Unhealthy].`)
  const owner = ownerOf(world, id)
  if (owner === undefined)
    throw invalid(`Instance Id not found - No managed instance found for instance ID: ${id}`)
  const { group, instance } = owner
  groupOf(world, { AutoScalingGroupName: group.name })
  const respects = optionalFlag(input, 'ShouldRespectGracePeriod') ?? true
  if (health === 'Unhealthy' && respects && world.now < graceEnd(group, instance)) return {}
  instance.health = health
  wake(world, group)
  return {}
}
