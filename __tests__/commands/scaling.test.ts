import { describe, expect, test } from '@jest/globals'
import {
  CPU,
  everything,
  foreign,
  mathOf,
  PREDICTIVE,
  policyArn,
  putAlarm,
  roleSet,
  SIMPLE,
  STEP,
  TOPIC,
  tracking,
  userAlarms
} from '../support/attachments.ts'
import { type Checked, checked } from '../support/checked.ts'
import { everyKind } from '../support/scaled-pair.ts'
import { onePair } from '../support/simulation.ts'
import { splitPair } from '../support/split.ts'
import { groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const

async function succeeds(simulation: Checked, ...commands: readonly Parameters<Checked['run']>[0][]) {
  for (const command of commands) expect((await simulation.run(command)).findings).toEqual([])
  expect(simulation.violations()).toEqual([])
}

describe('what scales the live group', () => {
  test.each([
    ['simple', SIMPLE],
    ['step', STEP],
    ['target tracking', CPU],
    ['target tracking by a metric of the group', tracking('web-blue')],
    ['predictive', PREDICTIVE],
    ['disabled', { ...STEP, Enabled: false }]
  ])('a %s policy moves with the live role', async (_, policy) => {
    const simulation = checked(onePair({ blue: { policies: [policy] } }))
    const before = roleSet(simulation.world(), 'web-blue')
    await succeeds(simulation, DEPLOY)
    expect(roleSet(simulation.world(), 'web-green')).toEqual(before)
    await succeeds(simulation, FINALIZE)
    expect(roleSet(simulation.world(), 'web-green')).toEqual(before)
    expect(roleSet(simulation.world(), 'web-blue')).toEqual([])
    expect(groupIn(simulation.world(), 'web-blue').suspended).toEqual({})
  })

  test('all of it at once moves, and is gone from the old group after finalize', async () => {
    const simulation = everyKind()
    const before = roleSet(simulation.world(), 'web-blue')
    expect(before).toHaveLength(11)
    await succeeds(simulation, DEPLOY)
    expect(roleSet(simulation.world(), 'web-green')).toEqual(before)
    expect(roleSet(simulation.world(), 'web-blue')).toEqual(before)
    await succeeds(simulation, FINALIZE)
    expect(roleSet(simulation.world(), 'web-blue')).toEqual([])
    expect([...userAlarms(simulation.world())].sort()).toEqual([
      'errors@web-green',
      'low@web-green',
      'web-green-cpu-high'
    ])
  })

  test('a rollback leaves both groups as they were', async () => {
    const simulation = everyKind()
    const before = everything(simulation.world())
    await succeeds(simulation, DEPLOY)
    expect(everything(simulation.world())).not.toEqual(before)
    await succeeds(simulation, ROLLBACK)
    expect(everything(simulation.world())).toEqual(before)
  })

  test('ten releases to and fro end as they began', async () => {
    const simulation = everyKind()
    const before = everything(simulation.world())
    for (let version = 2; version < 7; version++) {
      const deploy = { ...DEPLOY, imageVersion: `${version}.0.0` }
      await succeeds(simulation, deploy, ROLLBACK, deploy, FINALIZE)
      await succeeds(simulation, { ...DEPLOY, imageVersion: `${version}.1.0` }, FINALIZE)
    }
    expect(everything(simulation.world())).toEqual(before)
  }, 20_000)

  test('other alarms, and other actions of an alarm, stay as they are', async () => {
    const simulation = everyKind()
    putAlarm(simulation, 'web-blue', 'step', 'paging', { AlarmActions: [TOPIC] })
    await succeeds(simulation, DEPLOY, FINALIZE)
    expect(simulation.world().alarms.paging?.input.AlarmActions).toEqual([TOPIC])
    expect(simulation.world().alarms['web-green-cpu-high']?.input.AlarmActions).toEqual([
      policyArn(simulation.world(), 'web-green', 'step'),
      TOPIC
    ])
  })

  test('the tags of an alarm go with it, but for those of AWS', async () => {
    const simulation = checked(onePair({ blue: { policies: [STEP] } }))
    const Tags = [
      { Key: 'team', Value: 'web' },
      { Key: 'cost', Value: '' }
    ]
    putAlarm(simulation, 'web-blue', 'step', 'cpu', {
      Tags: [...Tags, { Key: 'aws:cloudformation:stack-name', Value: 'x' }]
    })
    await succeeds(simulation, DEPLOY, FINALIZE)
    expect(simulation.world().alarms['cpu@web-green']?.input.Tags).toEqual(Tags)
    await succeeds(simulation, { ...DEPLOY, imageVersion: '3.0.0' }, FINALIZE)
    expect(simulation.world().alarms.cpu?.input.Tags).toEqual(Tags)
  })

  test('a policy that measures requests for each target is copied where both share the target group', async () => {
    const simulation = checked(onePair())
    const world = simulation.world()
    const [balancer = ''] = Object.keys(world.loadBalancers)
    const [targetGroup = ''] = Object.keys(world.targetGroups)
    const label = `${balancer.split('loadbalancer/')[1]}/${targetGroup.split(':').at(-1)}`
    foreign(simulation, 'autoscaling', 'PutScalingPolicy', {
      ...CPU,
      AutoScalingGroupName: 'web-blue',
      TargetTrackingConfiguration: {
        TargetValue: 1000,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: label
        }
      }
    })
    await succeeds(simulation, DEPLOY, FINALIZE)
    expect(JSON.stringify(groupIn(simulation.world(), 'web-green').policies.cpu?.input)).toContain(label)
  })

  test('what is edited on the live group while the new one warms up comes along', async () => {
    const simulation = checked(onePair({ blue: { policies: [STEP] } }))
    let done = false
    const report = await simulation.run(DEPLOY, {
      onSleep: () => {
        if (done || !groupIn(simulation.world(), 'web-green').policies.step) return
        done = true
        foreign(simulation, 'autoscaling', 'PutScalingPolicy', {
          ...STEP,
          AutoScalingGroupName: 'web-blue',
          MinAdjustmentMagnitude: 2
        })
      }
    })
    expect(report.findings).toEqual([])
    expect(done).toBe(true)
    expect(groupIn(simulation.world(), 'web-green').policies.step?.input.MinAdjustmentMagnitude).toBe(2)
    expect(simulation.violations()).toEqual([])
  })

  test('what is added to the new live group comes along when it is rolled back', async () => {
    const simulation = checked(onePair({ blue: { policies: [STEP] } }))
    await succeeds(simulation, DEPLOY)
    foreign(simulation, 'autoscaling', 'PutScalingPolicy', { ...SIMPLE, AutoScalingGroupName: 'web-green' })
    putAlarm(simulation, 'web-green', 'simple', 'added')
    await succeeds(simulation, ROLLBACK)
    expect(Object.keys(groupIn(simulation.world(), 'web-blue').policies)).toEqual(['step', 'simple'])
    expect(groupIn(simulation.world(), 'web-green').policies).toEqual({})
    expect(userAlarms(simulation.world())).toEqual(['added@web-blue'])
  })

  test('a scheduled action whose start is past is left out, and its copy may begin', async () => {
    const simulation = checked(onePair())
    const at = (minutes: number) => new Date(simulation.world().now + minutes * 60_000)
    for (const [name, more] of [
      ['recurring', { Recurrence: '30 3 * * *', StartTime: at(1) }],
      ['past', { StartTime: at(1), MinSize: 2 }],
      ['later', { StartTime: at(60 * 24 * 90) }]
    ] as const) {
      foreign(simulation, 'autoscaling', 'PutScheduledUpdateGroupAction', {
        AutoScalingGroupName: 'web-blue',
        ScheduledActionName: name,
        MinSize: 3,
        ...more
      })
    }
    simulation.twin.advance(simulation.world().now + 300_000)
    await succeeds(simulation, DEPLOY)
    const copied = groupIn(simulation.world(), 'web-green').scheduledActions
    expect(Object.keys(copied)).toEqual(['recurring', 'later'])
    expect(copied.recurring?.startAt).toBeUndefined()
    await succeeds(simulation, FINALIZE)
  })
})

