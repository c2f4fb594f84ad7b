/** A colour that is not live loses its policies, alarms and scheduled actions: the other one has them. */
import { change, firstOf, type Step } from '../decision.ts'
import { policyActions, type Scaled } from './translate.ts'

/** What one call takes (CloudWatch API Reference, DeleteAlarms; Auto Scaling API Reference, BatchDeleteScheduledAction). */
const MOST = { alarms: 100, schedules: 50 } as const

/**
 * Alarms go first: DeletePolicy takes the action out of its alarms and leaves them (API Reference), and then nothing
 * would tell that they were ours to remove. An alarm that also drives policies of other groups stays, for them.
 */
export function removeAttached({ group, attached }: Scaled): Step {
  return firstOf(
    () => {
      const own = new Set(attached.policies.map(({ arn }) => arn))
      const names = attached.alarms
        .filter(alarm => policyActions(alarm).every(arn => own.has(arn)))
        .map(({ name }) => name)
        .slice(0, MOST.alarms)
      if (names.length === 0) return undefined
      return change('reducing', `delete the alarms ${names.join(', ')} of ${group.name}`, {
        kind: 'delete-alarms',
        group: group.name,
        names
      })
    },
    () => {
      const [policy] = attached.policies
      if (!policy) return undefined
      return change('reducing', `delete the scaling policy ${policy.name} of ${group.name}`, {
        kind: 'delete-policy',
        group: group.name,
        name: policy.name
      })
    },
    () => {
      const names = attached.scheduledActions.map(({ name }) => name).slice(0, MOST.schedules)
      if (names.length === 0) return undefined
      return change('reducing', `delete the scheduled actions ${names.join(', ')} of ${group.name}`, {
        kind: 'delete-schedules',
        group: group.name,
        names
      })
    }
  )
}
