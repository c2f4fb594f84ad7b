import { describe, expect, test } from '@jest/globals'
import { smallWorld } from '../small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const GREEN = { AutoScalingGroupName: 'web-green' }

describe('DetachInstances', () => {
  test('drains and then lets go of an instance that goes on running', () => {
    const world = smallWorld()
    const [id = ''] = world.ids('web-blue')
    world.ok('DetachInstances', { ...BLUE, InstanceIds: [id], ShouldDecrementDesiredCapacity: true })
    expect([world.states('web-blue')[0], world.group('web-blue').desired]).toEqual(['Detaching', 2])
    expect(world.target(id)).toBe('draining/Target.DeregistrationInProgress')
    world.pass(60)
    expect(world.ids('web-blue')).not.toContain(id)
    expect(Object.keys(world.twin.world().detached)).toEqual([id])
    expect(world.activities('web-blue')).toEqual([`Successful: Detaching EC2 instance: ${id}`])
  })

  test('without decrement is followed by a replacement', () => {
    const world = smallWorld()
    world.ok('DetachInstances', {
      ...BLUE,
      InstanceIds: [world.ids('web-blue')[0]],
      ShouldDecrementDesiredCapacity: false
    })
    world.pass(120)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
  })

  test('takes a Standby instance, and desired shrinks although it was outside of it', () => {
    const world = smallWorld({ standby: 1 })
    const id = world.ids('web-blue')[3]
    world.ok('DetachInstances', { ...BLUE, InstanceIds: [id], ShouldDecrementDesiredCapacity: true })
    expect(world.group('web-blue').desired).toBe(2)
  })

  test('is refused below Min and for an instance that is leaving', () => {
    const world = smallWorld({ min: 3 })
    const [id] = world.ids('web-blue')
    const detach = { ...BLUE, InstanceIds: [id] }
    expect(world.refusal('DetachInstances', { ...detach, ShouldDecrementDesiredCapacity: true })).toContain(
      'min-size=3'
    )
    world.ok('TerminateInstanceInAutoScalingGroup', { InstanceId: id, ShouldDecrementDesiredCapacity: false })
    expect(world.refusal('DetachInstances', { ...detach, ShouldDecrementDesiredCapacity: false })).toBe(
      `ValidationError: The instance ${id} is not in InService or Standby.`
    )
  })
})

describe('AttachInstances', () => {
  const detached = (blue: object = {}) => {
    const world = smallWorld(blue)
    const [id = ''] = world.ids('web-blue')
    world.ok('DetachInstances', { ...BLUE, InstanceIds: [id], ShouldDecrementDesiredCapacity: true })
    world.pass(60)
    return { ...world, id }
  }

  test('brings a detached instance into another group, with the version that it has', () => {
    const world = detached()
    world.ok('AttachInstances', { ...GREEN, InstanceIds: [world.id] })
    world.pass(2)
    expect(world.group('web-green')).toMatchObject({
      desired: 1,
      instances: [{ id: world.id, version: '1.0.0', lifecycle: 'InService' }]
    })
    world.pass(10)
    expect(world.target(world.id)).toBe('healthy')
  })

  test('is refused over Max, with Launch suspended, during a refresh and for an unknown instance', () => {
    const world = detached({ max: 3 })
    const attach = (group: object, id = world.id) =>
      world.refusal('AttachInstances', { ...group, InstanceIds: [id] })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 3 })
    expect(attach(BLUE)).toBe(
      'ValidationError: AutoScalingGroup web-blue has min-size=2, max-size=3, and desired-size=3. To attach 1 instance(s), please update the AutoScalingGroup sizes appropriately.'
    )
    expect(attach(GREEN, 'i-0123456789abcdef0')).toContain('Invalid Instance ID')
    world.ok('StartInstanceRefresh', GREEN)
    expect(attach(GREEN)).toMatch(/^InstanceRefreshInProgress: /)
    world.pass(10)
    world.ok('SuspendProcesses', { ...GREEN, ScalingProcesses: ['Launch'] })
    expect(attach(GREEN)).toContain('Launch process is suspended')
  })
})

describe('target groups come and go', () => {
  const twoTargetGroups = () =>
    smallWorld(
      {},
      {
        targetGroups: [
          { name: 'web', deregistrationDelaySeconds: 60, healthCheckIntervalSeconds: 10 },
          { name: 'api', deregistrationDelaySeconds: 30, healthCheckIntervalSeconds: 10 }
        ]
      }
    )
  const arnOf = (world: ReturnType<typeof smallWorld>, name: string) =>
    Object.values(world.twin.world().targetGroups).find(each => each.name === name)?.arn ?? ''
  const states = (world: ReturnType<typeof smallWorld>) =>
    (world.ok('DescribeTrafficSources', BLUE).TrafficSources as { State: string; Identifier: string }[]).map(
      each => `${each.Identifier.split('/')[1]} ${each.State}`
    )

  test.each([
    [
      'AttachLoadBalancerTargetGroups',
      'DetachLoadBalancerTargetGroups',
      (arn: string) => ({ TargetGroupARNs: [arn] })
    ],
    [
      'AttachTrafficSources',
      'DetachTrafficSources',
      (arn: string) => ({ TrafficSources: [{ Identifier: arn, Type: 'elbv2' }] })
    ]
  ])('%s and %s', (attach, detach, input) => {
    const world = twoTargetGroups()
    const arn = arnOf(world, 'api')
    expect(states(world)).toEqual(['web InService'])
    world.ok(attach, { ...BLUE, ...input(arn) })
    expect(states(world)).toEqual(['web InService', 'api Adding'])
    world.pass(5)
    expect(states(world)).toEqual(['web InService', 'api Added'])
    world.pass(5)
    expect(states(world)).toEqual(['web InService', 'api InService'])
    expect(world.ok('DescribeLoadBalancerTargetGroups', BLUE).LoadBalancerTargetGroups).toMatchObject([
      {},
      { LoadBalancerTargetGroupARN: arn, State: 'InService' }
    ])
    world.ok(detach, { ...BLUE, ...input(arn) })
    expect(states(world)).toEqual(['web InService', 'api Removing'])
    world.pass(30)
    expect(states(world)).toEqual(['web InService'])
    expect(world.twin.world().targetGroups[arn]?.targets).toEqual({})
  })

  test('a target group that does not exist or is not attached is refused', () => {
    const world = twoTargetGroups()
    expect(
      world.refusal('AttachLoadBalancerTargetGroups', { ...BLUE, TargetGroupARNs: ['arn:x'] })
    ).toContain('may not be valid')
    const api = [arnOf(world, 'api')]
    expect(world.refusal('DetachLoadBalancerTargetGroups', { ...BLUE, TargetGroupARNs: api })).toContain(
      'is not attached'
    )
    expect(
      world.refusal('AttachTrafficSources', {
        ...BLUE,
        TrafficSources: [{ Identifier: 'classic', Type: 'elb' }]
      })
    ).toMatch(/^TwinUnsupported/)
  })
})