describe('where each colour has target groups of its own', () => {
  const targetGroupOf = (simulation: Checked, name: string) =>
    groupIn(simulation.world(), name).targetGroups[0]?.split(':').at(-1) ?? ''

  /** Requests for each target, and an alarm on the errors of the target group. */
  function measured(): Checked {
    const simulation = checked(splitPair({ blue: { policies: [STEP] } }))
    const [balancer = ''] = Object.keys(simulation.world().loadBalancers)
    const of = targetGroupOf(simulation, 'web-blue')
    foreign(simulation, 'autoscaling', 'PutScalingPolicy', {
      ...CPU,
      AutoScalingGroupName: 'web-blue',
      TargetTrackingConfiguration: {
        TargetValue: 1000,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: `${balancer.split('loadbalancer/')[1]}/${of}`
        }
      }
    })
    putAlarm(simulation, 'web-blue', 'step', 'errors', {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Dimensions: [{ Name: 'TargetGroup', Value: of }]
    })
    return simulation
  }

  test('policies and alarms measure the target group of their colour', async () => {
    const simulation = measured()
    const before = everything(simulation.world())
    await succeeds(simulation, DEPLOY)
    const green = targetGroupOf(simulation, 'web-green')
    expect(JSON.stringify(groupIn(simulation.world(), 'web-green').policies.cpu?.input)).toContain(green)
    expect(simulation.world().alarms['errors@web-green']?.input.Dimensions).toEqual([
      { Name: 'TargetGroup', Value: green }
    ])
    await succeeds(simulation, ROLLBACK)
    expect(everything(simulation.world())).toEqual(before)
    await succeeds(simulation, DEPLOY, FINALIZE, { ...DEPLOY, imageVersion: '3.0.0' }, FINALIZE)
    expect(everything(simulation.world())).toEqual(before)
  })
})

