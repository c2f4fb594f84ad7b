import { describe, expect, test } from '@jest/globals'
import { nextDue } from '../../../../src/twin/core/step.ts'
import { BLUE, scaledWorld } from './scaled-world.ts'

const SIMPLE = { AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
const STEP = {
  PolicyType: 'StepScaling',
  AdjustmentType: 'ChangeInCapacity',
  EstimatedInstanceWarmup: 120,
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 10, ScalingAdjustment: 3 }
  ]
}

describe('a simple policy', () => {
  test('acts when its alarm goes off, and again after the cooldown while it lasts', () => {
    const world = scaledWorld(SIMPLE)
    world.level('Queue', 11)
    world.pass(60)
    expect(world.desired()).toBe(4)
    // The launch ends 21 s later; the cooldown of 300 s counts from there, the alarm repeats every minute.
    world.pass(300)
    expect(world.desired()).toBe(4)
    world.pass(60)
    expect(world.desired()).toBe(5)
    world.pass(1)
    expect(world.ok('DescribeScalingActivities', BLUE).Activities).toMatchObject([
      { Cause: expect.stringContaining('changing the desired capacity from 4 to 5.') },
      {
        Cause:
          'At 2026-01-05T09:01:00Z a monitor alarm deep in state ALARM triggered policy p changing the desired capacity from 3 to 4.  ' +
          'At 2026-01-05T09:01:01Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 3 to 4.'
      }
    ])
  })

  test('has its own cooldown where it names one', () => {
    const world = scaledWorld({ ...SIMPLE, Cooldown: 30 })
    world.level('Queue', 11)
    world.pass(60)
    world.pass(60)
    expect(world.desired()).toBe(5)
  })

  test('waits for another one that acted in the same moment', () => {
    const world = scaledWorld(SIMPLE)
    const arn = world.putPolicy('q', SIMPLE)
    world.put({ AlarmActions: [world.arn, arn] })
    world.level('Queue', 11)
    world.pass(62)
    expect(world.desired()).toBe(4)
  })

  test('stops at Max, costs nothing there, and goes on when Max is raised', () => {
    const world = scaledWorld({ ...SIMPLE, Cooldown: 0 }, { max: 4 })
    world.level('Queue', 11)
    world.pass(3600)
    expect(world.desired()).toBe(4)
    expect(nextDue(world.twin.world())).toBeUndefined()
    world.ok('UpdateAutoScalingGroup', { ...BLUE, MaxSize: 6 })
    world.pass(300)
    expect(world.desired()).toBe(6)
  })

  test('runs on the state whose actions name it', () => {
    const world = scaledWorld({ ...SIMPLE, ScalingAdjustment: -1 })
    world.put({ AlarmActions: [], OKActions: [world.arn] })
    world.level('Queue', 1)
    world.pass(60)
    expect(world.desired()).toBe(2)
  })
})

describe('a policy is not run', () => {
  const outcome = (prepare: (world: ReturnType<typeof scaledWorld>) => void) => {
    const world = scaledWorld(SIMPLE)
    prepare(world)
    world.level('Queue', 11)
    world.pass(600)
    return world
  }

  test('while it is disabled', () => {
    const world = outcome(each => each.putPolicy('p', { ...SIMPLE, Enabled: false }))
    expect(world.desired()).toBe(3)
    world.putPolicy('p', SIMPLE)
    world.pass(2)
    expect(world.desired()).toBe(4)
  })

  test('while AlarmNotification is suspended; an alarm that lasts is considered on its resumption', () => {
    const world = outcome(each =>
      each.ok('SuspendProcesses', { ...BLUE, ScalingProcesses: ['AlarmNotification'] })
    )
    expect(world.desired()).toBe(3)
    expect(nextDue(world.twin.world())).toBeUndefined()
    world.ok('ResumeProcesses', { ...BLUE, ScalingProcesses: ['AlarmNotification'] })
    world.pass(2)
    expect(world.desired()).toBe(4)
  })

  test('while the actions of the alarm are disabled', () => {
    const world = outcome(each => each.ok('DisableAlarmActions', { AlarmNames: ['deep'] }, 'monitoring'))
    expect(world.desired()).toBe(3)
    world.ok('EnableAlarmActions', { AlarmNames: ['deep'] }, 'monitoring')
    world.pass(60)
    expect(world.desired()).toBe(4)
  })

  test('when it was deleted; the alarm stays without it', () => {
    const world = outcome(each => each.ok('DeletePolicy', { ...BLUE, PolicyName: 'p' }))
    expect(world.desired()).toBe(3)
    expect(world.describe().MetricAlarms).toMatchObject([
      { AlarmName: 'deep', StateValue: 'ALARM', AlarmActions: [] }
    ])
  })
})

