import { invalid } from '../fault.ts'
import { atMost, type Input, integer, optionalNumber, records } from '../input.ts'

export interface Step {
  readonly from: number
  readonly to: number
  readonly by: number
}

/** EC2 Auto Scaling guide, "Quotas": step adjustments for each step scaling policy. */
const MOST = 20

/**
 * The steps of a step scaling policy, from the lowest (EC2 Auto Scaling guide, "Step scaling"): they must not overlap and
 * leave no gap, and bounds are relative to the threshold of the alarm.
 * @throws AwsFault ValidationError
 */
export function readSteps(input: Input): readonly Step[] {
  const steps = records(input, 'StepAdjustments')
    .map(each => ({
      from: optionalNumber(each, 'MetricIntervalLowerBound') ?? Number.NEGATIVE_INFINITY,
      to: optionalNumber(each, 'MetricIntervalUpperBound') ?? Number.POSITIVE_INFINITY,
      by: integer(each, 'ScalingAdjustment')
    }))
    .sort((a, b) => a.from - b.from)
  // ASSUMED: the wordings.
  if (steps.length === 0) throw invalid('StepAdjustments must have at least one element')
  atMost('StepAdjustments', steps, MOST)
  for (const [n, { from, to }] of steps.entries()) {
    const before = steps[n - 1]
    if (from >= to) throw invalid('The lower bound of a step adjustment must be below its upper bound')
    if (before !== undefined && before.to > from) throw invalid('StepAdjustments intervals overlap')
    if (before !== undefined && before.to < from) throw invalid('StepAdjustments intervals have a gap')
  }
  return steps
}

/** The step for a breach. Above the threshold the lower bound belongs to a step, below it the upper bound does. */
export function stepFor(steps: readonly Step[], breach: number): Step | undefined {
  return breach >= 0
    ? steps.find(each => each.from <= breach && breach < each.to)
    : steps.find(each => each.from < breach && breach <= each.to)
}
