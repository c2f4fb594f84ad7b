/** The releases that are recorded. */

import { onePair, TAGS } from '../../__tests__/support/simulation.ts'
import type { Asked } from '../../__tests__/support/traces.ts'
import { FINALIZE, ROLLBACK } from '../../__tests__/support/traces.ts'

interface Recorded {
  readonly name: string
  readonly scenario: object
  readonly asked: readonly Asked[]
}

const DEPLOY: Asked = { command: 'deploy', imageVersion: '2.0.0' }
const OTHER: Asked = { command: 'deploy', imageVersion: '3.0.0' }
const PREPARE: Asked = { command: 'prepare', imageVersion: '2.0.0', allowMixed: true }
const PROMOTE: Asked = { command: 'promote', imageVersion: '2.0.0' }
const FIRST: Asked = { ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } }
const KEEP: Asked = { ...ROLLBACK, afterRollback: 'standby' }
/** Ends with the new version on its way. */
const BEGUN: Asked = { ...DEPLOY, timeoutMs: 61_000 }

const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
const NIGHT = { ScheduledActionName: 'night', Recurrence: '0 22 * * *', MinSize: 1 }

/** The same policy on both, and a process that the user has suspended where he is live. */
const shared = onePair({
  blue: { policies: [POLICY], suspended: ['AZRebalance'] },
  green: { policies: [POLICY] }
})
const empty = onePair({ blue: { min: 0, desired: 0 }, green: { max: 6 } })
/** Scaling that the idle group lacks. */
const copied = onePair({ blue: { policies: [POLICY], scheduledActions: [NIGHT] } })

const targetGroup = (name: string) => ({
  name,
  inUse: false,
  deregistrationDelaySeconds: 60,
  healthCheckIntervalSeconds: 10,
  healthyThreshold: 2
})
const toBlue = { TargetGroups: [{ TargetGroupArn: 'web-blue', Weight: 9 }] }
const split = {
  targetGroups: [targetGroup('web-blue'), targetGroup('web-green')],
  loadBalancers: [
    {
      name: 'web',
      listeners: [
        { Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', ForwardConfig: toBlue }] }
      ]
    }
  ],
  groups: [
    { name: 'web-blue', min: 2, max: 6, desired: 3, targetGroups: ['web-blue'], tags: TAGS },
    { name: 'web-green', min: 0, max: 4, desired: 0, targetGroups: ['web-green'], tags: TAGS }
  ]
}

export const TRACES: readonly Recorded[] = [
  { name: 'shared-deploy-finalize', scenario: shared, asked: [DEPLOY, FINALIZE] },
  { name: 'shared-rollback-open', scenario: shared, asked: [BEGUN, ROLLBACK] },
  { name: 'shared-kept-next', scenario: shared, asked: [DEPLOY, KEEP, OTHER] },
  { name: 'shared-undo', scenario: shared, asked: [DEPLOY, FINALIZE, ROLLBACK] },
  { name: 'shared-first', scenario: empty, asked: [FIRST] },
  { name: 'shared-halves', scenario: shared, asked: [PREPARE, PROMOTE] },
  { name: 'copied-deploy-finalize', scenario: copied, asked: [DEPLOY, FINALIZE] },
  { name: 'copied-rollback', scenario: copied, asked: [DEPLOY, ROLLBACK] },
  { name: 'split-deploy-finalize', scenario: split, asked: [DEPLOY, FINALIZE] },
  { name: 'split-rollback', scenario: split, asked: [DEPLOY, ROLLBACK] }
]
