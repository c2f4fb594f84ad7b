/** What people should know about scaling, and what speaks against nothing. */
import type { MetricAlarm } from '../attached.ts'
import type { Note } from '../notes.ts'
import type { Observation } from '../world.ts'
import { isGroupDimension, policyActions } from './translate.ts'

/**
 * Alarms that measure a group and drive none of its policies: they page people, and nobody moves them.
 * @param alarms all metric alarms of the account and region
 */
export function pagingNotes(seen: Observation, alarms: readonly MetricAlarm[]): readonly Note[] {
  return Object.values(seen.groups).flatMap(({ name }) => {
    const naming = alarms
      .filter(alarm => !alarm.name.startsWith('TargetTracking-') && policyActions(alarm).length === 0)
      .filter(alarm => measures(alarm.settings, name))
      .map(alarm => alarm.name)
    if (naming.length === 0) return []
    return [
      {
        message: `Alarms measure ${name} and drive none of its policies, so they stay as they are whichever colour is live: ${naming.join(', ')}.`,
        fix: 'Make an alarm for each colour, or one over the metrics of both (metric math), or over the target group.'
      }
    ]
  })
}

/** Whether a dimension `AutoScalingGroupName` anywhere in the settings has this value. */
function measures(value: unknown, group: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (isGroupDimension(value) && 'Value' in value && value.Value === group) return true
  return Object.values(value).some(each => measures(each, group))
}
