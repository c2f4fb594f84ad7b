import { describe, expect, test } from '@jest/globals'
import { balancedWorld, fixed, forward, onPath } from './balanced-world.ts'

describe('a load balancer', () => {
  const wanted = { Name: 'shop', Subnets: ['subnet-1', 'subnet-2'], Tags: [{ Key: 'team', Value: 'a' }] }

  test('is provisioning at first and active later', () => {
    const { world, call } = balancedWorld()
    const state = () => call('DescribeLoadBalancers', { Names: ['lb'] }).LoadBalancers
    expect(state()).toMatchObject([
      { State: { Code: 'provisioning' }, Type: 'application', Scheme: 'internet-facing' }
    ])
    world.pass(60)
    expect(state()).toMatchObject([{ State: { Code: 'active' } }])
  })

  test('that exists with the same settings is answered again, with others refused', () => {
    const { call, refusal } = balancedWorld()
    const first = call('CreateLoadBalancer', wanted)
    expect(call('CreateLoadBalancer', wanted)).toEqual(first)
    expect(refusal('CreateLoadBalancer', { ...wanted, Scheme: 'internal' })).toBe(
      "DuplicateLoadBalancerName: A load balancer with the same name 'shop' exists, but with different settings"
    )
  })

  test.each([
    ['one subnet', { Subnets: ['subnet-1'] }, /^ValidationError: At least two subnets/],
    ['a long name', { Name: 'x'.repeat(33) }, /^ValidationError: .*cannot be longer than '32' characters/],
    ['an underscore', { Name: 'a_b' }, /^ValidationError: .*alphanumeric/],
    ['a gateway', { Type: 'gateway' }, /^TwinUnsupported: /],
    ['subnet mappings', { SubnetMappings: [{ SubnetId: 'subnet-1' }] }, /^TwinUnsupported: /]
  ])('is refused for %s', (_, wrong, message) => {
    expect(balancedWorld().refusal('CreateLoadBalancer', { ...wanted, ...wrong })).toMatch(message)
  })

  test('says in which hosted zone its name is, by type', () => {
    const { call } = balancedWorld()
    const zones = ['application', 'network'].map(Type => {
      const made = call('CreateLoadBalancer', { ...wanted, Name: Type, Type })
      return (made.LoadBalancers as { CanonicalHostedZoneId: string }[])[0]?.CanonicalHostedZoneId
    })
    expect(zones).toEqual(['Z32O12XQLNTSW2', 'Z2IFOLAFXWLO4F'])
  })

  test('of type network forwards TCP and has no rules', () => {
    const { call, refusal, targetGroup } = balancedWorld()
    const made = call('CreateLoadBalancer', { Name: 'net', Type: 'network', Subnets: ['subnet-1'] })
    const [{ LoadBalancerArn } = { LoadBalancerArn: '' }] = made.LoadBalancers as {
      LoadBalancerArn: string
    }[]
    const tcp = targetGroup('tcp', { Protocol: 'TCP' })
    const listened = call('CreateListener', {
      LoadBalancerArn,
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [forward(tcp)]
    })
    const [{ ListenerArn } = { ListenerArn: '' }] = listened.Listeners as { ListenerArn: string }[]
    expect(ListenerArn).toContain(':listener/net/net/')
    expect(
      refusal('CreateRule', { ListenerArn, Priority: 1, Conditions: onPath('/'), Actions: [forward(tcp)] })
    ).toMatch(/^UnsupportedProtocol: /)
  })
})

describe('a listener', () => {
  test('has a port of its own; the same again is answered again', () => {
    const { listener, refusal, balancer, web } = balancedWorld()
    const arn = listener([forward(web)])
    expect(listener([forward(web)])).toBe(arn)
    const other = { LoadBalancerArn: balancer, Protocol: 'HTTP', Port: 80, DefaultActions: [fixed] }
    expect(refusal('CreateListener', other)).toMatch(
      /^DuplicateListener: A listener already exists on this port/
    )
    const second = listener([fixed], { Port: 81 })
    expect(refusal('ModifyListener', { ListenerArn: second, Port: 80 })).toMatch(/^DuplicateListener: /)
  })

  test('for HTTPS needs a certificate, and gets a policy', () => {
    const { refusal, balancer, listener, call } = balancedWorld()
    const https = { LoadBalancerArn: balancer, Protocol: 'HTTPS', Port: 443, DefaultActions: [fixed] }
    expect(refusal('CreateListener', https)).toMatch(/^ValidationError: .*certificate/)
    const arn = listener([fixed], { ...https, Certificates: [{ CertificateArn: 'arn:c' }] })
    expect(call('DescribeListeners', { ListenerArns: [arn] }).Listeners).toMatchObject([
      { Certificates: [{ CertificateArn: 'arn:c' }], SslPolicy: 'ELBSecurityPolicy-2016-08' }
    ])
  })

  test('of an application load balancer speaks HTTP or HTTPS', () => {
    const { refusal, balancer } = balancedWorld()
    expect(
      refusal('CreateListener', {
        LoadBalancerArn: balancer,
        Protocol: 'TCP',
        Port: 80,
        DefaultActions: [fixed]
      })
    ).toMatch(/^ValidationError: Listener protocol 'TCP'/)
  })
})

