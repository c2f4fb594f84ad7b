import type {
  BatchDeleteScheduledActionType,
  BatchPutScheduledUpdateGroupActionType,
  DeletePolicyType,
  PutScalingPolicyType
} from '@aws-sdk/client-auto-scaling'
import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch'
import { AwsError } from '../release/errors.ts'
import type { Change } from '../release/ports.ts'
import { answerOf, itemsIfAny, member, textIfAny } from './cursor.ts'
import { filled, named } from './given.ts'
import type { Mutation } from './mutation.ts'

/** What one call takes (Auto Scaling API Reference, Batch...; CloudWatch API Reference, DeleteAlarms). */
const MOST = { actions: 50, alarms: 100 } as const

export type ScalingChange = Extract<
  Change,
  {
    readonly kind:
      | 'put-policy'
      | 'delete-policy'
      | 'put-alarm'
      | 'delete-alarms'
      | 'put-schedules'
      | 'delete-schedules'
  }
>

/** The one API call of a change of what is attached to a group. @throws RangeError as `toCall` does */
export function toScalingCall(change: ScalingChange): Mutation {
  const AutoScalingGroupName = named('group', change.group)
  switch (change.kind) {
    case 'put-policy': {
      const owner = { AutoScalingGroupName, PolicyName: named('name', change.name) }
      return {
        operation: 'PutScalingPolicy',
        input: { ...change.settings, ...(owner satisfies PutScalingPolicyType) }
      }
    }
    case 'delete-policy': {
      const input = {
        AutoScalingGroupName,
        PolicyName: named('name', change.name)
      } satisfies DeletePolicyType
      return { operation: 'DeletePolicy', input }
    }
    case 'put-alarm':
      return {
        service: 'monitoring',
        operation: 'PutMetricAlarm',
        input: {
          ...change.settings,
          AlarmName: named('name', change.name),
          ...(change.tags.length > 0 && {
            Tags: change.tags.map(({ key, value }) => ({ Key: key, Value: value }))
          })
        }
      }
    case 'delete-alarms': {
      const input = { AlarmNames: filled('names', change.names, MOST.alarms) } satisfies DeleteAlarmsInput
      return { service: 'monitoring', operation: 'DeleteAlarms', input }
    }
    case 'put-schedules': {
      const input = {
        AutoScalingGroupName,
        ScheduledUpdateGroupActions: filled('actions', change.actions, MOST.actions).map(
          ({ name, settings }) => ({ ...settings, ScheduledActionName: named('name', name) })
        )
      } satisfies BatchPutScheduledUpdateGroupActionType
      return { operation: 'BatchPutScheduledUpdateGroupAction', input }
    }
    case 'delete-schedules': {
      const input = {
        AutoScalingGroupName,
        ScheduledActionNames: filled('names', change.names, MOST.actions)
      } satisfies BatchDeleteScheduledActionType
      return { operation: 'BatchDeleteScheduledAction', input }
    }
  }
}

const FAILED = ['FailedScheduledUpdateGroupActions', 'FailedScheduledActions'] as const

/**
 * A batch call tells in a successful answer which of its actions AWS did not take (API Reference,
 * FailedScheduledUpdateGroupActionRequest).
 * @throws AwsError `refused` where there are any
 */
export function assertWhole(operation: string, output: Readonly<Record<string, unknown>>): void {
  const failed = FAILED.flatMap(list => itemsIfAny(member(answerOf(operation, output), list)))
  const [first] = failed
  if (!first) return
  const said = failed.map(
    each => `${textIfAny(member(each, 'ScheduledActionName'))}: ${textIfAny(member(each, 'ErrorMessage'))}`
  )
  throw new AwsError('refused', operation, textIfAny(member(first, 'ErrorCode')), said.join('; '), '')
}
