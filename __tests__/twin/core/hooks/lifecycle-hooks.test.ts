import { describe, expect, test } from '@jest/globals'
import { smallWorld } from '../small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const GREEN = { AutoScalingGroupName: 'web-green' }
const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING'
const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING'

function hookedWorld(LifecycleTransition: string, members: object = {}) {
  const world = smallWorld()
  const hook = (LifecycleHookName: string, more: object = {}) => {
    for (const group of [BLUE, GREEN])
      world.ok('PutLifecycleHook', { ...group, LifecycleHookName, LifecycleTransition, ...members, ...more })
  }
  hook('check')
  const answer = (operation: string, group: object, id: string | undefined, more: object = {}) =>
    world.ok(operation, { ...group, InstanceId: id, LifecycleHookName: 'check', ...more })
  return {
    ...world,
    hook,
    complete: (group: object, id: string | undefined, LifecycleActionResult: string, more: object = {}) =>
      answer('CompleteLifecycleAction', group, id, { LifecycleActionResult, ...more }),
    beat: (group: object, id: string | undefined) => answer('RecordLifecycleActionHeartbeat', group, id)
  }
}

describe('a launch hook', () => {
  const launched = (members: object = {}) => {
    const world = hookedWorld(LAUNCHING, members)
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 1 })
    world.pass(21)
    return world
  }

  test('holds an instance in Pending:Wait, unregistered, until CONTINUE', () => {
    const world = launched()
    const [id] = world.ids('web-green')
    expect(world.states('web-green')).toEqual(['Pending:Wait'])
    expect(world.target(id)).toBeUndefined()
    expect(world.ok('DescribeScalingActivities', GREEN).Activities).toMatchObject([
      { StatusCode: 'MidLifecycleAction', Progress: 40 }
    ])
    world.complete(GREEN, id, 'CONTINUE')
    expect(world.states('web-green')).toEqual(['Pending:Proceed'])
    world.pass(1)
    expect(world.states('web-green')).toEqual(['InService'])
    expect(world.target(id)).toBe('initial/Elb.RegistrationInProgress')
    expect(world.activities('web-green')).toEqual([`Successful: Launching a new EC2 instance: ${id}`])
  })

  test('ends and replaces an instance on ABANDON', () => {
    const world = launched()
    const [id] = world.ids('web-green')
    world.complete(GREEN, id, 'ABANDON')
    world.pass(5)
    expect(world.states('web-green')).toEqual(['Terminating', 'Pending'])
    expect(world.ok('DescribeScalingActivities', GREEN).Activities).toMatchObject([
      { StatusCode: 'PreInService' },
      { StatusCode: 'InProgress', Description: `Terminating EC2 instance: ${id}` },
      { StatusCode: 'Cancelled', StatusMessage: expect.stringContaining('was abandoned') }
    ])
  })

  test.each([
    [{ HeartbeatTimeout: 60 }, 'Terminating'],
    [{ HeartbeatTimeout: 60, DefaultResult: 'CONTINUE' }, 'Pending:Proceed']
  ])('with %j an instance is %s when nobody answers', (members, state) => {
    const world = launched(members)
    world.pass(59)
    expect(world.states('web-green')).toEqual(['Pending:Wait'])
    world.pass(1)
    expect(world.states('web-green')[0]).toBe(state)
  })

  test('waits an hour by default, and longer with heartbeats, up to a hundred of them', () => {
    const world = launched({ HeartbeatTimeout: 30 })
    const [id] = world.ids('web-green')
    for (let n = 0; n < 149; n += 1) {
      world.pass(20)
      world.beat(GREEN, id)
    }
    expect(world.states('web-green')).toEqual(['Pending:Wait'])
    world.pass(20)
    expect(world.states('web-green')[0]).toBe('Terminating')
  })

  test('does not run for an instance that comes back from Standby', () => {
    const world = hookedWorld(LAUNCHING)
    const [id] = world.ids('web-blue')
    world.ok('EnterStandby', { ...BLUE, InstanceIds: [id], ShouldDecrementDesiredCapacity: true })
    world.pass(60)
    world.ok('ExitStandby', { ...BLUE, InstanceIds: [id] })
    world.pass(2)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
  })

  test('beside another one: both have to continue, one is enough to abandon', () => {
    const world = hookedWorld(LAUNCHING)
    world.hook('warm')
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 2 })
    world.pass(21)
    const [first, second] = world.ids('web-green')
    world.complete(GREEN, first, 'CONTINUE')
    world.complete(GREEN, second, 'ABANDON')
    expect(world.states('web-green')).toEqual(['Pending:Wait', 'Terminating'])
    world.complete(GREEN, first, 'CONTINUE', { LifecycleHookName: 'warm' })
    world.pass(1)
    expect(world.states('web-green')[0]).toBe('InService')
  })

  test('that is deleted abandons what waits for it', () => {
    const world = launched()
    world.ok('DeleteLifecycleHook', { ...GREEN, LifecycleHookName: 'check' })
    world.pass(60)
    expect(world.states('web-green')).toEqual(['InService'])
    expect(world.activities('web-green').at(-1)).toMatch(/^Cancelled: /)
  })

  test('counts a waiting instance against desired', () => {
    const world = launched()
    world.pass(600)
    expect(world.ids('web-green')).toHaveLength(1)
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 0 })
    world.pass(120)
    expect(world.ids('web-green')).toEqual([])
  })
})

