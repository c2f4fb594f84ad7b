import { describe, expect, test } from '@jest/globals'
import { type Driver, smallWorld } from './small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }

function park(world: Driver, count: number, decrement = true): string[] {
  const ids = world.ids('web-blue').slice(0, count)
  world.ok('EnterStandby', { ...BLUE, InstanceIds: ids, ShouldDecrementDesiredCapacity: decrement })
  return ids
}

describe('a round trip through Standby', () => {
  test('drains for the whole deregistration delay before Standby, and passes its checks again on the way back', () => {
    const world = smallWorld({ min: 0 })
    const [id] = park(world, 1)
    expect(world.group('web-blue').desired).toBe(2)
    expect(world.target(id)).toBe('draining/Target.DeregistrationInProgress')
    world.pass(59)
    expect(world.states('web-blue')).toEqual(['EnteringStandby', 'InService', 'InService'])
    expect(world.target(id)).toBe('draining/Target.DeregistrationInProgress')
    world.pass(1)
    expect(world.states('web-blue')).toEqual(['Standby', 'InService', 'InService'])
    expect(world.target(id)).toBeUndefined()

    world.ok('ExitStandby', { ...BLUE, InstanceIds: [id] })
    expect(world.group('web-blue').desired).toBe(3)
    expect(world.states('web-blue')[0]).toBe('Pending')
    expect(world.target(id)).toBeUndefined()
    world.pass(2)
    expect(world.states('web-blue')[0]).toBe('InService')
    expect(world.target(id)).toBe('initial/Elb.RegistrationInProgress')
    world.pass(2)
    expect(world.target(id)).toBe('initial/Elb.InitialHealthChecking')
    world.pass(7)
    expect(world.target(id)).toBe('initial/Elb.InitialHealthChecking')
    world.pass(1)
    expect(world.target(id)).toBe('healthy')
    expect(world.group('web-blue').instances).toHaveLength(3)
    expect(world.activities('web-blue')).toEqual([
      `Successful: Moving EC2 instance out of Standby: ${id}`,
      `Successful: Moving EC2 instance to Standby: ${id}`
    ])
  })

  test('answers the activities with the texts of AWS', () => {
    const world = smallWorld()
    const [id] = world.ids('web-blue')
    const entered = world.ok('EnterStandby', {
      ...BLUE,
      InstanceIds: [id],
      ShouldDecrementDesiredCapacity: true
    })
    expect(entered.Activities).toMatchObject([
      {
        Description: `Moving EC2 instance to Standby: ${id}`,
        Cause: `At 2026-01-05T09:00:00Z instance ${id} was moved to standby in response to a user request, shrinking the capacity from 3 to 2.`,
        StatusCode: 'InProgress',
        Progress: 50
      }
    ])
    world.pass(60)
    expect(world.ok('ExitStandby', { ...BLUE, InstanceIds: [id] }).Activities).toMatchObject([
      {
        Description: `Moving EC2 instance out of Standby: ${id}`,
        Cause: `At 2026-01-05T09:01:00Z instance ${id} was moved out of standby in response to a user request, increasing the capacity from 2 to 3.`,
        StatusCode: 'PreInService',
        Progress: 30
      }
    ])
  })

  test('without decrement desired stays and a replacement is launched beside the Standby instance', () => {
    const world = smallWorld({ min: 3, max: 3 })
    park(world, 1, false)
    world.pass(61)
    expect(world.group('web-blue').desired).toBe(3)
    expect(world.states('web-blue').sort()).toEqual(['InService', 'InService', 'InService', 'Standby'])
  })

  test('an instance that EC2 lost in Standby stays listed as healthy, and is replaced once it leaves', () => {
    const world = smallWorld()
    const [id = ''] = park(world, 1)
    world.pass(60)
    world.twin.act({ type: 'fail-instance', instanceId: id, how: 'terminated' })
    world.pass(3600)
    expect(world.group('web-blue').instances[0]).toMatchObject({
      id,
      lifecycle: 'Standby',
      health: 'Healthy'
    })
    world.ok('ExitStandby', { ...BLUE, InstanceIds: [id] })
    world.pass(120)
    expect(world.ids('web-blue')).not.toContain(id)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
  })
})

