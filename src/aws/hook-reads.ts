import type { LifecycleHook } from '../release/preflight/facts.ts'
import { answerOf, type Cursor, count, items, member, text } from './cursor.ts'
import type { Send } from './transport.ts'

/** The group's lifecycle hooks (EC2 Auto Scaling API Reference, DescribeLifecycleHooks; it has no pages). @throws AwsError */
export async function lifecycleHooksOf(
  send: Send,
  group: string,
  signal: AbortSignal | undefined
): Promise<readonly LifecycleHook[]> {
  const operation = 'DescribeLifecycleHooks'
  const input = { AutoScalingGroupName: group }
  const output = await send({ service: 'autoscaling', operation, input }, signal)
  return items(member(answerOf(operation, output), 'LifecycleHooks')).map(toHook)
}

const toHook = (at: Cursor): LifecycleHook => ({
  name: text(member(at, 'LifecycleHookName')),
  transition: text(member(at, 'LifecycleTransition')),
  heartbeatSeconds: count(member(at, 'HeartbeatTimeout'))
})
