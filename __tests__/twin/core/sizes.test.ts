import { describe, expect, test } from '@jest/globals'
import { smallWorld } from './small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const GREEN = { AutoScalingGroupName: 'web-green' }

describe('UpdateAutoScalingGroup', () => {
  test.each([
    [
      'a desired capacity out of bounds',
      { DesiredCapacity: 1 },
      'ValidationError: Desired capacity:1 must be between the specified min size:2 and max size:6'
    ],
    [
      'max below min',
      { MaxSize: 1, MinSize: 3 },
      'ValidationError: Max bound, 1, must be greater than or equal to min bound, 3'
    ]
  ])('refuses %s', (_name, input, message) => {
    expect(smallWorld().refusal('UpdateAutoScalingGroup', { ...BLUE, ...input })).toBe(message)
  })

  test('raises and lowers desired to stay within new bounds', () => {
    const world = smallWorld()
    world.ok('UpdateAutoScalingGroup', { ...BLUE, MinSize: 4 })
    expect(world.group('web-blue').desired).toBe(4)
    world.ok('UpdateAutoScalingGroup', { ...BLUE, MinSize: 0, MaxSize: 1 })
    expect(world.group('web-blue').desired).toBe(1)
  })

  test('refuses a member that the twin would have to ignore', () => {
    expect(smallWorld().refusal('UpdateAutoScalingGroup', { ...BLUE, CapacityRebalance: true })).toMatch(
      /^TwinUnsupported: .*CapacityRebalance/
    )
  })
})

describe('SetDesiredCapacity', () => {
  test('refuses values outside of the bounds', () => {
    const world = smallWorld()
    expect(world.refusal('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 7 })).toBe(
      'ValidationError: New SetDesiredCapacity value 7 is above max value 6 for the AutoScalingGroup.'
    )
    expect(world.refusal('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 1 })).toBe(
      'ValidationError: New SetDesiredCapacity value 1 is below min value 2 for the AutoScalingGroup.'
    )
  })

  test('honours the cooldown only when asked to', () => {
    const world = smallWorld()
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
    world.pass(5)
    expect(world.refusal('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 5, HonorCooldown: true })).toMatch(
      /^ScalingActivityInProgress: Scaling activity [0-9a-f-]{36} is in progress and blocks this action$/
    )
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 5 })
    expect(world.group('web-blue').desired).toBe(5)
  })
})

describe('scale-in', () => {
  test('never ends a Standby instance, not even at desired 0', () => {
    const world = smallWorld({ min: 0, standby: 2 })
    const parked = world.ids('web-blue').slice(3)
    world.ok('UpdateAutoScalingGroup', { ...BLUE, MinSize: 0, MaxSize: 0, DesiredCapacity: 0 })
    world.pass(3600)
    expect(world.ids('web-blue')).toEqual(parked)
    expect(world.states('web-blue')).toEqual(['Standby', 'Standby'])
  })

  test('skips protected instances and says so once', () => {
    const world = smallWorld({ min: 0, newInstancesProtected: true })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 0 })
    world.pass(600)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
    expect(world.activities('web-blue')).toEqual([
      'Cancelled: Could not scale to desired capacity because all remaining instances are protected from scale-in.'
    ])
    world.ok('SetInstanceProtection', {
      ...BLUE,
      InstanceIds: world.ids('web-blue'),
      ProtectedFromScaleIn: false
    })
    world.pass(80)
    expect(world.ids('web-blue')).toEqual([])
  })

  test('takes the oldest of the fullest zone and drains it before the end', () => {
    const world = smallWorld({ min: 0 })
    const [first] = world.ids('web-blue')
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 2 })
    world.pass(1)
    expect(world.states('web-blue')).toEqual(['Terminating', 'InService', 'InService'])
    expect(world.target(first)).toBe('draining/Target.DeregistrationInProgress')
    world.pass(74)
    expect(world.ids('web-blue')).toContain(first)
    world.pass(1)
    expect(world.ids('web-blue')).not.toContain(first)
  })

  test('may end an instance that is still Pending', () => {
    const world = smallWorld()
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 2 })
    world.pass(2)
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 0 })
    world.pass(30)
    expect(world.ids('web-green')).toEqual([])
  })
})

describe('TerminateInstanceInAutoScalingGroup', () => {
  test('refuses an unknown id and one that is ending already', () => {
    const world = smallWorld()
    const call = (InstanceId: string | undefined) => ({ InstanceId, ShouldDecrementDesiredCapacity: false })
    expect(world.refusal('TerminateInstanceInAutoScalingGroup', call('i-1'))).toBe(
      'ValidationError: Instance Id not found - No managed instance found for instance ID: i-1'
    )
    const [id] = world.ids('web-blue')
    world.ok('TerminateInstanceInAutoScalingGroup', call(id))
    expect(world.refusal('TerminateInstanceInAutoScalingGroup', call(id))).toContain('Instance Id not found')
  })

  test('refuses to decrement below MinSize', () => {
    const world = smallWorld({ min: 3 })
    const [id] = world.ids('web-blue')
    expect(
      world.refusal('TerminateInstanceInAutoScalingGroup', {
        InstanceId: id,
        ShouldDecrementDesiredCapacity: true
      })
    ).toBe(
      "ValidationError: Currently, desiredSize equals minSize (3). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size."
    )
  })

  test('ends a Standby instance without decrement: desired stays and nothing is launched', () => {
    const world = smallWorld({ min: 0, desired: 0, standby: 2 })
    const [id] = world.ids('web-blue')
    world.ok('TerminateInstanceInAutoScalingGroup', { InstanceId: id, ShouldDecrementDesiredCapacity: false })
    world.pass(600)
    expect(world.group('web-blue').desired).toBe(0)
    expect(world.states('web-blue')).toEqual(['Standby'])
    expect(world.activities('web-blue')).toEqual([`Successful: Terminating EC2 instance: ${id}`])
  })

  test('replaces an InService instance without decrement, protection or not', () => {
    const world = smallWorld({ newInstancesProtected: true })
    const [id] = world.ids('web-blue')
    world.ok('TerminateInstanceInAutoScalingGroup', { InstanceId: id, ShouldDecrementDesiredCapacity: false })
    world.pass(120)
    expect(world.ids('web-blue')).not.toContain(id)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
  })
})

test('SetInstanceProtection refuses an instance that is Pending', () => {
  const world = smallWorld()
  world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 1 })
  world.pass(1)
  const [id] = world.ids('web-green')
  expect(
    world.refusal('SetInstanceProtection', { ...GREEN, InstanceIds: [id], ProtectedFromScaleIn: true })
  ).toBe(`ValidationError: The instance ${id} is not in InService or EnteringStandby or Standby.`)
})
