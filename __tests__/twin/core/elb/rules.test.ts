import { describe, expect, test } from '@jest/globals'
import {
  type BalancedWorld,
  balancedWorld,
  fixed,
  forward,
  onPath,
  type RuleAnswer
} from './balanced-world.ts'

const HTTPS = {
  Protocol: 'HTTPS',
  Port: 443,
  Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:1:certificate/c' }]
}
const OIDC = {
  Issuer: 'https://id.example',
  AuthorizationEndpoint: 'https://id.example/a',
  TokenEndpoint: 'https://id.example/t',
  UserInfoEndpoint: 'https://id.example/u',
  ClientId: 'client'
}

function create(of: BalancedWorld, ListenerArn: string, Priority: number, more: object = {}): RuleAnswer {
  const { Rules } = of.call('CreateRule', {
    ListenerArn,
    Priority,
    Conditions: onPath(`/${Priority}`),
    Actions: [fixed],
    ...more
  })
  const [rule] = Rules as RuleAnswer[]
  if (rule === undefined) throw new Error('no rule was made')
  return rule
}

describe('rules', () => {
  test('stand in order of their priority, the default rule last', () => {
    const of = balancedWorld()
    const arn = of.listener([fixed])
    for (const priority of [20, 3, 100]) create(of, arn, priority)
    expect(of.rules(arn).map(each => each.Priority)).toEqual(['3', '20', '100', 'default'])
    expect(of.rules(arn)[0]).toMatchObject({
      Conditions: [{ Field: 'path-pattern', Values: ['/3'], PathPatternConfig: { Values: ['/3'] } }]
    })
  })

  test('of one listener have different priorities', () => {
    const of = balancedWorld()
    const ListenerArn = of.listener([fixed])
    create(of, ListenerArn, 1)
    expect(
      of.refusal('CreateRule', { ListenerArn, Priority: 1, Conditions: onPath('/x'), Actions: [fixed] })
    ).toBe("PriorityInUse: Priority '1' is currently in use")
  })

  test('change places in one call', () => {
    const of = balancedWorld()
    const arn = of.listener([fixed])
    const [a, b] = [create(of, arn, 1), create(of, arn, 2)]
    const set = (...pairs: [string, number][]) => ({
      RulePriorities: pairs.map(([RuleArn, Priority]) => ({ RuleArn, Priority }))
    })
    expect(of.refusal('SetRulePriorities', set([a.RuleArn, 2]))).toMatch(/^PriorityInUse: /)
    expect(of.refusal('SetRulePriorities', set([a.RuleArn, 5], [b.RuleArn, 5]))).toMatch(/^ValidationError: /)
    of.call('SetRulePriorities', set([a.RuleArn, 2], [b.RuleArn, 1]))
    expect(of.rules(arn).map(each => each.RuleArn)).toEqual([
      b.RuleArn,
      a.RuleArn,
      expect.stringContaining('listener-rule')
    ])
  })

  test('are modified list by list: what is given replaces, what is not stays', () => {
    const of = balancedWorld()
    const arn = of.listener([fixed])
    const { RuleArn } = create(of, arn, 1, { Conditions: onPath('/a', '/b') })
    of.call('ModifyRule', { RuleArn, Actions: [forward(of.web)] })
    expect(of.rules(arn)[0]).toMatchObject({
      Conditions: [{ Values: ['/a', '/b'] }],
      Actions: [{ TargetGroupArn: of.web }]
    })
    of.call('ModifyRule', { RuleArn, Conditions: onPath('/c') })
    expect(of.rules(arn)[0]).toMatchObject({
      Conditions: [{ Values: ['/c'] }],
      Actions: [{ TargetGroupArn: of.web }]
    })
    expect(of.refusal('ModifyRule', { RuleArn })).toMatch(/^ValidationError: Either conditions or actions/)
  })

  test('the default rule is changed by its listener alone', () => {
    const of = balancedWorld()
    const [rule] = of.rules(of.listener([fixed]))
    const RuleArn = rule?.RuleArn
    expect(of.refusal('DeleteRule', { RuleArn })).toMatch(/^OperationNotPermitted: /)
    expect(of.refusal('ModifyRule', { RuleArn, Actions: [fixed] })).toMatch(/^OperationNotPermitted: /)
  })

  test('are at most 100 for a load balancer', () => {
    const of = balancedWorld()
    const ListenerArn = of.listener([fixed])
    for (let priority = 1; priority <= 100; priority += 1) create(of, ListenerArn, priority)
    expect(
      of.refusal('CreateRule', { ListenerArn, Priority: 200, Conditions: onPath('/x'), Actions: [fixed] })
    ).toMatch(/^TooManyRules: /)
  })

  test.each([
    ['no condition', { Conditions: [] }, /^ValidationError: A condition/],
    [
      'an unknown field',
      { Conditions: [{ Field: 'colour', Values: ['x'] }] },
      /^ValidationError: Condition field 'colour'/
    ],
    ['six values', { Conditions: onPath('/1', '/2', '/3', '/4', '/5', '/6') }, /^ValidationError: /],
    [
      'the host as a header',
      { Conditions: [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'Host', Values: ['x'] } }] },
      /^ValidationError: /
    ],
    ['no action', { Actions: [] }, /^ValidationError: /],
    [
      'two final actions',
      {
        Actions: [
          { ...fixed, Order: 1 },
          { ...fixed, Order: 2 }
        ]
      },
      /^ValidationError: /
    ],
    ['a priority of 0', { Priority: 0 }, /^ValidationError: /],
    ['transforms', { Transforms: [{ Type: 'url-rewrite' }] }, /^TwinUnsupported: /],
    [
      'a redirect to itself',
      { Actions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }] },
      /^InvalidLoadBalancerAction: .*loop/
    ]
  ])('are refused for %s', (_, wrong, message) => {
    const of = balancedWorld()
    const ListenerArn = of.listener([fixed])
    const right = { ListenerArn, Priority: 1, Conditions: onPath('/'), Actions: [fixed] }
    expect(of.refusal('CreateRule', { ...right, ...wrong })).toMatch(message)
  })
})

