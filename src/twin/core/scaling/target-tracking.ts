import { optionalFlag, optionalNumber } from '../input.ts'
import { record } from '../record.ts'
import type { Group, Policy, World } from '../world.ts'
import type { Decision, Measure } from './measure.ts'
import { warming, warmupSeconds } from './warmup.ts'

/**
 * Scales out in proportion to the metric, and in only when no instance warms up and every other target tracking policy
 * that may scale in agrees (EC2 Auto Scaling guide, "Target tracking scaling policies").
 * ASSUMED: scaling in goes in proportion too; AWS says that it is done gradually and gives no formula.
 */
export function track(world: World, group: Group, policy: Policy, measure: Measure): Decision {
  const { value, alarm } = measure
  if (value === undefined) return { kind: 'nothing' }
  const ratio = value / targetOf(policy)
  const warm = warming(world, group, warmupSeconds(group, policy))
  if (alarm === policy.high) {
    // ASSUMED: an empty group begins with one instance.
    const desired = group.desired === 0 ? 1 : Math.ceil((group.desired - warm) * ratio)
    if (desired > group.desired) return { kind: 'set', desired }
    return warm > 0 ? { kind: 'later' } : { kind: 'nothing' }
  }
  if (alarm !== policy.low || !agreed(world, group)) return { kind: 'nothing' }
  if (warm > 0) return { kind: 'later' }
  const desired = Math.ceil(group.desired * ratio)
  return desired < group.desired ? { kind: 'set', desired } : { kind: 'nothing' }
}

/** Whether every enabled target tracking policy that may scale in has its low alarm in ALARM. */
function agreed(world: World, group: Group): boolean {
  return Object.values(group.policies)
    .filter(each => each.enabled && each.low !== undefined)
    .every(each => world.alarms[each.low ?? '']?.state === 'ALARM')
}

export function targetOf(policy: Policy): number {
  return optionalNumber(configurationOf(policy.input), 'TargetValue') ?? 1
}

export function scalesIn(policy: Policy): boolean {
  return optionalFlag(configurationOf(policy.input), 'DisableScaleIn') !== true
}

export function configurationOf(input: Policy['input']): Policy['input'] {
  return record(input, 'TargetTrackingConfiguration') ?? {}
}
