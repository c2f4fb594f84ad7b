import { describe, expect, test } from '@jest/globals'
import { nextDue } from '../../../../src/twin/core/step.ts'
import { smallWorld } from '../small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }

describe('SetInstanceHealth', () => {
  test('has an instance replaced, and says that a user did it', () => {
    const world = smallWorld()
    const [id] = world.ids('web-blue')
    world.ok('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' })
    expect(world.group('web-blue').instances[0]).toMatchObject({ id, health: 'Unhealthy' })
    world.pass(2)
    expect(world.states('web-blue')[0]).toBe('Terminating')
    const { Activities } = world.ok('DescribeScalingActivities', BLUE)
    expect(Activities).toContainEqual(
      expect.objectContaining({ Cause: expect.stringContaining('in response to a user health-check') })
    )
    world.pass(120)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
  })

  test('respects the grace period unless told otherwise', () => {
    const world = smallWorld()
    world.ok('UpdateAutoScalingGroup', { ...BLUE, HealthCheckGracePeriod: 600, DesiredCapacity: 4 })
    world.pass(60)
    const id = world.ids('web-blue')[3]
    world.ok('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' })
    world.pass(60)
    expect(world.states('web-blue')[3]).toBe('InService')
    world.ok('SetInstanceHealth', {
      InstanceId: id,
      HealthStatus: 'Unhealthy',
      ShouldRespectGracePeriod: false
    })
    world.pass(2)
    expect(world.states('web-blue')[3]).toBe('Terminating')
  })
})

describe('ELB health checks of a scenario', () => {
  test('replace a slow starter that has no grace period, again and again', () => {
    const world = smallWorld({ healthCheckType: 'ELB' }, { timing: { launchSeconds: 5, bootSeconds: 60 } })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
    world.pass(28)
    expect(world.states('web-blue')[3]).toBe('Terminating')
    world.pass(600)
    expect(world.states('web-blue').filter(each => each === 'InService').length).toBeLessThanOrEqual(4)
    expect(world.activities('web-blue').filter(each => each.includes('Terminating')).length).toBeGreaterThan(
      5
    )
  })

  test('leave it alone within its grace period', () => {
    const world = smallWorld(
      { healthCheckType: 'ELB', healthCheckGraceSeconds: 120 },
      { timing: { launchSeconds: 5, bootSeconds: 60 } }
    )
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
    world.pass(600)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService', 'InService'])
    expect(world.target(world.ids('web-blue')[3])).toBe('healthy')
    expect(world.activities('web-blue')).toHaveLength(1)
  })
})

describe('AZRebalance', () => {
  const zones = (world: ReturnType<typeof smallWorld>) => {
    const counted = world.group('web-blue').instances.filter(each => each.lifecycle === 'InService')
    return ['eu-west-1a', 'eu-west-1b'].map(zone => counted.filter(each => each.zone === zone).length)
  }
  const park = (world: ReturnType<typeof smallWorld>) => {
    const ids = world
      .group('web-blue')
      .instances.filter(each => each.zone === 'eu-west-1a')
      .map(each => each.id)
    world.ok('EnterStandby', { ...BLUE, InstanceIds: ids, ShouldDecrementDesiredCapacity: true })
    world.pass(60)
    return ids
  }

  test('launches where little is before it ends where much is', () => {
    const world = smallWorld({ desired: 4 })
    park(world)
    expect(zones(world)).toEqual([0, 2])
    world.pass(21)
    expect(zones(world)).toEqual([1, 2])
    world.pass(120)
    expect(zones(world)).toEqual([1, 1])
    expect(world.group('web-blue').desired).toBe(2)
    expect(nextDue(world.twin.world())).toBeUndefined()
  })

  test('does so above Max, and not for less than two', () => {
    const world = smallWorld({ desired: 4, max: 4 })
    world.ok('UpdateAutoScalingGroup', { ...BLUE, MinSize: 0 })
    park(world)
    world.ok('UpdateAutoScalingGroup', { ...BLUE, MaxSize: 2 })
    world.pass(600)
    expect(zones(world)).toEqual([1, 1])
    const three = smallWorld()
    three.pass(3600)
    expect(zones(three)).toEqual([2, 1])
  })

  test('rests while it is suspended', () => {
    const world = smallWorld({ desired: 4, suspended: ['AZRebalance'] })
    park(world)
    world.pass(3600)
    expect(zones(world)).toEqual([0, 2])
    world.ok('ResumeProcesses', { ...BLUE, ScalingProcesses: ['AZRebalance'] })
    world.pass(300)
    expect(zones(world)).toEqual([1, 1])
  })

  test('keeps the additional instance while Terminate is suspended', () => {
    const world = smallWorld({ desired: 4, suspended: ['Terminate'] })
    park(world)
    world.pass(3600)
    expect(zones(world)).toEqual([1, 2])
  })

  test('leaves protected instances alone', () => {
    const world = smallWorld({ desired: 4, newInstancesProtected: true })
    park(world)
    world.pass(3600)
    expect(zones(world)).toEqual([0, 2])
  })
})

describe('a group that is guarded', () => {
  test.each([
    ['prevent-force-deletion', true],
    ['prevent-all-deletion', true],
    ['prevent-all-deletion', false]
  ])('%s refuses a deletion with force %s', (DeletionProtection, ForceDelete) => {
    const world = smallWorld()
    const green = { AutoScalingGroupName: 'web-green' }
    world.ok('UpdateAutoScalingGroup', { ...green, DeletionProtection })
    expect(world.refusal('DeleteAutoScalingGroup', { ...green, ForceDelete })).toContain(DeletionProtection)
    world.ok('UpdateAutoScalingGroup', { ...green, DeletionProtection: 'none' })
    world.ok('DeleteAutoScalingGroup', { ...green, ForceDelete })
  })

  test('an operated one refuses every change', () => {
    const world = smallWorld()
    const api = { AutoScalingGroupName: 'api' }
    const Operator = { Principal: 'ecs.amazonaws.com' }
    const sizes = { MinSize: 0, MaxSize: 1, AvailabilityZones: ['eu-west-1a'] }
    world.ok('CreateAutoScalingGroup', {
      ...api,
      ...sizes,
      LaunchTemplate: { LaunchTemplateName: 'api' },
      Operator
    })
    expect(
      world.ok('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['api'] }).AutoScalingGroups
    ).toMatchObject([{ Operator }])
    expect(world.refusal('SetDesiredCapacity', { ...api, DesiredCapacity: 1 })).toContain('ecs.amazonaws.com')
  })
})

test('DescribeAccountLimits counts the groups', () => {
  expect(smallWorld().ok('DescribeAccountLimits')).toMatchObject({
    MaxNumberOfAutoScalingGroups: 500,
    NumberOfAutoScalingGroups: 2
  })
})