describe('authentication', () => {
  const login = (more: object) => ({
    Type: 'authenticate-oidc',
    Order: 1,
    AuthenticateOidcConfig: { ...OIDC, ...more }
  })

  test('stands before the forward action, keeps its order, and never shows the secret', () => {
    const of = balancedWorld()
    const arn = of.listener([{ ...forward(of.web), Order: 2 }, login({ ClientSecret: 's3cret' })], HTTPS)
    const [rule] = of.rules(arn)
    expect(rule?.Actions).toMatchObject([
      {
        Type: 'authenticate-oidc',
        Order: 1,
        AuthenticateOidcConfig: { ...OIDC, Scope: 'openid', SessionTimeout: 604_800 }
      },
      { Type: 'forward', Order: 2 }
    ])
    expect(JSON.stringify(of.world.twin.world())).not.toContain('s3cret')
  })

  test('can be written back without the secret by who says so', () => {
    const of = balancedWorld()
    const ListenerArn = of.listener([login({ ClientSecret: 's' }), { ...forward(of.web), Order: 2 }], HTTPS)
    const write = (more: object) => ({
      ListenerArn,
      DefaultActions: [login(more), { ...forward(of.web), Order: 2 }]
    })
    expect(of.refusal('ModifyListener', write({}))).toMatch(/^ValidationError: .*secret/)
    expect(of.refusal('ModifyListener', write({ UseExistingClientSecret: true, ClientId: 'other' }))).toMatch(
      /^ValidationError: .*secret/
    )
    of.call('ModifyListener', write({ UseExistingClientSecret: true }))
    expect(of.rules(ListenerArn)[0]?.Actions).toHaveLength(2)
  })

  test('is for HTTPS listeners, with Cognito too', () => {
    const of = balancedWorld()
    const cognito = {
      Type: 'authenticate-cognito',
      Order: 1,
      AuthenticateCognitoConfig: { UserPoolArn: 'arn:p', UserPoolClientId: 'c', UserPoolDomain: 'd' }
    }
    const DefaultActions = [cognito, { ...forward(of.web), Order: 2 }]
    expect(
      of.refusal('CreateListener', {
        LoadBalancerArn: of.balancer,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions
      })
    ).toMatch(/^InvalidLoadBalancerAction: .*HTTPS/)
    expect(of.rules(of.listener(DefaultActions, HTTPS))[0]?.Actions).toHaveLength(2)
  })
})
