import type { FleetPort } from '../release/ports.ts'
import { toCall } from './changes.ts'
import { groupsByName, groupsByTag, listGroups } from './group-reads.ts'
import { listActivities, refreshRunning } from './history.ts'
import { scalingFactsOf } from './scaling-reads.ts'
import { targetGroupFactsOf, targetHealthOf } from './target-reads.ts'
import type { Send } from './transport.ts'

/** The fleet as AWS shows it and lets it be changed, over any transport that speaks the AWS API. */
export function createFleet(send: Send): FleetPort {
  return {
    groupsByTag: (key, value, signal) => groupsByTag(send, key, value, signal),
    groupsByName: (names, signal) => groupsByName(send, names, signal),
    allGroups: signal => listGroups(send, {}, signal),
    targetHealth: (arn, signal) => targetHealthOf(send, arn, signal),
    targetGroupFacts: (arns, signal) => targetGroupFactsOf(send, arns, signal),
    scalingFacts: (groups, signal) => scalingFactsOf(send, groups, signal),
    activities: (group, limit, signal) => listActivities(send, group, limit, signal),
    refreshInProgress: (group, signal) => refreshRunning(send, group, signal),
    async apply(change, observedAt, signal) {
      await send({ service: 'autoscaling', ...toCall(change), signedAt: observedAt }, signal)
    }
  }
}
