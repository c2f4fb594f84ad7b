/** What changes the size of the groups by itself. */
import type { ScalingPolicy } from '../attached.ts'
import type { Finding } from '../codes.ts'
import { scalingFindings } from '../scaling/fit.ts'
import { other } from '../situation.ts'
import { type Candidate, type Check, finding } from './candidate.ts'

export const scaling: Check = at => [...unfit(at), ...unbounded(at)]

function unfit({ seen, colour, first, goal, facts }: Candidate): readonly Finding[] {
  return goal.keepIdleScaling ? [] : scalingFindings(seen, colour, first, facts.takenAlarms)
}

/** A forecast that may raise MaxSize writes what a release pins and gives back (PredictiveScalingConfiguration). */
function unbounded({ seen, colour, live, idle }: Candidate): readonly Finding[] {
  const found = [
    ...seen.attached[colour].policies.map(policy => ({ policy, group: live })),
    ...seen.attached[other(colour)].policies.map(policy => ({ policy, group: idle }))
  ].filter(({ policy }) => raisesMaxSize(policy))
  return found.map(({ policy, group }) =>
    finding(
      'BGR-PREDICTIVE-MAX',
      `The predictive scaling policy ${policy.name} of ${group.name} may raise MaxSize by itself (IncreaseMaxCapacity); a release could not tell that from its own changes.`,
      'Set MaxCapacityBreachBehavior to HonorMaxCapacity, and MaxSize to what the forecast needs.'
    )
  )
}

function raisesMaxSize({ settings }: ScalingPolicy): boolean {
  const configuration = settings.PredictiveScalingConfiguration
  return (
    typeof configuration === 'object' &&
    configuration !== null &&
    Reflect.get(configuration, 'MaxCapacityBreachBehavior') === 'IncreaseMaxCapacity'
  )
}