describe('a termination hook', () => {
  const ending = () => {
    const world = hookedWorld(TERMINATING, { HeartbeatTimeout: 300 })
    const [id] = world.ids('web-blue')
    world.ok('TerminateInstanceInAutoScalingGroup', { InstanceId: id, ShouldDecrementDesiredCapacity: true })
    return { ...world, id }
  }

  test.each(['CONTINUE', 'ABANDON'])('waits after the drain and lets the instance go on %s', result => {
    const world = ending()
    world.pass(59)
    expect(world.states('web-blue')[0]).toBe('Terminating')
    world.pass(1)
    expect(world.states('web-blue')[0]).toBe('Terminating:Wait')
    expect(world.target(world.id)).toBeUndefined()
    expect(world.ok('DescribeScalingActivities', BLUE).Activities).toMatchObject([
      { StatusCode: 'MidTerminatingLifecycleAction', Progress: 60 }
    ])
    world.complete(BLUE, world.id, result)
    expect(world.states('web-blue')[0]).toBe('Terminating:Proceed')
    world.pass(15)
    expect(world.ids('web-blue')).not.toContain(world.id)
  })

  test('lets it go in the end when nobody answers; a second Terminate is refused meanwhile', () => {
    const world = ending()
    world.pass(60)
    expect(
      world.refusal('TerminateInstanceInAutoScalingGroup', {
        InstanceId: world.id,
        ShouldDecrementDesiredCapacity: false
      })
    ).toContain('Instance Id not found')
    world.pass(315)
    expect(world.ids('web-blue')).toHaveLength(2)
  })

  test('runs when the group is deleted by force', () => {
    const world = hookedWorld(TERMINATING)
    world.ok('DeleteAutoScalingGroup', { ...BLUE, ForceDelete: true })
    world.pass(600)
    expect(world.states('web-blue')).toEqual(['Terminating:Wait', 'Terminating:Wait', 'Terminating:Wait'])
    world.pass(3600)
    expect(Object.keys(world.twin.world().groups)).toEqual(['web-green'])
  })
})

test('a simple policy waits for a hook', () => {
  const world = hookedWorld(LAUNCHING)
  world.ok('PutScalingPolicy', {
    ...BLUE,
    PolicyName: 'p',
    AdjustmentType: 'ChangeInCapacity',
    ScalingAdjustment: 1
  })
  world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
  world.pass(600)
  expect(world.refusal('ExecutePolicy', { ...BLUE, PolicyName: 'p', HonorCooldown: true })).toMatch(
    /^ScalingActivityInProgress/
  )
})

test('hooks are described, changed in part, and refused where they are wrong', () => {
  const world = hookedWorld(LAUNCHING, { NotificationMetadata: 'x' })
  world.ok('PutLifecycleHook', { ...BLUE, LifecycleHookName: 'check', HeartbeatTimeout: 120 })
  expect(world.ok('DescribeLifecycleHooks', BLUE).LifecycleHooks).toEqual([
    {
      ...BLUE,
      LifecycleHookName: 'check',
      LifecycleTransition: LAUNCHING,
      NotificationMetadata: 'x',
      HeartbeatTimeout: 120,
      GlobalTimeout: 12_000,
      DefaultResult: 'ABANDON'
    }
  ])
  const put = (members: object) =>
    world.refusal('PutLifecycleHook', { ...BLUE, LifecycleHookName: 'new', ...members })
  expect(put({})).toContain('lifecycleTransition')
  expect(put({ LifecycleTransition: LAUNCHING, HeartbeatTimeout: 29 })).toContain('heartbeatTimeout')
  expect(put({ LifecycleTransition: LAUNCHING, DefaultResult: 'MAYBE' })).toContain('MAYBE')
  expect(
    world.refusal('CompleteLifecycleAction', {
      ...BLUE,
      LifecycleHookName: 'check',
      InstanceId: 'i-1',
      LifecycleActionResult: 'CONTINUE'
    })
  ).toBe('ValidationError: No active Lifecycle Action found with instance ID i-1')
})
