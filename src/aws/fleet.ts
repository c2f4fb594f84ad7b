import type { FleetPort } from '../release/ports.ts'
import { alarmTagsOf, someMetricAlarms, takenAlarmNames } from './alarm-reads.ts'
import { toCall } from './changes.ts'
import { findForwards, readForwards } from './forward-reads.ts'
import { groupsByName, groupsByTag, listGroups } from './group-reads.ts'
import { listActivities, refreshRunning } from './history.ts'
import { lifecycleHooksOf } from './hook-reads.ts'
import { assertWhole } from './scaling-changes.ts'
import { attachedOf } from './scaling-reads.ts'
import { putTags, removeTags } from './tags.ts'
import { targetGroupAttributesOf, targetGroupFactsOf, targetHealthOf } from './target-reads.ts'
import type { Send } from './transport.ts'

/** The fleet as AWS shows it and lets it be changed, over any transport that speaks the AWS API. */
export function createFleet(send: Send): FleetPort {
  return {
    groupsByTag: (key, value, signal) => groupsByTag(send, key, value, signal),
    groupsByName: (names, signal) => groupsByName(send, names, signal),
    allGroups: signal => listGroups(send, {}, signal),
    targetHealth: (arn, signal) => targetHealthOf(send, arn, signal),
    targetGroupFacts: (arns, signal) => targetGroupFactsOf(send, arns, signal),
    targetGroupAttributes: (arn, signal) => targetGroupAttributesOf(send, arn, signal),
    attached: (groups, signal) => attachedOf(send, groups, signal),
    findForwards: (targetGroups, signal) => findForwards(send, targetGroups, signal),
    readForwards: (known, signal) => readForwards(send, known, signal),
    alarmNames: (names, signal) => takenAlarmNames(send, names, signal),
    alarmTags: (arns, signal) => alarmTagsOf(send, arns, signal),
    metricAlarms: signal => someMetricAlarms(send, signal),
    activities: (group, limit, signal) => listActivities(send, group, limit, signal),
    refreshInProgress: (group, signal) => refreshRunning(send, group, signal),
    lifecycleHooks: (group, signal) => lifecycleHooksOf(send, group, signal),
    async apply(change, observedAt, signal) {
      const call = { service: 'autoscaling', ...toCall(change), signedAt: observedAt } as const
      assertWhole(call.operation, await send(call, signal))
    },
    putTags: (tags, observedAt, signal) => putTags(send, tags, observedAt, signal),
    removeTags: (tags, observedAt, signal) => removeTags(send, tags, observedAt, signal)
  }
}