describe('EnterStandby refuses', () => {
  test('an instance that is not InService', () => {
    const world = smallWorld()
    const [id] = park(world, 1)
    const input = { ...BLUE, InstanceIds: [id], ShouldDecrementDesiredCapacity: true }
    expect(world.refusal('EnterStandby', input)).toBe(
      `ValidationError: The instance ${id} is not in InService.`
    )
    world.pass(60)
    expect(world.refusal('EnterStandby', input)).toBe(
      `ValidationError: The instance ${id} is not in InService.`
    )
  })

  test('to go below MinSize', () => {
    const world = smallWorld({ min: 3 })
    const input = {
      ...BLUE,
      InstanceIds: world.ids('web-blue').slice(0, 1),
      ShouldDecrementDesiredCapacity: true
    }
    expect(world.refusal('EnterStandby', input)).toBe(
      'ValidationError: AutoScalingGroup web-blue has min-size=3, max-size=6, and desired-size=3. To place into standby 1 instance, please update the AutoScalingGroup sizes appropriately.'
    )
  })

  test('a foreign instance, and then takes none of the others', () => {
    const world = smallWorld()
    const [id] = world.ids('web-blue')
    const input = { ...BLUE, InstanceIds: [id, 'i-0ffffffffffffffff'], ShouldDecrementDesiredCapacity: true }
    expect(world.refusal('EnterStandby', input)).toBe(
      'ValidationError: The instance i-0ffffffffffffffff is not part of Auto Scaling group web-blue.'
    )
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
  })

  test('more than 20 ids', () => {
    const world = smallWorld({ min: 0, max: 30, desired: 21 })
    const all = { ...BLUE, InstanceIds: world.ids('web-blue'), ShouldDecrementDesiredCapacity: true }
    expect(world.refusal('EnterStandby', all)).toContain('Member must have length less than or equal to 20')
    world.ok('EnterStandby', { ...all, InstanceIds: all.InstanceIds.slice(0, 20) })
    expect(world.group('web-blue').desired).toBe(1)
  })

  test.each([
    [
      'an unknown group',
      { AutoScalingGroupName: 'nope', InstanceIds: ['i-1'], ShouldDecrementDesiredCapacity: true },
      'ValidationError: AutoScalingGroup name not found - AutoScalingGroup: nope not found'
    ],
    [
      'a call without ShouldDecrementDesiredCapacity',
      { ...BLUE, InstanceIds: ['i-1'] },
      "ValidationError: 1 validation error detected: Value null at 'shouldDecrementDesiredCapacity' failed to satisfy constraint: Member must not be null"
    ],
    [
      'a call without ids',
      { ...BLUE, ShouldDecrementDesiredCapacity: true },
      'ValidationError: You must specify at least one instance ID.'
    ]
  ])('%s', (_name, input, message) => {
    expect(smallWorld().refusal('EnterStandby', input)).toBe(message)
  })
})

describe('ExitStandby refuses', () => {
  test('while Launch is suspended', () => {
    const world = smallWorld({ standby: 1, suspended: ['Launch'] })
    const input = { ...BLUE, InstanceIds: world.ids('web-blue').slice(3) }
    expect(world.refusal('ExitStandby', input)).toBe(
      'ValidationError: Cannot move instances out of Standby for AutoScalingGroup web-blue while the Launch process is suspended'
    )
  })

  test('to go above MaxSize', () => {
    const world = smallWorld({ standby: 1, max: 3 })
    const input = { ...BLUE, InstanceIds: world.ids('web-blue').slice(3) }
    expect(world.refusal('ExitStandby', input)).toMatch(
      /^ValidationError: AutoScalingGroup web-blue has min-size=2, max-size=3, and desired-size=3\. .* 1 instance, please update/
    )
  })

  test('an instance that is InService or still entering', () => {
    const world = smallWorld()
    const [id] = park(world, 1)
    const other = world.ids('web-blue')[1]
    expect(world.refusal('ExitStandby', { ...BLUE, InstanceIds: [id] })).toBe(
      `ValidationError: The instance ${id} is not in Standby.`
    )
    expect(world.refusal('ExitStandby', { ...BLUE, InstanceIds: [other] })).toBe(
      `ValidationError: The instance ${other} is not in Standby.`
    )
  })
})