describe('a target group', () => {
  const wanted = { Name: 'tg', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' }

  test('has the defaults that AWS gives it', () => {
    const { call, targetGroup } = balancedWorld()
    const TargetGroupArn = targetGroup('tg')
    expect(call('DescribeTargetGroups', { TargetGroupArns: [TargetGroupArn] }).TargetGroups).toEqual([
      {
        TargetGroupArn,
        TargetGroupName: 'tg',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-1',
        HealthCheckProtocol: 'HTTP',
        HealthCheckPort: 'traffic-port',
        HealthCheckEnabled: true,
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 5,
        UnhealthyThresholdCount: 2,
        HealthCheckPath: '/',
        Matcher: { HttpCode: '200' },
        LoadBalancerArns: [],
        TargetType: 'instance',
        ProtocolVersion: 'HTTP1',
        IpAddressType: 'ipv4'
      }
    ])
    expect(call('DescribeTargetGroupAttributes', { TargetGroupArn }).Attributes).toHaveLength(14)
  })

  test('that exists with the same settings is answered again, with others refused', () => {
    const { call, refusal } = balancedWorld()
    const first = call('CreateTargetGroup', { ...wanted, Tags: [{ Key: 'a', Value: 'b' }] })
    expect(call('CreateTargetGroup', wanted)).toEqual(first)
    expect(refusal('CreateTargetGroup', { ...wanted, Port: 81 })).toBe(
      "DuplicateTargetGroupName: A target group with the same name 'tg' exists, but with different settings"
    )
  })

  test('in use cannot be deleted', () => {
    const { call, refusal, targetGroup, listener } = balancedWorld()
    const TargetGroupArn = targetGroup('tg')
    const ListenerArn = listener([forward(TargetGroupArn)])
    expect(refusal('DeleteTargetGroup', { TargetGroupArn })).toBe(
      `ResourceInUse: Target group '${TargetGroupArn}' is currently in use by a listener or a rule`
    )
    call('DeleteListener', { ListenerArn })
    call('DeleteTargetGroup', { TargetGroupArn })
    call('DeleteTargetGroup', { TargetGroupArn })
    expect(refusal('DescribeTargetGroups', { Names: ['tg'] })).toMatch(/^TargetGroupNotFound/)
  })

  test.each([
    ['no port', { Port: undefined }, /^ValidationError: A port/],
    ['no VPC', { VpcId: undefined }, /^ValidationError: A VPC/],
    [
      'a timeout as long as the interval',
      { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 5 },
      /^ValidationError: /
    ],
    ['a threshold of 1', { HealthyThresholdCount: 1 }, /^ValidationError: /],
    ['GENEVE', { Protocol: 'GENEVE' }, /^TwinUnsupported: /],
    ['addresses of version 6', { IpAddressType: 'ipv6' }, /^TwinUnsupported: /]
  ])('is refused for %s', (_, wrong, message) => {
    expect(balancedWorld().refusal('CreateTargetGroup', { ...wanted, ...wrong })).toMatch(message)
  })
})

describe('tags', () => {
  test('live on load balancers, target groups, listeners and rules', () => {
    const { call, rules, listener, web, balancer } = balancedWorld()
    const arn = listener([fixed])
    const ResourceArns = [balancer, web, arn, rules(arn)[0]?.RuleArn]
    call('AddTags', { ResourceArns, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] })
    call('AddTags', { ResourceArns, Tags: [{ Key: 'a', Value: '2' }] })
    call('RemoveTags', { ResourceArns, TagKeys: ['b', 'never'] })
    expect(call('DescribeTags', { ResourceArns }).TagDescriptions).toEqual(
      ResourceArns.map(ResourceArn => ({ ResourceArn, Tags: [{ Key: 'a', Value: '2' }] }))
    )
  })

  test('have their limits', () => {
    const { refusal, call, web } = balancedWorld()
    const ResourceArns = [web]
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ Key: `k${n}`, Value: 'v' }))
    call('AddTags', { ResourceArns, Tags: [...many(49), { Key: 'k'.repeat(128), Value: 'v'.repeat(256) }] })
    expect(refusal('AddTags', { ResourceArns, Tags: [{ Key: 'one more' }] })).toMatch(/^TooManyTags: /)
    expect(refusal('AddTags', { ResourceArns, Tags: [{ Key: 'a' }, { Key: 'a' }] })).toMatch(
      /^DuplicateTagKeys: /
    )
    expect(refusal('AddTags', { ResourceArns, Tags: [{ Key: 'k0', Value: 'v'.repeat(257) }] })).toMatch(
      /^ValidationError: /
    )
    expect(refusal('AddTags', { ResourceArns, Tags: [{ Key: 'aws:x' }] })).toMatch(/^ValidationError: /)
    expect(refusal('DescribeTags', { ResourceArns: [`${web}0`] })).toMatch(/^TargetGroupNotFound: /)
  })
})
