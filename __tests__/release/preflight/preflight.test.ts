/** What preflight does not refuse, and cases that are too fine for a whole run (__tests__/commands/preflight-refusals). */

import { describe, expect, test } from '@jest/globals'
import type { Facts, Goal } from '../../../src/release/goal.ts'
import { next } from '../../../src/release/next.ts'
import type { Group } from '../../../src/release/world.ts'
import { DEPLOY } from '../../support/deploy-goal.ts'
import { FACTS, group, observe, serving, WEB } from '../../support/observation.ts'

const blue = serving('web-blue', 3)
const green = group('web-green')

interface Case {
  readonly blue?: Partial<Group>
  readonly green?: Partial<Group>
  readonly facts?: Partial<Facts>
  readonly goal?: Partial<Goal & { command: 'deploy' }>
}

const codes = (each: Case): readonly string[] => {
  const seen = observe({ ...blue, ...each.blue }, { ...green, ...each.green })
  const decision = next(seen, { ...DEPLOY, ...each.goal }, { ...FACTS, ...each.facts })
  return decision.kind === 'refuse' ? decision.findings.map(({ code }) => code) : []
}

const tags = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, n) => [`${prefix}${n}`, 'x'] as const)
const own = [...blue.tags]
const attributes = (key: string, value: string) => ({ attributes: new Map([[WEB, new Map([[key, value]])]]) })
const hook = (name: string, transition: string, heartbeatSeconds: number): Partial<Facts> => ({
  timeLimitMs: 1_800_000,
  hooks: new Map([
    [name, [{ name: 'h', transition: `autoscaling:EC2_INSTANCE_${transition}`, heartbeatSeconds }]]
  ])
})

describe('preflight', () => {
  test('has nothing against a whole pair', () => {
    expect(next(observe(blue, green), DEPLOY, FACTS)).toMatchObject({ kind: 'change', force: 'additive' })
  })

  test('a redeploy of nothing contradicts itself', () => {
    const goal = { redeploy: true, initialCapacity: { min: 1, desired: 1, max: 1 } }
    expect(codes({ goal, blue: { min: 0, desired: 0, instances: [] } })).toEqual(['BGR-INPUT'])
  })

  test.each<[string, Case]>([
    ['a refresh elsewhere', { facts: { refreshing: ['other-blue'] } }],
    ["tags that are AWS's own", { green: { tags: new Map([...own, ...tags(49, 'aws:')]) } }],
    ['a hook as long as the run', { facts: hook('web-green', 'LAUNCHING', 1800) }],
    ['a hook of the group that launches nothing', { facts: hook('web-blue', 'LAUNCHING', 7200) }],
    ['a hook for the end of instances', { facts: hook('web-green', 'TERMINATING', 7200) }],
    [
      'a drain as long as the run',
      { facts: { timeLimitMs: 300_000, ...attributes('deregistration_delay.timeout_seconds', '300') } }
    ],
    [
      'a minimum of half of the targets',
      { facts: attributes('target_group_health.dns_failover.minimum_healthy_targets.percentage', '50') }
    ],
    [
      'a minimum that is off',
      { facts: attributes('target_group_health.dns_failover.minimum_healthy_targets.percentage', 'off') }
    ]
  ])('does not mind %s', (_, each) => {
    expect(codes(each)).toEqual([])
  })
})
