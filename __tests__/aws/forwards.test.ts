import { describe, expect, test } from '@jest/globals'
import { toCall } from '../../src/aws/changes.ts'
import { createFleet } from '../../src/aws/fleet.ts'
import type { AwsCall } from '../../src/aws/transport.ts'
import { simulate } from '../support/simulation.ts'
import { forwardTo, http, splitPair } from '../support/split.ts'

const rule = (priority: number, action: object) => ({
  Priority: priority,
  Conditions: [{ Field: 'path-pattern', Values: [`/${priority}/*`] }],
  Actions: [action]
})
const GONE = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } }
const listeners = [
  http(forwardTo({ 'web-blue': 3, 'web-green': 0 }, 60), [
    rule(10, forwardTo({ 'web-blue': 1 })),
    rule(20, GONE)
  ])
]
const scenario = splitPair({ loadBalancers: [{ name: 'web', listeners }] })
const targetGroups = async ({ fleet }: ReturnType<typeof simulate>) =>
  (await fleet.groupsByName(['web-blue'])).flatMap(group => group.targetGroups)

describe('forwards', () => {
  test('are found with their weights, stickiness and names; what forwards nowhere is left out', async () => {
    const simulation = simulate(scenario)
    const found = await simulation.fleet.findForwards(await targetGroups(simulation))
    const plain = found.map(({ of, name, protocol, stickySeconds, shares }) => ({
      of,
      name,
      protocol,
      stickySeconds,
      weights: shares.map(({ weight }) => weight)
    }))
    expect(plain).toEqual([
      { of: 'listener', name: 'web:80', protocol: 'HTTP', stickySeconds: 60, weights: [3, 0] },
      { of: 'rule', name: 'web:80 rule 10', protocol: 'HTTP', stickySeconds: 0, weights: [1] }
    ])
  })

  test('are read again as they are now, in three calls', async () => {
    const simulation = simulate(scenario)
    const found = await simulation.fleet.findForwards(await targetGroups(simulation))
    const [listener] = found
    await simulation.fleet.apply(
      {
        kind: 'tag-forward',
        group: 'web-blue',
        forward: listener?.arn ?? '',
        tags: [{ key: 'bg-release:x', value: '1' }]
      },
      simulation.clock.now()
    )
    const before = new Map(simulation.requests)
    const again = await simulation.fleet.readForwards(found)
    const made = [...simulation.requests].filter(([name, count]) => count > (before.get(name) ?? 0))
    expect(made.map(([name]) => name).sort()).toEqual(['DescribeListeners', 'DescribeRules', 'DescribeTags'])
    expect(again[0]?.tags.get('bg-release:x')).toBe('1')
    expect(again.map(({ tags: _, ...rest }) => rest)).toEqual(found.map(({ tags: _, ...rest }) => rest))
  })

  test('one that is gone is refused by AWS', async () => {
    const simulation = simulate(scenario)
    const found = await simulation.fleet.findForwards(await targetGroups(simulation))
    simulation.twin.call('elasticloadbalancing', 'DeleteRule', { RuleArn: found[1]?.arn })
    await expect(simulation.fleet.readForwards(found)).rejects.toMatchObject({ kind: 'refused' })
  })

  test('of which a single target group stands alone have all the weight', async () => {
    const answers: Readonly<Record<string, object>> = {
      DescribeTargetGroups: { TargetGroups: [{ LoadBalancerArns: ['arn:lb/app/web/1'] }] },
      DescribeListeners: {
        Listeners: [
          {
            ListenerArn: 'arn:listener',
            LoadBalancerArn: 'arn:lb/net/web/1',
            Port: 443,
            Protocol: 'TLS',
            DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:tg' }]
          }
        ]
      },
      DescribeTags: { TagDescriptions: [{ ResourceArn: 'arn:listener', Tags: [] }] }
    }
    const asked: string[] = []
    const fleet = createFleet(async ({ operation }: AwsCall) => {
      asked.push(operation)
      return { ...answers[operation] }
    })
    expect(await fleet.findForwards(['arn:tg'])).toMatchObject([
      { name: 'web:443', shares: [{ targetGroup: 'arn:tg', weight: 1 }], stickySeconds: 0 }
    ])
    expect(asked).not.toContain('DescribeRules')
  })
})

describe('changes of listeners and rules', () => {
  const shares = [{ targetGroup: 'arn:tg', weight: 1 }]

  test('go to Elastic Load Balancing with all actions, and a client secret is kept', () => {
    const actions = JSON.stringify([
      { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { ClientId: 'web' } },
      { Type: 'forward', Order: 2, ForwardConfig: { TargetGroups: [] } }
    ])
    const change = { kind: 'weigh', group: 'web-blue', forward: 'arn:x', shares, actions } as const
    expect(toCall({ ...change, of: 'listener' })).toEqual({
      service: 'elasticloadbalancing',
      operation: 'ModifyListener',
      input: {
        ListenerArn: 'arn:x',
        DefaultActions: [
          {
            Type: 'authenticate-oidc',
            Order: 1,
            AuthenticateOidcConfig: { ClientId: 'web', UseExistingClientSecret: true }
          },
          { Type: 'forward', Order: 2, ForwardConfig: { TargetGroups: [] } }
        ]
      }
    })
    expect(toCall({ ...change, of: 'rule' })).toMatchObject({
      operation: 'ModifyRule',
      input: { RuleArn: 'arn:x', Actions: [{ Order: 1 }, { Order: 2 }] }
    })
  })

  test('that name nothing never leave', () => {
    expect(() => toCall({ kind: 'tag-forward', group: 'g', forward: 'arn:x', tags: [] })).toThrow(RangeError)
    expect(() => toCall({ kind: 'untag-forward', group: 'g', forward: '', keys: ['a'] })).toThrow(RangeError)
    expect(() => toCall({ kind: 'untag-forward', group: 'g', forward: 'arn:x', keys: [] })).toThrow(
      RangeError
    )
  })
})
