import { describe, expect, test } from '@jest/globals'
import { smallWorld } from '../small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const GREEN = { AutoScalingGroupName: 'web-green' }

function pooledWorld(members: object, blue: object = {}) {
  const world = smallWorld(blue)
  world.ok('PutWarmPool', { ...BLUE, ...members })
  const pool = (group = BLUE) =>
    world.ok('DescribeWarmPool', group).Instances as { InstanceId: string; LifecycleState: string }[]
  return { ...world, pool, warm: (group = BLUE) => pool(group).map(each => each.LifecycleState) }
}

describe('a warm pool', () => {
  test('holds max(MinSize, Max - desired) instances, which the group does not list', () => {
    const world = pooledWorld({})
    world.pass(2)
    expect(world.warm()).toEqual(['Warmed:Pending', 'Warmed:Pending', 'Warmed:Pending'])
    world.pass(20)
    expect(world.warm()).toEqual(['Warmed:Stopped', 'Warmed:Stopped', 'Warmed:Stopped'])
    expect(world.ids('web-blue')).toHaveLength(3)
    expect(
      world.ok('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['web-blue'] }).AutoScalingGroups
    ).toMatchObject([{ WarmPoolConfiguration: { MinSize: 0, PoolState: 'Stopped' }, WarmPoolSize: 3 }])
  })

  test.each([
    [{ MinSize: 5 }, 5],
    [{ MaxGroupPreparedCapacity: 4 }, 1],
    [{ MaxGroupPreparedCapacity: 2 }, 0],
    [{ MaxGroupPreparedCapacity: 4, MinSize: 2 }, 2]
  ])('%j has %d instances', (members, size) => {
    const world = pooledWorld(members)
    world.pass(60)
    expect(world.warm()).toHaveLength(size)
  })

  test('on an idle group launches although desired is 0, and follows Max', () => {
    const world = smallWorld()
    world.ok('PutWarmPool', GREEN)
    world.pass(60)
    expect(world.ok('DescribeWarmPool', GREEN).Instances).toHaveLength(6)
    world.ok('UpdateAutoScalingGroup', { ...GREEN, MaxSize: 2 })
    world.pass(60)
    expect(world.ok('DescribeWarmPool', GREEN).Instances).toHaveLength(2)
    expect(world.ids('web-green')).toEqual([])
  })

  test('serves scaling out first, with the version of the first launch', () => {
    const world = pooledWorld({ PoolState: 'Running' })
    world.pass(60)
    const warm = world.pool().map(each => each.InstanceId)
    world.ok('CreateOrUpdateTags', {
      Tags: [
        {
          ResourceId: 'web-blue',
          ResourceType: 'auto-scaling-group',
          Key: 'docker:image:version',
          Value: '9',
          PropagateAtLaunch: true
        }
      ]
    })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
    world.pass(2)
    const last = world.group('web-blue').instances[3]
    expect(last).toMatchObject({ lifecycle: 'InService', version: '1.0.0' })
    expect(warm).toContain(last?.id)
    expect(world.activities('web-blue')[0]).toBe(
      `Successful: Launching a new EC2 instance from warm pool: ${last?.id}`
    )
    world.pass(60)
    expect(world.warm()).toEqual(['Warmed:Running', 'Warmed:Running'])
  })

  test('takes a scaled-in instance back with ReuseOnScaleIn', () => {
    const world = pooledWorld({ MaxGroupPreparedCapacity: 3, InstanceReusePolicy: { ReuseOnScaleIn: true } })
    const before = world.ids('web-blue')
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 2 })
    world.pass(90)
    expect(world.warm()).toEqual(['Warmed:Stopped'])
    expect(before).toContain(world.pool()[0]?.InstanceId)
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 3 })
    world.pass(30)
    expect(world.ids('web-blue').sort()).toEqual(before.sort())
  })

  test('runs launch hooks on the way into the pool and out of it', () => {
    const world = smallWorld()
    world.ok('PutLifecycleHook', {
      ...BLUE,
      LifecycleHookName: 'h',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      HeartbeatTimeout: 60,
      DefaultResult: 'CONTINUE'
    })
    world.ok('PutWarmPool', { ...BLUE, MaxGroupPreparedCapacity: 4 })
    const warm = () =>
      (world.ok('DescribeWarmPool', BLUE).Instances as { LifecycleState: string }[]).map(
        each => each.LifecycleState
      )
    world.pass(21)
    expect(warm()).toEqual(['Warmed:Pending:Wait'])
    world.pass(61)
    expect(warm()).toEqual(['Warmed:Stopped'])
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
    world.pass(21)
    expect(world.states('web-blue')[3]).toBe('Pending:Wait')
  })

  test('is deleted by force, and goes with its group', () => {
    const world = pooledWorld({})
    world.pass(60)
    expect(world.refusal('DeleteWarmPool', BLUE)).toMatch(/^ResourceInUse: /)
    world.ok('DeleteWarmPool', { ...BLUE, ForceDelete: true })
    expect(world.ok('DescribeWarmPool', BLUE)).toMatchObject({
      WarmPoolConfiguration: { Status: 'PendingDelete' }
    })
    world.pass(60)
    expect(world.ok('DescribeWarmPool', BLUE)).toEqual({ Instances: [] })
    world.ok('PutWarmPool', BLUE)
    world.pass(60)
    world.ok('DeleteAutoScalingGroup', { ...BLUE, ForceDelete: true })
    world.pass(120)
    expect(Object.keys(world.twin.world().groups)).toEqual(['web-green'])
  })

  test('is refused during a refresh', () => {
    const world = smallWorld()
    world.ok('StartInstanceRefresh', BLUE)
    expect(world.refusal('PutWarmPool', BLUE)).toMatch(/^InstanceRefreshInProgress: /)
  })
})
