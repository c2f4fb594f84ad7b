/** Target groups, scaling, credentials and clock for which a deploy is refused. */
import type { Row } from './defect.ts'
import { attribute, MINUTE, target } from './defect-makers.ts'
import { START } from './simulation.ts'

const TRACKING = {
  PolicyName: 'cpu',
  PolicyType: 'PredictiveScaling',
  PredictiveScalingConfiguration: {
    MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
    MetricSpecifications: [
      {
        TargetValue: 50,
        PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' }
      }
    ]
  }
}

export const OTHER_DEFECTS: readonly Row[] = [
  [
    'BGR-NO-TARGET-GROUP',
    'no target group',
    { blue: { targetGroups: [] }, green: { targetGroups: [] }, says: /attached to no target group/ }
  ],
  [
    'BGR-TARGET-GROUPS-DIFFER',
    'target groups of one colour alone',
    { green: { targetGroups: [] }, says: /web-green to none/ }
  ],
  [
    'BGR-TARGET-GROUP-UNFIT',
    'a target group without a listener',
    { targetGroup: { inUse: false }, says: /no listener/ }
  ],
  [
    'BGR-TARGET-GROUP-UNFIT',
    'targets that are addresses',
    { prepare: target({ TargetType: 'ip' }), says: /its target type is ip/ }
  ],
  [
    'BGR-TARGET-GROUP-UNFIT',
    'no health check',
    { prepare: target({ HealthCheckEnabled: false }), says: /health check is disabled/ }
  ],
  [
    'BGR-DRAIN-TOO-LONG',
    'a drain that outlasts the run',
    { prepare: attribute('deregistration_delay.timeout_seconds', '3600'), says: /web drain for 1 hour/ }
  ],
  [
    'BGR-TARGET-GROUP-MINIMUM',
    'a minimum of healthy targets that a mixed fleet misses',
    {
      prepare: attribute(
        'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage',
        '60'
      ),
      says: /web wants 60% .* send requests to instances that still boot/
    }
  ],
  [
    'BGR-TARGET-GROUP-MINIMUM',
    'a minimum for DNS',
    {
      prepare: attribute('target_group_health.dns_failover.minimum_healthy_targets.percentage', '75'),
      says: /75% .* leave DNS/
    }
  ],
  [
    'BGR-PREDICTIVE-MAX',
    'a forecast that raises MaxSize',
    {
      blue: { policies: [TRACKING] },
      green: { policies: [TRACKING] },
      says: /policy cpu of web-blue may raise MaxSize/
    }
  ],
  [
    'BGR-CREDENTIALS-SHORT',
    'credentials that end before the run may',
    {
      hooks: { session: { expiresAt: START + 20 * MINUTE } },
      says: /end in 20 minutes, and the run may take 30 minutes/
    }
  ],
  [
    'BGR-CLOCK',
    'a clock that is ahead',
    { hooks: { session: { clockAheadMs: 90_000 } }, says: /90 seconds ahead of/ }
  ],
  [
    'BGR-CLOCK',
    'a clock that is behind',
    { hooks: { session: { clockAheadMs: -120_000 } }, says: /2 minutes behind/ }
  ],
  [
    'BGR-ACCOUNT',
    'the wrong account',
    { options: { account: '999999999999' }, says: /in the account 111122223333, and account is 999999999999/ }
  ]
]
