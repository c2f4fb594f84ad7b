import { describe, expect, test } from '@jest/globals'
import { balancedWorld, forward, weighted } from './balanced-world.ts'

describe('a forward action', () => {
  test('with one target group is answered in both spellings, as AWS answers it', () => {
    const { web, listener, rules } = balancedWorld()
    const arn = listener([forward(web)])
    expect(rules(arn)).toMatchObject([
      {
        Priority: 'default',
        IsDefault: true,
        Actions: [
          {
            Type: 'forward',
            TargetGroupArn: web,
            ForwardConfig: {
              TargetGroups: [{ TargetGroupArn: web, Weight: 1 }],
              TargetGroupStickinessConfig: { Enabled: false }
            }
          }
        ]
      }
    ])
  })

  test('with several keeps their weights and the stickiness', () => {
    const { web, targetGroup, listener, call } = balancedWorld()
    const action = weighted(
      { [web]: 999, [targetGroup('b')]: 0 },
      { Enabled: true, DurationSeconds: 604_800 }
    )
    listener([action])
    const [answered] = call('DescribeListeners', {
      LoadBalancerArn: (call('DescribeLoadBalancers', {}).LoadBalancers as { LoadBalancerArn: string }[])[0]
        ?.LoadBalancerArn
    }).Listeners as { DefaultActions: unknown }[]
    expect(answered?.DefaultActions).toEqual([action])
  })

  test('replaces the whole list when a listener is modified', () => {
    const { web, targetGroup, listener, rules, call } = balancedWorld()
    const ListenerArn = listener([weighted({ [web]: 1, [targetGroup('b')]: 1 })])
    call('ModifyListener', { ListenerArn, DefaultActions: [forward(web)] })
    expect(rules(ListenerArn)[0]?.Actions).toMatchObject([{ TargetGroupArn: web }])
    call('ModifyListener', { ListenerArn, Port: 8080 })
    expect(rules(ListenerArn)[0]?.Actions).toMatchObject([{ TargetGroupArn: web }])
  })

  test.each([
    ['a weight above 999', { a: 1000, b: 1 }, {}, /^ValidationError: .*less than or equal to 999/],
    ['a sticky duration of 0 s', { a: 1, b: 1 }, { Enabled: true, DurationSeconds: 0 }, /^ValidationError: /],
    ['stickiness without duration', { a: 1, b: 1 }, { Enabled: true }, /^ValidationError: .*duration/],
    ['six target groups', { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, {}, /^TooManyTargetGroups: /]
  ])('is refused for %s', (_, weights, stickiness, message) => {
    const { targetGroup, refusal, balancer } = balancedWorld()
    const arns = Object.fromEntries(
      Object.entries(weights).map(([name, weight]) => [targetGroup(name), Number(weight)])
    )
    const DefaultActions = [weighted(arns, stickiness)]
    expect(
      refusal('CreateListener', { LoadBalancerArn: balancer, Protocol: 'HTTP', Port: 80, DefaultActions })
    ).toMatch(message)
  })

  test('needs a weight for each of several, and no target group twice', () => {
    const { web, targetGroup, refusal, balancer } = balancedWorld()
    const create = (TargetGroups: object[], more: object = {}) =>
      refusal('CreateListener', {
        LoadBalancerArn: balancer,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups }, ...more }]
      })
    const a = { TargetGroupArn: web, Weight: 1 }
    const b = targetGroup('b')
    expect(create([a, { TargetGroupArn: b }])).toMatch(/^ValidationError: .*weight/)
    expect(create([a, a])).toMatch(/^ValidationError: .*more than once/)
    expect(create([])).toMatch(/^ValidationError: /)
    expect(create([a], { TargetGroupArn: b })).toMatch(/^ValidationError: .*TargetGroupArn/)
    expect(create([{ TargetGroupArn: `${b}0` }])).toMatch(/^TargetGroupNotFound: /)
  })

  test('accepts TargetGroupArn beside a ForwardConfig of the same one', () => {
    const { web, listener, rules } = balancedWorld()
    const arn = listener([{ ...forward(web), ...weighted({ [web]: 5 }) }])
    expect(rules(arn)[0]?.Actions).toMatchObject([
      { TargetGroupArn: web, ForwardConfig: { TargetGroups: [{ Weight: 5 }] } }
    ])
  })

  test('to sticky target groups needs group stickiness', () => {
    const { web, targetGroup, refusal, call, balancer } = balancedWorld()
    call('ModifyTargetGroupAttributes', {
      TargetGroupArn: web,
      Attributes: [{ Key: 'stickiness.enabled', Value: 'true' }]
    })
    const DefaultActions = [weighted({ [web]: 1, [targetGroup('b')]: 1 })]
    expect(
      refusal('CreateListener', { LoadBalancerArn: balancer, Protocol: 'HTTP', Port: 80, DefaultActions })
    ).toMatch(/^InvalidLoadBalancerAction: /)
  })

  test('cannot go to the target group of another load balancer or of another protocol', () => {
    const { web, targetGroup, refusal, listener, call, balancer } = balancedWorld()
    listener([forward(web)])
    const made = call('CreateLoadBalancer', { Name: 'second', Subnets: ['subnet-1', 'subnet-2'] })
    const [{ LoadBalancerArn } = { LoadBalancerArn: '' }] = made.LoadBalancers as {
      LoadBalancerArn: string
    }[]
    expect(
      refusal('CreateListener', {
        LoadBalancerArn,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [forward(web)]
      })
    ).toMatch(/^TargetGroupAssociationLimit: .*more than one load balancer/)
    const tcp = targetGroup('tcp', { Protocol: 'TCP' })
    expect(
      refusal('CreateListener', {
        LoadBalancerArn: balancer,
        Protocol: 'HTTP',
        Port: 81,
        DefaultActions: [forward(tcp)]
      })
    ).toMatch(/^IncompatibleProtocols: /)
  })
})
