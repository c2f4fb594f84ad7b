import type { Activity } from '../release/world.ts'
import { type Cursor, member, text, textIfAny, time } from './cursor.ts'
import { NEXT_TOKEN, readPages } from './paging.ts'
import type { Send } from './transport.ts'

/** What a finished instance refresh may be called. Any other word, today's or tomorrow's, counts as running. */
const REFRESH_OVER = new Set(['Successful', 'Failed', 'Cancelled', 'RollbackFailed', 'RollbackSuccessful'])

/** The group's scaling activities of the last six weeks, newest first (API Reference, DescribeScalingActivities). */
export async function listActivities(
  send: Send,
  group: string,
  limit: number,
  signal: AbortSignal | undefined
): Promise<readonly Activity[]> {
  if (limit < 1) return []
  const input = { AutoScalingGroupName: group, MaxRecords: Math.min(limit, 100) }
  const call = { service: 'autoscaling', operation: 'DescribeScalingActivities', input } as const
  const found = await readPages(send, call, { list: 'Activities', tokens: NEXT_TOKEN, enough: limit }, signal)
  return found
    .map(toActivity)
    .sort((one, other) => other.startedAt - one.startedAt)
    .slice(0, limit)
}

function toActivity(at: Cursor): Activity {
  return {
    startedAt: time(member(at, 'StartTime')),
    status: text(member(at, 'StatusCode')),
    description: textIfAny(member(at, 'Description')),
    message: textIfAny(member(at, 'StatusMessage'))
  }
}

/** EC2 Auto Scaling API Reference, DescribeInstanceRefreshes: the refreshes of the last six weeks, newest first. */
export async function refreshRunning(
  send: Send,
  group: string,
  signal: AbortSignal | undefined
): Promise<boolean> {
  const input = { AutoScalingGroupName: group, MaxRecords: 100 }
  const call = { service: 'autoscaling', operation: 'DescribeInstanceRefreshes', input } as const
  const found = await readPages(send, call, { list: 'InstanceRefreshes', tokens: NEXT_TOKEN }, signal)
  return found.some(refresh => !REFRESH_OVER.has(text(member(refresh, 'Status'))))
}
