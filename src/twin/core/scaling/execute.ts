import { groupOf } from '../auto-scaling/find.ts'
import { findPolicy } from '../auto-scaling/policies.ts'
import { invalid } from '../fault.ts'
import { type Input, optionalFlag, optionalNumber } from '../input.ts'
import type { World } from '../world.ts'
import { apply } from './apply.ts'
import { coolingActivity, refuseInCooldown } from './cooldown.ts'
import { decide } from './decide.ts'

/**
 * ExecutePolicy. HonorCooldown is for simple policies; step policies need MetricValue and BreachThreshold; target
 * tracking and predictive policies cannot be executed (Auto Scaling API Reference).
 * ASSUMED: the wordings, that a disabled policy is refused, and that a suspended AlarmNotification is no obstacle.
 * @throws AwsFault ValidationError, ScalingActivityInProgress
 */
export function executePolicy(world: World, input: Input): Record<string, unknown> {
  const { group, policy } = findPolicy(world, input)
  groupOf(world, { AutoScalingGroupName: group.name })
  if (policy.type !== 'SimpleScaling' && policy.type !== 'StepScaling')
    throw invalid(`A policy of type ${policy.type} cannot be executed`)
  if (!policy.enabled) throw invalid(`The policy ${policy.name} is disabled`)
  const value = optionalNumber(input, 'MetricValue')
  const threshold = optionalNumber(input, 'BreachThreshold')
  const step = policy.type === 'StepScaling'
  if (step !== (value !== undefined) || step !== (threshold !== undefined))
    throw invalid('MetricValue and BreachThreshold are required for step policies, and for these only')
  const honors = optionalFlag(input, 'HonorCooldown') ?? false
  if (honors && step) throw invalid('HonorCooldown is not supported for step policies')
  if (honors && coolingActivity(world, group) !== undefined) refuseInCooldown(world, group)
  const measure = {
    patient: false,
    ...(value === undefined ? {} : { value }),
    ...(threshold === undefined ? {} : { threshold })
  }
  const decision = decide(world, group, policy, measure)
  if (decision.kind === 'set')
    apply(world, group, policy, decision.desired, `a user request executed policy ${policy.name}`)
  return {}
}