describe('an idle group that has something of its own', () => {
  test('is left alone where it is the same as the live one', async () => {
    const both = (name: string) => ({
      policies: [STEP, tracking(name), { ...SIMPLE, PolicyName: `${name}-out` }]
    })
    const simulation = checked(onePair({ blue: both('web-blue'), green: both('web-green') }))
    putAlarm(simulation, 'web-blue', 'step', 'high for blue')
    putAlarm(simulation, 'web-green', 'step', 'the other one')
    const before = everything(simulation.world())
    await succeeds(simulation, DEPLOY, FINALIZE, { ...DEPLOY, imageVersion: '3.0.0' }, ROLLBACK)
    expect(everything(simulation.world())).toEqual(before)
    expect(groupIn(simulation.world(), 'web-green').suspended).toEqual({})
    expect(Object.keys(groupIn(simulation.world(), 'web-blue').suspended)).toEqual([
      'AlarmNotification',
      'ScheduledActions'
    ])
  })

  test.each([
    ['a policy that live lacks', { policies: [] }, { policies: [STEP] }],
    ['another policy', { policies: [STEP] }, { policies: [{ ...STEP, MinAdjustmentMagnitude: 7 }] }],
    ['a part of it', { policies: [STEP, SIMPLE] }, { policies: [STEP] }],
    [
      'a schedule of its own',
      {},
      { scheduledActions: [{ ScheduledActionName: 'x', Recurrence: '0 3 * * *', MinSize: 1 }] }
    ]
  ])('is refused: %s', async (_, blue, green) => {
    const simulation = checked(onePair({ blue, green }))
    const before = everything(simulation.world())
    const report = await simulation.run(DEPLOY)
    expect(report.findings.map(({ code }) => code)).toEqual(['BGR-SCALING-NOT-ON-BOTH'])
    expect(report.changed).toBe(false)
    expect(everything(simulation.world())).toEqual(before)
    expect(simulation.violations()).toEqual([])
  })

  test('keeps it where keep-idle-scaling says so', async () => {
    const simulation = checked(onePair({ blue: { policies: [STEP, SIMPLE] }, green: { policies: [CPU] } }))
    const before = everything(simulation.world())
    const keep = { keepIdleScaling: true }
    await succeeds(simulation, { ...DEPLOY, ...keep }, { ...FINALIZE, ...keep })
    expect(everything(simulation.world())).toEqual(before)
    expect(groupIn(simulation.world(), 'web-green').suspended).toEqual({})
  })
})

test('alarms that only page are named, with what to do', async () => {
  const simulation = checked(onePair({ blue: { policies: [CPU] } }))
  putAlarm(simulation, 'web-blue', '', 'paging', { AlarmActions: [TOPIC] })
  putAlarm(simulation, 'web-blue', '', 'math', { ...mathOf('web-green'), AlarmActions: [TOPIC] })
  putAlarm(simulation, 'web-blue', '', 'of another group', {
    Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'web-blue-2' }],
    AlarmActions: []
  })
  const report = await simulation.run(DEPLOY)
  expect(report.notes?.map(({ note }) => note.message)).toEqual([
    expect.stringContaining(
      'Alarms measure web-blue and drive none of its policies, so they stay as they are whichever colour is live: paging.'
    ),
    expect.stringContaining(
      'Alarms measure web-green and drive none of its policies, so they stay as they are whichever colour is live: math.'
    )
  ])
})

describe('alarms that cannot be copied', () => {
  test('a name that is taken is never overwritten', async () => {
    const simulation = checked(onePair({ blue: { policies: [STEP] } }))
    putAlarm(simulation, 'web-blue', 'step', 'web-blue-cpu')
    putAlarm(simulation, 'web-green', '', 'web-green-cpu', { AlarmActions: [TOPIC] })
    const report = await simulation.run(DEPLOY)
    expect(report.findings.map(({ code }) => code)).toEqual(['BGR-ALARM-NAME-TAKEN'])
    expect(report.changed).toBe(false)
    expect(simulation.world().alarms['web-green-cpu']?.input.AlarmActions).toEqual([TOPIC])
  })

  test('an alarm that drives another service too', async () => {
    const pair = onePair({ blue: { policies: [STEP] } })
    const other = { name: 'jobs', max: 2, policies: [{ ...SIMPLE, PolicyName: 'step' }] }
    const simulation = checked({ ...pair, groups: [...pair.groups, other] })
    putAlarm(simulation, 'web-blue', 'step', 'queue', {
      AlarmActions: [
        policyArn(simulation.world(), 'web-blue', 'step'),
        policyArn(simulation.world(), 'jobs', 'step')
      ]
    })
    const report = await simulation.run(DEPLOY)
    expect(report.findings.map(({ code }) => code)).toEqual(['BGR-SCALING-NOT-COPYABLE'])
    expect(report.changed).toBe(false)
  })
})
