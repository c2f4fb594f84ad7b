/** Fleets at the simulated AWS, and whom their roles trust. */

import { subject } from './repository.ts'
import type { StageOptions } from './stage.ts'

export const ROLE = 'arn:aws:iam::111122223333:role/bg-release'

/** As docs/approvals.md advises: what ends instances trusts the environment with the reviewers alone. */
export const TRUST: StageOptions['trust'] = {
  [ROLE]: [subject('production'), subject('production-eu')],
  [`${ROLE}-finalize`]: [subject('web-cleanup'), subject('cleanup-eu')],
  [`${ROLE}-look`]: [subject('production')],
  [`${ROLE}-staging`]: [subject('staging')],
  'arn:aws:iam::444455556666:role/bg-release': [subject('production-us')],
  'arn:aws:iam::444455556666:role/bg-release-finalize': [subject('cleanup-us')]
}

const TAGS = { 'docker:image:name': 'acme/web', 'docker:image:version': '1.0.0' }
const HEALTH = { deregistrationDelaySeconds: 60, healthCheckIntervalSeconds: 10, healthyThreshold: 2 }

/** Blue runs three instances of 1.0.0; both colours are in one target group. */
export const shared = (prefix = 'web', account = '111122223333'): object => ({
  account,
  targetGroups: [{ name: prefix, ...HEALTH }],
  groups: [
    { name: `${prefix}-blue`, min: 2, max: 6, desired: 3, targetGroups: [prefix], tags: TAGS },
    { name: `${prefix}-green`, min: 0, max: 6, desired: 0, targetGroups: [prefix], tags: TAGS }
  ]
})

/** The same behind a listener that forwards to the target group of blue. */
export const split = (): object => ({
  targetGroups: ['web-blue', 'web-green'].map(name => ({ name, inUse: false, ...HEALTH })),
  loadBalancers: [
    {
      name: 'web',
      listeners: [
        {
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: 'web-blue' }],
          rules: []
        }
      ]
    }
  ],
  groups: [
    { name: 'web-blue', min: 2, max: 6, desired: 3, targetGroups: ['web-blue'], tags: TAGS },
    { name: 'web-green', min: 0, max: 6, desired: 0, targetGroups: ['web-green'], tags: TAGS }
  ]
})
