import { latestValue } from '../cloudwatch/evaluate.ts'
import type { Alarm } from '../cloudwatch/model.ts'
import type { World } from '../world.ts'
import { apply } from './apply.ts'
import { decide } from './decide.ts'

/** `rests`: asking again is of no use until the group or the metric changes. */
export type Outcome = 'again' | 'rests'

const POLICY = /:scalingPolicy:[^:]+:autoScalingGroupName\/(.+):policyName\/(.+)$/

export function isPolicyArn(arn: string): boolean {
  return POLICY.test(arn)
}

/**
 * An alarm runs the policy of an ARN. Nothing happens where the policy is gone or disabled, or the group has
 * AlarmNotification suspended (EC2 Auto Scaling guide, "Suspend and resume a process").
 */
export function runPolicyByAlarm(world: World, alarm: Alarm, arn: string): Outcome {
  const [, groupName = '', policyName = ''] = POLICY.exec(arn) ?? []
  const group = world.groups[groupName]
  const policy = group?.policies[policyName]
  if (group === undefined || policy?.arn !== arn) return 'rests'
  const decision =
    policy.enabled &&
    group.suspended.AlarmNotification === undefined &&
    group.status === undefined &&
    alarm.rule
      ? decide(world, group, policy, {
          alarm: alarm.name,
          threshold: alarm.rule.threshold,
          patient: true,
          ...measured(latestValue(world, alarm.rule))
        })
      : ({ kind: 'nothing' } as const)
  const cause = `a monitor alarm ${alarm.name} in state ${alarm.state} triggered policy ${policy.name}`
  if (decision.kind === 'later') return 'again'
  if (decision.kind === 'set' && apply(world, group, policy, decision.desired, cause)) return 'again'
  if (!group.restingAlarms.includes(alarm.name)) group.restingAlarms.push(alarm.name)
  return 'rests'
}

function measured(value: number | undefined): { readonly value?: number } {
  return value === undefined ? {} : { value }
}
