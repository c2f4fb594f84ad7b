/** What somebody may have done to a pair before a run, and what AWS may show that the twin does not model. */
import type { Checked } from './checked.ts'

type Shape = Readonly<Record<string, unknown>>

export const MINUTE = 60_000

/** @throws Error where the twin refuses it */
export const call =
  (service: 'autoscaling' | 'elasticloadbalancing', operation: string, input: object) =>
  ({ twin }: Checked): void => {
    const answer = twin.act({ type: 'foreign-call', service, operation, input: { ...input } })
    if (!answer.ok) throw new Error(`${operation}: ${answer.error.message}`)
  }
export const attribute = (key: string, value: string) => (simulation: Checked) => {
  for (const TargetGroupArn of Object.keys(simulation.world().targetGroups)) {
    const input = { TargetGroupArn, Attributes: [{ Key: key, Value: value }] }
    call('elasticloadbalancing', 'ModifyTargetGroupAttributes', input)(simulation)
  }
}
export const list = (output: Shape, member: string): readonly Shape[] => {
  const found = output[member]
  return Array.isArray(found) ? found : []
}
/** Members that AWS would show of the group. */
export const shown = (name: string, members: (group: Shape) => object) => (simulation: Checked) =>
  simulation.alter('DescribeAutoScalingGroups', output => ({
    ...output,
    AutoScalingGroups: list(output, 'AutoScalingGroups').map(group =>
      group.AutoScalingGroupName === name ? { ...group, ...members(group) } : group
    )
  }))
export const target = (members: object) => (simulation: Checked) =>
  simulation.alter('DescribeTargetGroups', output => ({
    ...output,
    TargetGroups: list(output, 'TargetGroups').map(group => ({ ...group, ...members }))
  }))
export const hook = (name: string, HeartbeatTimeout: number) =>
  call('autoscaling', 'PutLifecycleHook', {
    AutoScalingGroupName: name,
    LifecycleHookName: 'register',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    HeartbeatTimeout
  })
export const scale = ({ twin }: Checked, desired: number, minutes: number) => {
  twin.act({ type: 'scale', group: 'web-blue', desired, by: 'person' })
  twin.advance(twin.world().now + minutes * MINUTE)
}
