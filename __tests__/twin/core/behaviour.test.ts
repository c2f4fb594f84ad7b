import { describe, expect, test } from '@jest/globals'
import { START, smallWorld } from './small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const GREEN = { AutoScalingGroupName: 'web-green' }

describe('launching', () => {
  test('leads from Pending to InService and, with the application up, to a healthy target', () => {
    const world = smallWorld({}, { timing: { launchSeconds: 20, bootSeconds: 15 } })
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 1 })
    world.pass(1)
    expect(world.states('web-green')).toEqual(['Pending'])
    const [id] = world.ids('web-green')
    expect(world.target(id)).toBeUndefined()
    world.pass(20)
    expect(world.states('web-green')).toEqual(['InService'])
    expect(world.target(id)).toBe('initial/Elb.RegistrationInProgress')
    world.pass(19)
    expect(world.target(id)).toBe('initial/Elb.InitialHealthChecking')
    world.pass(1)
    expect(world.target(id)).toBe('healthy')
    expect(world.group('web-green').instances[0]?.version).toBe('2.0.0')
  })

  test('a boot longer than the unhealthy threshold makes the target unhealthy first', () => {
    const world = smallWorld({}, { timing: { launchSeconds: 1, bootSeconds: 25 } })
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 1 })
    world.pass(2)
    const [id] = world.ids('web-green')
    world.pass(20)
    expect(world.target(id)).toBe('unhealthy/Target.FailedHealthChecks')
    world.pass(19)
    expect(world.target(id)).toBe('unhealthy/Target.FailedHealthChecks')
    world.pass(1)
    expect(world.target(id)).toBe('healthy')
  })

  test('a version that is never healthy is InService with an unhealthy target', () => {
    const world = smallWorld()
    world.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'never-healthy' })
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 1 })
    world.pass(3600)
    expect(world.states('web-green')).toEqual(['InService'])
    expect(world.target(world.ids('web-green')[0])).toBe('unhealthy/Target.ResponseCodeMismatch')
  })

  test('a version that fails to launch leaves failed activities until it can be launched', () => {
    const world = smallWorld()
    world.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'launch-fails' })
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 2 })
    world.pass(70)
    expect(world.ids('web-green')).toEqual([])
    const output = world.ok('DescribeScalingActivities', GREEN)
    expect(output.Activities).toMatchObject([
      { StatusCode: 'Failed', StatusMessage: expect.stringContaining('InsufficientInstanceCapacity') },
      { StatusCode: 'Failed' }
    ])
    world.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'healthy' })
    world.pass(90)
    expect(world.states('web-green')).toEqual(['InService', 'InService'])
  })

  test('an instance keeps the version tag of its launch', () => {
    const world = smallWorld()
    const tag = {
      ResourceId: 'web-blue',
      ResourceType: 'auto-scaling-group',
      Key: 'docker:image:version',
      Value: '9',
      PropagateAtLaunch: true
    }
    world.ok('CreateOrUpdateTags', { Tags: [tag] })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
    world.pass(30)
    expect(world.group('web-blue').instances.map(each => each.version)).toEqual([
      '1.0.0',
      '1.0.0',
      '1.0.0',
      '9'
    ])
    world.ok('CreateOrUpdateTags', { Tags: [{ ...tag, PropagateAtLaunch: false }] })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 5 })
    world.pass(30)
    expect(world.group('web-blue').instances[4]?.version).toBe('')
  })
})

describe('a lost instance', () => {
  test('is replaced after it was noticed', () => {
    const world = smallWorld()
    const [id = ''] = world.ids('web-blue')
    world.twin.act({ type: 'fail-instance', instanceId: id, how: 'terminated' })
    expect(world.target(id)).toBe('unused/Target.InvalidState')
    world.pass(100)
    expect(world.ids('web-blue')).not.toContain(id)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
  })

  test.each(['ReplaceUnhealthy', 'HealthCheck'])(
    'stays while %s is suspended and is replaced on its resumption',
    process => {
      const world = smallWorld({ suspended: [process] })
      const [id = ''] = world.ids('web-blue')
      world.twin.act({ type: 'fail-instance', instanceId: id, how: 'terminated' })
      world.pass(3600)
      expect(world.group('web-blue').instances[0]).toMatchObject({
        id,
        lifecycle: 'InService',
        health: process === 'HealthCheck' ? 'Healthy' : 'Unhealthy'
      })
      world.ok('ResumeProcesses', { ...BLUE, ScalingProcesses: [process] })
      world.pass(60)
      expect(world.ids('web-blue')).not.toContain(id)
    }
  )
})

describe('failing health checks', () => {
  test('make a target unhealthy after the threshold and healthy again after the other', () => {
    const world = smallWorld()
    const [id = ''] = world.ids('web-blue')
    world.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
    world.pass(9)
    expect(world.target(id)).toBe('healthy')
    world.pass(11)
    expect(world.target(id)).toBe('unhealthy/Target.ResponseCodeMismatch')
    world.twin.act({ type: 'recover-instance', instanceId: id })
    world.pass(20)
    expect(world.target(id)).toBe('healthy')
    expect(world.group('web-blue').instances[0]).toMatchObject({ id, health: 'Healthy' })
  })

  test('end an instance only where the group asks ELB', () => {
    const world = smallWorld()
    world.ok('UpdateAutoScalingGroup', { ...BLUE, HealthCheckType: 'ELB' })
    const [id = ''] = world.ids('web-blue')
    world.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
    world.pass(30)
    expect(world.group('web-blue').instances[0]).toMatchObject({
      id,
      lifecycle: 'Terminating',
      health: 'Unhealthy'
    })
  })
})