test('an alarm that is pointed to another group while it lasts drives that group', () => {
  const world = scaledWorld({ ...SIMPLE, Cooldown: 3000 })
  world.level('Queue', 11)
  world.pass(60)
  const green = { AutoScalingGroupName: 'web-green' }
  const arn = world.ok('PutScalingPolicy', { ...green, PolicyName: 'p', ...SIMPLE }).PolicyARN
  world.put({ AlarmActions: [arn] })
  world.pass(60)
  expect(world.group('web-green').desired).toBe(1)
  expect(world.desired()).toBe(4)
})

describe('a step policy', () => {
  test('takes the step of the breach and counts what warms up', () => {
    const world = scaledWorld(STEP)
    world.level('Queue', 15)
    world.pass(60)
    expect(world.desired()).toBe(4)
    // One instance warms up: the bigger step counts from the three others.
    world.level('Queue', 20)
    world.pass(60)
    expect(world.desired()).toBe(6)
    world.pass(100)
    expect(world.desired()).toBe(6)
  })

  test('scales in, not while something warms up, and counts what leaves', () => {
    const down = { ...STEP, StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }] }
    const world = scaledWorld(down, {}, { ComparisonOperator: 'LessThanThreshold' })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
    world.level('Queue', 1)
    world.pass(120)
    expect(world.desired()).toBe(4)
    world.pass(60)
    expect(world.desired()).toBe(3)
    // The leaving one takes 75 s; meanwhile the alarm repeats and changes nothing.
    world.pass(60)
    expect(world.desired()).toBe(3)
    world.pass(60)
    expect(world.desired()).toBe(2)
  })

  test('does nothing where no step fits', () => {
    const world = scaledWorld({
      ...STEP,
      StepAdjustments: [{ MetricIntervalLowerBound: 100, ScalingAdjustment: 1 }]
    })
    world.level('Queue', 11)
    world.pass(600)
    expect(world.desired()).toBe(3)
  })

  test.each([
    [[], 'at least one'],
    [
      [{ MetricIntervalLowerBound: 5, MetricIntervalUpperBound: 5, ScalingAdjustment: 1 }],
      'below its upper bound'
    ],
    [
      [
        { MetricIntervalUpperBound: 5, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 4, ScalingAdjustment: 2 }
      ],
      'overlap'
    ],
    [
      [
        { MetricIntervalUpperBound: 5, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 6, ScalingAdjustment: 2 }
      ],
      'gap'
    ]
  ])('steps %j are refused', (StepAdjustments, why) => {
    const world = scaledWorld(SIMPLE)
    const input = { ...BLUE, PolicyName: 'q', ...STEP, StepAdjustments }
    expect(world.refusal('PutScalingPolicy', input)).toContain(why)
  })
})

describe('ExecutePolicy', () => {
  test('runs a simple policy by hand', () => {
    const world = scaledWorld(SIMPLE)
    world.ok('ExecutePolicy', { ...BLUE, PolicyName: 'p' })
    expect(world.desired()).toBe(4)
    world.pass(60)
    expect(world.ok('DescribeScalingActivities', BLUE).Activities).toMatchObject([
      {
        Cause: expect.stringMatching(
          /^At \S+ a user request executed policy p changing the desired capacity from 3 to 4\./
        )
      }
    ])
    world.ok('ExecutePolicy', { ...BLUE, PolicyName: 'p' })
    expect(world.desired()).toBe(5)
    expect(world.refusal('ExecutePolicy', { PolicyName: world.arn, HonorCooldown: true })).toMatch(
      /^ScalingActivityInProgress: Scaling activity \S+ is in progress and blocks this action/
    )
  })

  test('runs a step policy with a metric value, and no target tracking policy', () => {
    const world = scaledWorld(STEP)
    expect(world.refusal('ExecutePolicy', { ...BLUE, PolicyName: 'p' })).toContain('MetricValue')
    world.ok('ExecutePolicy', { ...BLUE, PolicyName: 'p', MetricValue: 32, BreachThreshold: 20 })
    expect(world.desired()).toBe(6)
  })
})

test('a group takes its policies along, with the alarms that have nothing else to do', () => {
  const world = scaledWorld(SIMPLE)
  world.put({ AlarmName: 'loud', AlarmActions: [world.arn, 'arn:aws:sns:eu-west-1:111122223333:ops'] })
  world.put({ AlarmName: 'mute', AlarmActions: [] })
  world.ok('DeleteAutoScalingGroup', { ...BLUE, ForceDelete: true })
  expect(world.describe().MetricAlarms).toMatchObject([
    { AlarmName: 'loud', AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:ops'] },
    { AlarmName: 'mute' }
  ])
})
