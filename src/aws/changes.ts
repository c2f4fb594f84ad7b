import type {
  EnterStandbyQuery,
  ExitStandbyQuery,
  ScalingProcessQuery,
  SetInstanceProtectionQuery,
  TerminateInstanceInAutoScalingGroupType,
  UpdateAutoScalingGroupType
} from '@aws-sdk/client-auto-scaling'
import type { Change } from '../release/ports.ts'
import { toForwardCall } from './forward-changes.ts'
import { filled, named } from './given.ts'
import type { Mutation } from './mutation.ts'
import { toScalingCall } from './scaling-changes.ts'
import { TAGS_A_CALL, taggingCall, untaggingCall } from './tags.ts'

/** Amazon EC2 Auto Scaling User Guide, "Quotas": instance ids and tags that one call takes. */
const MOST = { standbyIds: 20, protectionIds: 50 } as const

/**
 * The one API call of a change.
 *
 * @throws RangeError where the call would mean something else than the change (an empty list of processes is every
 * process to the API) or where AWS is known to refuse it: such a change is a mistake of ours and never leaves
 */
export function toCall(change: Change): Mutation {
  switch (change.kind) {
    case 'tag':
      return tagCall(change)
    case 'untag':
      return untagCall(change)
    case 'resize':
      return resizeCall(change)
    case 'suspend':
      return { operation: 'SuspendProcesses', input: processesOf(change) }
    case 'resume':
      return { operation: 'ResumeProcesses', input: processesOf(change) }
    case 'enter-standby':
      return enterCall(change)
    case 'exit-standby':
      return exitCall(change)
    case 'protect':
      return protectCall(change)
    case 'terminate':
      return terminateCall(change)
    case 'put-policy':
    case 'delete-policy':
    case 'put-alarm':
    case 'delete-alarms':
    case 'put-schedules':
    case 'delete-schedules':
      return toScalingCall(change)
    case 'tag-forward':
    case 'untag-forward':
    case 'weigh':
      return toForwardCall(change)
  }
}

type Of<K extends Change['kind']> = Extract<Change, { readonly kind: K }>

function tagCall({ group, tags }: Of<'tag'>): Mutation {
  const owner = named('group', group)
  return taggingCall(filled('tags', tags, TAGS_A_CALL).map(tag => ({ ...tag, group: owner })))
}

function untagCall({ group, keys }: Of<'untag'>): Mutation {
  const owner = named('group', group)
  return untaggingCall(filled('keys', keys, TAGS_A_CALL).map(key => ({ key, group: owner })))
}

function resizeCall({ group, min, max, desired }: Of<'resize'>): Mutation {
  const sizes = {
    ...(min === undefined ? {} : { MinSize: min }),
    ...(max === undefined ? {} : { MaxSize: max }),
    ...(desired === undefined ? {} : { DesiredCapacity: desired })
  }
  filled('sizes', Object.keys(sizes), 3)
  const wrong = Object.entries(sizes).find(([, size]) => !Number.isSafeInteger(size) || size < 0)
  if (wrong !== undefined) throw new RangeError(`${wrong[0]} is ${wrong[1]}, not a whole number`)
  const input = { AutoScalingGroupName: named('group', group), ...sizes } satisfies UpdateAutoScalingGroupType
  return { operation: 'UpdateAutoScalingGroup', input }
}

function processesOf({ group, processes }: Of<'suspend'> | Of<'resume'>): Mutation['input'] {
  const names = filled('processes', processes, Number.POSITIVE_INFINITY)
  return {
    AutoScalingGroupName: named('group', group),
    ScalingProcesses: names
  } satisfies ScalingProcessQuery
}

function enterCall({ group, ids }: Of<'enter-standby'>): Mutation {
  const input = {
    AutoScalingGroupName: named('group', group),
    InstanceIds: filled('ids', ids, MOST.standbyIds),
    ShouldDecrementDesiredCapacity: true
  } satisfies EnterStandbyQuery
  return { operation: 'EnterStandby', input }
}

function exitCall({ group, ids }: Of<'exit-standby'>): Mutation {
  const input = {
    AutoScalingGroupName: named('group', group),
    InstanceIds: filled('ids', ids, MOST.standbyIds)
  } satisfies ExitStandbyQuery
  return { operation: 'ExitStandby', input }
}

function protectCall({ group, ids, on }: Of<'protect'>): Mutation {
  const input = {
    AutoScalingGroupName: named('group', group),
    InstanceIds: filled('ids', ids, MOST.protectionIds),
    ProtectedFromScaleIn: on
  } satisfies SetInstanceProtectionQuery
  return { operation: 'SetInstanceProtection', input }
}

function terminateCall({ id }: Of<'terminate'>): Mutation {
  const input = {
    InstanceId: named('id', id),
    ShouldDecrementDesiredCapacity: false
  } satisfies TerminateInstanceInAutoScalingGroupType
  return { operation: 'TerminateInstanceInAutoScalingGroup', input }
}
