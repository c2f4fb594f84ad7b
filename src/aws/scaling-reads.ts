import type { ScalingFacts } from '../release/world.ts'
import { member, text } from './cursor.ts'
import { NEXT_TOKEN, readPages } from './paging.ts'
import type { Send } from './transport.ts'

/** Policies and scheduled actions of each group, by name, in the order of `groups`. */
export async function scalingFactsOf(
  send: Send,
  groups: readonly string[],
  signal: AbortSignal | undefined
): Promise<readonly ScalingFacts[]> {
  const facts: ScalingFacts[] = []
  // One after the other: all calls of an account and region share one token bucket.
  for (const group of new Set(groups)) {
    const policies = await names(send, group, POLICIES, signal)
    const scheduledActions = await names(send, group, SCHEDULED, signal)
    facts.push({ group, policies, scheduledActions })
  }
  return facts
}

const POLICIES = { operation: 'DescribePolicies', list: 'ScalingPolicies', name: 'PolicyName' } as const
const SCHEDULED = {
  operation: 'DescribeScheduledActions',
  list: 'ScheduledUpdateGroupActions',
  name: 'ScheduledActionName'
} as const

async function names(
  send: Send,
  group: string,
  { operation, list, name }: typeof POLICIES | typeof SCHEDULED,
  signal: AbortSignal | undefined
): Promise<readonly string[]> {
  const input = { AutoScalingGroupName: group, MaxRecords: 100 }
  const call = { service: 'autoscaling', operation, input } as const
  const found = await readPages(send, call, { list, tokens: NEXT_TOKEN }, signal)
  return found.map(one => text(member(one, name))).sort()
}
