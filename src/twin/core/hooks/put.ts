import { AwsFault, invalid } from '../fault.ts'
import { between, type Input, onlyModelled, optionalInteger, optionalText, text } from '../input.ts'
import { present } from '../record.ts'
import type { Group } from '../world.ts'
import type { Hook, HookResult, HookTransition } from './model.ts'

/** EC2 Auto Scaling guide, "Quotas": lifecycle hooks for each group. */
const MOST = 50
const TRANSITIONS: readonly HookTransition[] = [
  'autoscaling:EC2_INSTANCE_LAUNCHING',
  'autoscaling:EC2_INSTANCE_TERMINATING'
]
const MODELLED: readonly string[] = [
  'AutoScalingGroupName',
  'LifecycleHookName',
  'LifecycleTransition',
  'RoleARN',
  'NotificationTargetARN',
  'NotificationMetadata',
  'HeartbeatTimeout',
  'DefaultResult'
]

/**
 * Puts a hook into a group; members that a known hook is put without keep their values. Heartbeat 30 to 7200 s, 3600 by
 * default, and ABANDON by default (Auto Scaling API Reference, PutLifecycleHook).
 * @throws AwsFault ValidationError, LimitExceeded
 */
export function putHook(group: Group, input: Input): void {
  onlyModelled(input, MODELLED)
  const name = text(input, 'LifecycleHookName')
  const existing = group.hooks[name]
  const { RoleARN, NotificationTargetARN, NotificationMetadata } = input
  const seconds = optionalInteger(input, 'HeartbeatTimeout')
  const hook: Hook = {
    name,
    transition: existing?.transition ?? transitionOf(text(input, 'LifecycleTransition')),
    heartbeatSeconds:
      seconds === undefined
        ? (existing?.heartbeatSeconds ?? 3600)
        : between('HeartbeatTimeout', seconds, 30, 7200),
    defaultResult: readResult(optionalText(input, 'DefaultResult')) ?? existing?.defaultResult ?? 'ABANDON',
    told: { ...existing?.told, ...present({ RoleARN, NotificationTargetARN, NotificationMetadata }) }
  }
  if (existing === undefined && Object.keys(group.hooks).length >= MOST)
    throw new AwsFault(
      'LimitExceeded',
      `Maximum number of lifecycle hooks (${MOST}) per AutoScalingGroup has been reached`
    )
  group.hooks[name] = hook
}

/** @throws AwsFault ValidationError for anything but CONTINUE and ABANDON */
export function readResult(value: string | undefined): HookResult | undefined {
  if (value === undefined || value === 'CONTINUE' || value === 'ABANDON') return value
  // ASSUMED: the wording.
  throw invalid(`Invalid lifecycle action result: ${value}. Must be CONTINUE or ABANDON`)
}

function transitionOf(given: string): HookTransition {
  const transition = TRANSITIONS.find(each => each === given)
  // ASSUMED: the wording.
  if (transition === undefined) throw invalid(`Invalid lifecycle transition: ${given}`)
  return transition
}