describe('a transition that something else has overtaken', () => {
  test('a second failure counts from its own beginning', () => {
    const world = smallWorld()
    const [id = ''] = world.ids('web-blue')
    world.pass(1)
    world.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
    world.pass(4)
    world.twin.act({ type: 'recover-instance', instanceId: id })
    world.pass(7)
    world.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
    world.pass(13)
    expect(world.target(id)).toBe('healthy')
    world.pass(5)
    expect(world.target(id)).toBe('unhealthy/Target.ResponseCodeMismatch')
  })

  test('an instance that is ended while it enters Standby drains to the end and then takes its time to go', () => {
    const world = smallWorld()
    const [id] = world.ids('web-blue')
    world.ok('EnterStandby', { ...BLUE, InstanceIds: [id], ShouldDecrementDesiredCapacity: true })
    world.pass(50)
    world.ok('TerminateInstanceInAutoScalingGroup', { InstanceId: id, ShouldDecrementDesiredCapacity: false })
    world.pass(24)
    expect(world.states('web-blue')).toEqual(['Terminating', 'InService', 'InService'])
    world.pass(1)
    expect(world.states('web-blue')).toEqual(['InService', 'InService'])
  })
})

describe('suspended processes', () => {
  test('Launch: desired is stored and nothing launches until the resumption', () => {
    const world = smallWorld({ suspended: ['Launch'] })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 5 })
    world.pass(600)
    expect(world.group('web-blue').desired).toBe(5)
    expect(world.ids('web-blue')).toHaveLength(3)
    world.ok('ResumeProcesses', BLUE)
    world.pass(30)
    expect(world.ids('web-blue')).toHaveLength(5)
  })

  test('Terminate: scale-in does nothing', () => {
    const world = smallWorld({ suspended: ['Terminate'] })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 2 })
    world.pass(600)
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService'])
  })

  test('AddToLoadBalancer: an instance launched meanwhile is never registered', () => {
    const world = smallWorld({ suspended: ['AddToLoadBalancer'] })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
    world.pass(60)
    world.ok('ResumeProcesses', BLUE)
    world.pass(600)
    expect(world.states('web-blue')[3]).toBe('InService')
    expect(world.target(world.ids('web-blue')[3])).toBeUndefined()
  })

  test('AlarmNotification: a policy is ignored, otherwise it is clamped to the bounds', () => {
    const world = smallWorld()
    world.ok('SuspendProcesses', { ...BLUE, ScalingProcesses: ['AlarmNotification'] })
    world.twin.act({ type: 'scale', group: 'web-blue', desired: 5, by: 'policy' })
    expect(world.group('web-blue').desired).toBe(3)
    world.ok('ResumeProcesses', { ...BLUE, ScalingProcesses: ['AlarmNotification'] })
    world.twin.act({ type: 'scale', group: 'web-blue', desired: 50, by: 'policy' })
    expect(world.group('web-blue').desired).toBe(6)
  })

  test('no list means every process, and a second suspension keeps the first reason', () => {
    const world = smallWorld()
    world.ok('SuspendProcesses', BLUE)
    world.pass(60)
    world.ok('SuspendProcesses', BLUE)
    expect(Object.keys(world.group('web-blue').suspended)).toHaveLength(9)
    expect(world.group('web-blue').suspended.Launch).toBe('User suspended at 2026-01-05T09:00:00Z')
  })
})

describe('groups come and go', () => {
  test('a group with instances is deleted by force only, Standby instances included, and shows its end', () => {
    const world = smallWorld({ standby: 1 })
    expect(world.refusal('DeleteAutoScalingGroup', BLUE)).toBe(
      'ResourceInUse: You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.'
    )
    world.ok('DeleteAutoScalingGroup', { ...BLUE, ForceDelete: true })
    expect(
      world.ok('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['web-blue'] }).AutoScalingGroups
    ).toMatchObject([{ Status: 'Delete in progress', MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }])
    expect(world.refusal('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 0 })).toContain('pending delete')
    world.pass(120)
    expect(Object.keys(world.twin.world().groups)).toEqual(['web-green'])
  })

  test('a created group launches its MinSize; a taken name is refused', () => {
    const world = smallWorld()
    const input = {
      AutoScalingGroupName: 'api',
      MinSize: 1,
      MaxSize: 2,
      AvailabilityZones: ['eu-west-1a'],
      LaunchTemplate: { LaunchTemplateName: 'api' }
    }
    world.ok('CreateAutoScalingGroup', input)
    world.pass(30)
    expect(world.states('api')).toEqual(['InService'])
    expect(world.refusal('CreateAutoScalingGroup', input)).toMatch(/^AlreadyExists: /)
  })
})

test('activities tell the cause once, newest first', () => {
  const world = smallWorld()
  world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
  world.pass(60)
  const [id = ''] = world.ids('web-blue')
  world.twin.act({ type: 'fail-instance', instanceId: id, how: 'terminated' })
  world.pass(120)
  const last = world.ids('web-blue').slice(-2)
  expect(world.ok('DescribeScalingActivities', BLUE).Activities).toMatchObject([
    {
      Description: `Launching a new EC2 instance: ${last[1]}`,
      Cause:
        'At 2026-01-05T09:01:30Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 3 to 4.',
      StatusCode: 'Successful',
      Progress: 100
    },
    {
      Description: `Terminating EC2 instance: ${id}`,
      Cause:
        'At 2026-01-05T09:01:30Z an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.'
    },
    {
      Description: `Launching a new EC2 instance: ${last[0]}`,
      Cause:
        'At 2026-01-05T09:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 3 to 4.  At 2026-01-05T09:00:01Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 3 to 4.',
      StartTime: new Date(START + 1000),
      EndTime: new Date(START + 21_000)
    }
  ])
})
