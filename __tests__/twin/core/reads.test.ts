import { describe, expect, test } from '@jest/globals'
import { smallWorld } from './small-world.ts'

const names = (output: Record<string, unknown>): unknown[] =>
  (output.AutoScalingGroups as { AutoScalingGroupName: string }[]).map(each => each.AutoScalingGroupName)

describe('DescribeAutoScalingGroups', () => {
  test('leaves out an unknown name without an error', () => {
    const world = smallWorld()
    expect(
      names(world.ok('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['nope', 'web-green'] }))
    ).toEqual(['web-green'])
  })

  test.each([
    [
      'a key with colons',
      [{ Name: 'tag:docker:image:name', Values: ['acme/web'] }],
      ['web-blue', 'web-green']
    ],
    ['OR within a filter', [{ Name: 'tag:docker:image:version', Values: ['2.0.0', '3'] }], ['web-green']],
    [
      'AND across filters',
      [
        { Name: 'tag-key', Values: ['docker:image:name'] },
        { Name: 'tag-value', Values: ['1.0.0'] }
      ],
      ['web-blue']
    ],
    ['case', [{ Name: 'tag:docker:image:name', Values: ['ACME/web'] }], []],
    ['a key that objects inherit', [{ Name: 'tag-key', Values: ['constructor'] }], []]
  ])('filters by tags: %s', (_name, Filters, expected) => {
    expect(names(smallWorld().ok('DescribeAutoScalingGroups', { Filters }))).toEqual(expected)
  })

  test('pages: 50 at first, 100 at most', () => {
    const groups = Array.from({ length: 120 }, (_, n) => ({ name: `g-${String(n).padStart(3, '0')}` }))
    const world = smallWorld({}, { groups })
    const first = world.ok('DescribeAutoScalingGroups')
    expect(names(first)).toHaveLength(50)
    const second = world.ok('DescribeAutoScalingGroups', { MaxRecords: 100, NextToken: first.NextToken })
    expect([...names(first), ...names(second)]).toEqual(groups.map(each => each.name))
    expect(second.NextToken).toBeUndefined()
    expect(world.refusal('DescribeAutoScalingGroups', { MaxRecords: 101 })).toContain(
      'less than or equal to 100'
    )
    expect(world.refusal('DescribeAutoScalingGroups', { NextToken: 'x' })).toMatch(/^InvalidNextToken: /)
  })

  test('tags are sorted, ARNs carry a UUID, and health is spelled differently in DescribeAutoScalingInstances', () => {
    const world = smallWorld()
    const tag = {
      ResourceId: 'web-blue',
      ResourceType: 'auto-scaling-group',
      Key: 'a',
      Value: '',
      PropagateAtLaunch: false
    }
    world.ok('CreateOrUpdateTags', { Tags: [tag] })
    expect(
      world.ok('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['web-blue'] }).AutoScalingGroups
    ).toMatchObject([
      {
        AutoScalingGroupARN: expect.stringMatching(
          /^arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/web-blue$/
        ),
        Tags: [
          { Key: 'a', Value: '', PropagateAtLaunch: false },
          { Key: 'docker:image:name' },
          { Key: 'docker:image:version' }
        ],
        Instances: [{ HealthStatus: 'Healthy' }, { HealthStatus: 'Healthy' }, { HealthStatus: 'Healthy' }]
      }
    ])
    const [id] = world.ids('web-blue')
    expect(
      world.ok('DescribeAutoScalingInstances', { InstanceIds: [id] }).AutoScalingInstances
    ).toMatchObject([{ InstanceId: id, AutoScalingGroupName: 'web-blue', HealthStatus: 'HEALTHY' }])
  })
})

describe('tags', () => {
  const tag = (Key: string, Value = '', ResourceId = 'web-blue') => ({
    ResourceId,
    ResourceType: 'auto-scaling-group',
    Key,
    Value,
    PropagateAtLaunch: false
  })

  test.each([
    ['a key above 128 characters', [tag('k'.repeat(129))], /length less than or equal to 128/],
    ['a value above 256 characters', [tag('k', 'v'.repeat(257))], /length less than or equal to 256/],
    ['a reserved key', [tag('aws:x')], /^ValidationError: .*reserved/],
    ['more than 25 in a call', Array.from({ length: 26 }, (_, n) => tag(`k${n}`)), /must not exceed 25/],
    ['the same key twice', [tag('k'), tag('k')], /Duplicate/],
    [
      'an unknown group',
      [tag('k', '', 'nope')],
      /^ValidationError: AutoScalingGroup name not found - AutoScalingGroup: nope not found$/
    ]
  ])('refuses %s', (_name, Tags, message) => {
    expect(smallWorld().refusal('CreateOrUpdateTags', { Tags })).toMatch(message)
  })

  test('refuses the 51st tag of a group', () => {
    const world = smallWorld()
    world.ok('CreateOrUpdateTags', { Tags: Array.from({ length: 25 }, (_, n) => tag(`a${n}`)) })
    world.ok('CreateOrUpdateTags', { Tags: Array.from({ length: 23 }, (_, n) => tag(`b${n}`)) })
    expect(world.refusal('CreateOrUpdateTags', { Tags: [tag('c')] })).toMatch(/^LimitExceeded: /)
  })

  test('are read by filter and deleted, an absent one without error', () => {
    const world = smallWorld()
    world.ok('DeleteTags', { Tags: [tag('docker:image:version'), tag('absent')] })
    const Filters = [{ Name: 'auto-scaling-group', Values: ['web-blue'] }]
    expect(world.ok('DescribeTags', { Filters }).Tags).toMatchObject([
      { ResourceId: 'web-blue', Key: 'docker:image:name', Value: 'acme/web' }
    ])
  })
})

describe('ELB', () => {
  const elb = 'elasticloadbalancing' as const

  test('a named target that is not registered is unused, an unknown target group an error', () => {
    const world = smallWorld({ standby: 1 })
    const Id = world.group('web-blue').instances.find(each => each.lifecycle === 'Standby')?.id
    const TargetGroupArn = Object.keys(world.twin.world().targetGroups)[0]
    expect(
      world.ok('DescribeTargetHealth', { TargetGroupArn, Targets: [{ Id }] }, elb).TargetHealthDescriptions
    ).toMatchObject([
      {
        TargetHealth: {
          State: 'unused',
          Reason: 'Target.NotRegistered',
          Description: 'Target is not registered to the target group'
        }
      }
    ])
    expect(world.refusal('DescribeTargetHealth', { TargetGroupArn: 'arn:x' }, elb)).toMatch(
      /^TargetGroupNotFound: /
    )
    expect(world.refusal('DescribeTargetGroups', { Names: ['nope'] }, elb)).toMatch(/^TargetGroupNotFound: /)
  })

  test('a target group that no listener uses reports every target unused, and targets leave it at once', () => {
    const world = smallWorld({ min: 0 }, { targetGroups: [{ name: 'web', inUse: false }] })
    const [id] = world.ids('web-blue')
    expect(world.target(id)).toBe('unused/Target.NotInUse')
    world.ok('EnterStandby', {
      AutoScalingGroupName: 'web-blue',
      InstanceIds: [id],
      ShouldDecrementDesiredCapacity: true
    })
    expect(world.target(id)).toBeUndefined()
    world.pass(2)
    expect(world.states('web-blue')[0]).toBe('Standby')
    expect(world.ok('DescribeTargetGroups', { Names: ['web'] }, elb).TargetGroups).toMatchObject([
      { LoadBalancerArns: [] }
    ])
  })

  test('attributes, listeners and rules of a target group in use', () => {
    const world = smallWorld()
    const [group] = world.ok('DescribeTargetGroups', { Names: ['web'] }, elb).TargetGroups as {
      TargetGroupArn: string
      LoadBalancerArns: string[]
    }[]
    const TargetGroupArn = group?.TargetGroupArn
    world.ok(
      'ModifyTargetGroupAttributes',
      { TargetGroupArn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }] },
      elb
    )
    expect(world.ok('DescribeTargetGroupAttributes', { TargetGroupArn }, elb).Attributes).toContainEqual({
      Key: 'deregistration_delay.timeout_seconds',
      Value: '5'
    })
    const [listener] = world.ok('DescribeListeners', { LoadBalancerArn: group?.LoadBalancerArns[0] }, elb)
      .Listeners as { ListenerArn: string }[]
    expect(world.ok('DescribeRules', { ListenerArn: listener?.ListenerArn }, elb).Rules).toMatchObject([
      { Priority: 'default', IsDefault: true, Actions: [{ Type: 'forward', TargetGroupArn }] }
    ])
  })

  test('an instance that is gone is in no target group, also not where it was put by hand', () => {
    const world = smallWorld({}, { targetGroups: [{ name: 'other' }, { name: 'web' }] })
    const [id] = world.ids('web-blue')
    const other = Object.values(world.twin.world().targetGroups).find(each => each.name === 'other')
    world.ok('RegisterTargets', { TargetGroupArn: other?.arn, Targets: [{ Id: id }] }, elb)
    world.ok('TerminateInstanceInAutoScalingGroup', { InstanceId: id, ShouldDecrementDesiredCapacity: true })
    world.pass(400)
    expect(
      world.ok('DescribeTargetHealth', { TargetGroupArn: other?.arn }, elb).TargetHealthDescriptions
    ).toEqual([])
  })

  test('a target can be taken out and registered by hand', () => {
    const world = smallWorld()
    const [Id] = world.ids('web-blue')
    const TargetGroupArn = Object.keys(world.twin.world().targetGroups)[0]
    world.ok('DeregisterTargets', { TargetGroupArn, Targets: [{ Id }] }, elb)
    world.pass(60)
    expect(world.target(Id)).toBeUndefined()
    world.ok('RegisterTargets', { TargetGroupArn, Targets: [{ Id }] }, elb)
    world.pass(10)
    expect(world.target(Id)).toBe('healthy')
    expect(world.refusal('RegisterTargets', { TargetGroupArn, Targets: [{ Id: 'i-1' }] }, elb)).toMatch(
      /^InvalidTarget: /
    )
  })
})

test('an operation that the twin does not know is refused as AWS refuses it', () => {
  expect(smallWorld().refusal('LaunchInstances')).toBe(
    'InvalidAction: Could not find operation LaunchInstances for version 2011-01-01'
  )
})
