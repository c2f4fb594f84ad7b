import { integer, optionalInteger, optionalText } from '../input.ts'
import type { Group, Policy, World } from '../world.ts'
import { type Adjustment, adjusted } from './adjustment.ts'
import { coolingActivity } from './cooldown.ts'
import type { Decision, Measure } from './measure.ts'
import { readSteps, stepFor } from './steps.ts'
import { track } from './target-tracking.ts'
import { leaving, warming, warmupSeconds } from './warmup.ts'

const NOTHING: Decision = { kind: 'nothing' }
const LATER: Decision = { kind: 'later' }

/** The desired capacity that a policy wants, before Min and Max. */
export function decide(world: World, group: Group, policy: Policy, measure: Measure): Decision {
  switch (policy.type) {
    case 'SimpleScaling': {
      // A change that the group has not acted on yet is one that is under way.
      const busy = group.sizeCause !== '' || coolingActivity(world, group) !== undefined
      if (measure.patient && busy) return LATER
      const by = integer(policy.input, 'ScalingAdjustment')
      return { kind: 'set', desired: adjusted(group.desired, adjustment(policy, by)) }
    }
    case 'StepScaling':
      return byStep(world, group, policy, measure)
    case 'TargetTrackingScaling':
      return track(world, group, policy, measure)
    case 'PredictiveScaling':
      return NOTHING
  }
}

/** ASSUMED: an alarm without a datapoint, set by hand, counts as one that is exactly at its threshold. */
function byStep(world: World, group: Group, policy: Policy, measure: Measure): Decision {
  const step = stepFor(
    readSteps(policy.input),
    (measure.value ?? 0) - (measure.value === undefined ? 0 : (measure.threshold ?? 0))
  )
  if (step === undefined) return NOTHING
  const how = adjustment(policy, step.by)
  const plainly = adjusted(group.desired, how)
  if (plainly === group.desired) return NOTHING
  if (!measure.patient) return { kind: 'set', desired: plainly }
  const warm = warming(world, group, warmupSeconds(group, policy))
  if (plainly > group.desired) {
    const desired = adjusted(Math.max(0, group.desired - warm), how)
    return desired > group.desired ? { kind: 'set', desired } : LATER
  }
  if (warm > 0) return LATER
  const desired = adjusted(group.desired + leaving(group), how)
  return desired < group.desired ? { kind: 'set', desired } : LATER
}

function adjustment(policy: Policy, by: number): Adjustment {
  return {
    type: optionalText(policy.input, 'AdjustmentType') ?? 'ChangeInCapacity',
    by,
    // MinAdjustmentStep is the deprecated name.
    atLeast:
      optionalInteger(policy.input, 'MinAdjustmentMagnitude') ??
      optionalInteger(policy.input, 'MinAdjustmentStep') ??
      0
  }
}
