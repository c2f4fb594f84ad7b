/**
 * Wrong engines. Each is a small client that makes one mistake which a fake of AWS would let pass, and which has to show on
 * the twin: as a refusal in AWS's words, or as the bad state that the mistake leads to.
 */
import { describe, expect, test } from '@jest/globals'
import { balancedWorld, forward, onPath, weighted } from './core/elb/balanced-world.ts'
import { type Driver, smallWorld } from './core/small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const GREEN = { AutoScalingGroupName: 'web-green' }
const DECREMENT = { ShouldDecrementDesiredCapacity: true }
const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
const ALARM = {
  AlarmName: 'high',
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold'
}
const tag = (Key: string, Value: string, more: object = {}) => ({
  ResourceId: 'web-blue',
  ResourceType: 'auto-scaling-group',
  Key,
  Value,
  PropagateAtLaunch: true,
  ...more
})
const tags = (count: number, prefix = 'k') =>
  Array.from({ length: count }, (_, n) => tag(`${prefix}${n}`, 'v'))
const first = (world: Driver, group = 'web-blue', count = 1) => world.ids(group).slice(0, count)
const enter = (world: Driver, InstanceIds: readonly (string | undefined)[], more: object = {}) => {
  world.ok('EnterStandby', { ...BLUE, InstanceIds, ...DECREMENT, ...more })
}
/** web-blue with its first instance in Standby. */
const parked = (blue: object = {}) => {
  const world = smallWorld(blue)
  enter(world, first(world))
  world.pass(90)
  return world
}
const scaleOut = (world: Driver, desired: number) => {
  world.ok('UpdateAutoScalingGroup', { ...GREEN, DesiredCapacity: desired })
  world.pass(5)
}
const alarmIn = (world: Driver) => {
  const [alarm] = world.ok('DescribeAlarms', {}, 'monitoring').MetricAlarms as Record<string, unknown>[]
  return alarm
}
const answered = (world: Driver, operation: string, list: string, input: object = {}) =>
  world.ok(operation, input)[list] as Record<string, unknown>[]

/** The mistake, the engine that makes it (its last call's `code: message`), and what AWS says. */
const REFUSED: readonly [string, () => string, string | RegExp][] = [
  [
    'parks below MinSize',
    () => {
      const world = smallWorld()
      return world.refusal('EnterStandby', {
        ...BLUE,
        InstanceIds: first(world, 'web-blue', 2),
        ...DECREMENT
      })
    },
    'ValidationError: AutoScalingGroup web-blue has min-size=2, max-size=6, and desired-size=3. To place into standby 2 instance, please update the AutoScalingGroup sizes appropriately.'
  ],
  [
    'parks the same instance a second time after a lost answer',
    () => {
      const world = parked()
      return world.refusal('EnterStandby', { ...BLUE, InstanceIds: first(world), ...DECREMENT })
    },
    /is not in InService\.$/
  ],
  [
    'names an instance twice in one call',
    () => {
      const world = smallWorld({ min: 0 })
      const [id] = first(world)
      return world.refusal('EnterStandby', { ...BLUE, InstanceIds: [id, id], ...DECREMENT })
    },
    /contains duplicates/
  ],
  [
    'parks 21 instances in one call',
    () => {
      const world = smallWorld({ min: 0, max: 30, desired: 21 })
      return world.refusal('EnterStandby', { ...BLUE, InstanceIds: world.ids('web-blue'), ...DECREMENT })
    },
    /length less than or equal to 20/
  ],
  [
    'parks an instance of the other group',
    () => {
      const world = smallWorld()
      return world.refusal('EnterStandby', { ...GREEN, InstanceIds: first(world), ...DECREMENT })
    },
    /is not part of Auto Scaling group web-green\.$/
  ],
  [
    'parks an instance that is still Pending',
    () => {
      const world = smallWorld()
      scaleOut(world, 1)
      return world.refusal('EnterStandby', { ...GREEN, InstanceIds: first(world, 'web-green'), ...DECREMENT })
    },
    /is not in InService\.$/
  ],
  [
    'forgets to say whether the desired capacity shrinks',
    () => {
      const world = smallWorld()
      return world.refusal('EnterStandby', { ...BLUE, InstanceIds: first(world) })
    },
    /shouldDecrementDesiredCapacity' failed to satisfy constraint: Member must not be null/
  ],
  [
    'brings back an instance that serves',
    () => {
      const world = smallWorld()
      return world.refusal('ExitStandby', { ...BLUE, InstanceIds: first(world) })
    },
    /is not in Standby\.$/
  ],
  [
    'brings back an instance that still drains',
    () => {
      const world = smallWorld()
      enter(world, first(world))
      world.pass(10)
      return world.refusal('ExitStandby', { ...BLUE, InstanceIds: first(world) })
    },
    /is not in Standby\.$/
  ],
  [
    'brings back while Launch is suspended',
    () => {
      const world = parked()
      world.ok('SuspendProcesses', { ...BLUE, ScalingProcesses: ['Launch'] })
      return world.refusal('ExitStandby', { ...BLUE, InstanceIds: first(world) })
    },
    'ValidationError: Cannot move instances out of Standby for AutoScalingGroup web-blue while the Launch process is suspended'
  ],
  [
    'brings back above MaxSize, which it lowered after parking',
    () => {
      const world = parked()
      world.ok('UpdateAutoScalingGroup', { ...BLUE, MaxSize: 2 })
      return world.refusal('ExitStandby', { ...BLUE, InstanceIds: first(world) })
    },
    /has min-size=2, max-size=2, and desired-size=2\./
  ],
  [
    'ends an instance with decrement at MinSize',
    () => {
      const world = smallWorld({ min: 3 })
      return world.refusal('TerminateInstanceInAutoScalingGroup', {
        InstanceId: first(world)[0],
        ...DECREMENT
      })
    },
    /^ValidationError: Currently, desiredSize equals minSize \(3\)\. Terminating instance without replacement/
  ],
  [
    'ends an instance that is gone',
    () =>
      smallWorld().refusal('TerminateInstanceInAutoScalingGroup', {
        InstanceId: 'i-00000000000000000',
        ...DECREMENT
      }),
    /^ValidationError: Instance Id not found - No managed instance found/
  ],
  [
    'protects an instance that is still Pending',
    () => {
      const world = smallWorld()
      scaleOut(world, 1)
      const input = { ...GREEN, InstanceIds: first(world, 'web-green'), ProtectedFromScaleIn: true }
      return world.refusal('SetInstanceProtection', input)
    },
    /is not in InService or EnteringStandby or Standby\.$/
  ],
  [
    'wants more than MaxSize',
    () => smallWorld().refusal('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 7 }),
    'ValidationError: New SetDesiredCapacity value 7 is above max value 6 for the AutoScalingGroup.'
  ],
  [
    'wants less than MinSize in an update',
    () => smallWorld().refusal('UpdateAutoScalingGroup', { ...BLUE, DesiredCapacity: 0 }),
    'ValidationError: Desired capacity:0 must be between the specified min size:2 and max size:6'
  ],
  [
    'sets MinSize above MaxSize',
    () => smallWorld().refusal('UpdateAutoScalingGroup', { ...BLUE, MinSize: 9 }),
    'ValidationError: Max bound, 6, must be greater than or equal to min bound, 9'
  ],
  [
    'changes a group by a misspelt name',
    () => smallWorld().refusal('UpdateAutoScalingGroup', { AutoScalingGroupName: 'web-blu', MinSize: 1 }),
    /AutoScalingGroup name not found - AutoScalingGroup: web-blu not found/
  ],
  [
    'resumes a process by a wrong name',
    () => smallWorld().refusal('ResumeProcesses', { ...BLUE, ScalingProcesses: ['Launches'] }),
    /Invalid process names: Launches/
  ],
  [
    'writes 26 tags in one call',
    () => smallWorld().refusal('CreateOrUpdateTags', { Tags: tags(26) }),
    /must not exceed 25, but was 26/
  ],
  [
    'writes a 51st tag',
    () => {
      const world = smallWorld()
      world.ok('CreateOrUpdateTags', { Tags: tags(24) })
      world.ok('CreateOrUpdateTags', { Tags: tags(24, 'l') })
      return world.refusal('CreateOrUpdateTags', { Tags: [tag('one more', '')] })
    },
    /^LimitExceeded: .*\(50\)/
  ],
  [
    'writes a tag of AWS',
    () => smallWorld().refusal('CreateOrUpdateTags', { Tags: [tag('aws:release', 'x')] }),
    /reserved for system use: aws:release/
  ],
  [
    'writes a value of 257 characters',
    () => smallWorld().refusal('CreateOrUpdateTags', { Tags: [tag('journal', 'x'.repeat(257))] }),
    /length less than or equal to 256/
  ],
  [
    'copies a scheduled action with its StartTime, which is past',
    () =>
      smallWorld().refusal('PutScheduledUpdateGroupAction', {
        ...GREEN,
        ScheduledActionName: 'night',
        Recurrence: '0 22 * * *',
        StartTime: new Date('2026-01-04T22:00:00Z'),
        MinSize: 1
      }),
    'ValidationError: Given start time is in the past'
  ],
  [
    'deletes a group that still holds instances',
    () => smallWorld().refusal('DeleteAutoScalingGroup', BLUE),
    /^ResourceInUse: You cannot delete an AutoScalingGroup while there are instances/
  ],
  [
    'deletes a policy of a group that has none of that name',
    () => {
      const world = smallWorld()
      world.ok('PutScalingPolicy', { ...BLUE, ...POLICY })
      return world.refusal('DeletePolicy', { ...GREEN, PolicyName: 'cpu' })
    },
    /Policy name not found/
  ],
  [
    'gives a rule a priority that is in use',
    () => {
      const { listener, call, refusal, web } = balancedWorld()
      const ListenerArn = listener([forward(web)])
      const rule = { ListenerArn, Priority: 5, Conditions: onPath('/a'), Actions: [forward(web)] }
      call('CreateRule', rule)
      return refusal('CreateRule', { ...rule, Conditions: onPath('/b') })
    },
    "PriorityInUse: Priority '5' is currently in use"
  ],
  [
    'forwards to a target group of another load balancer',
    () => {
      const { listener, call, refusal, web } = balancedWorld()
      listener([forward(web)])
      const made = call('CreateLoadBalancer', { Name: 'other', Subnets: ['subnet-1', 'subnet-2'] })
      const [balancer] = made.LoadBalancers as Record<string, unknown>[]
      return refusal('CreateListener', {
        LoadBalancerArn: balancer?.LoadBalancerArn,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [forward(web)]
      })
    },
    /^TargetGroupAssociationLimit: /
  ],
  [
    'changes the default rule as if it were any other',
    () => {
      const { listener, rules, refusal, web } = balancedWorld()
      const [rule] = rules(listener([forward(web)]))
      return refusal('ModifyRule', { RuleArn: rule?.RuleArn, Actions: [forward(web)] })
    },
    /^OperationNotPermitted: Default rule/
  ]
]

describe('an engine is refused that', () => {
  test.each(REFUSED)('%s', (_, client, said) => {
    if (typeof said === 'string') expect(client()).toBe(said)
    else expect(client()).toMatch(said)
  })
})

describe('a bad end awaits an engine that', () => {
  test('resumes an empty list of processes: it resumes what the user had suspended', () => {
    const world = smallWorld({ suspended: ['AZRebalance', 'ScheduledActions'] })
    world.ok('ResumeProcesses', { ...BLUE, ScalingProcesses: [] })
    expect(Object.keys(world.group('web-blue').suspended)).toEqual([])
  })

  test('suspends an empty list of processes: nothing launches any more', () => {
    const world = smallWorld()
    world.ok('SuspendProcesses', { ...GREEN, ScalingProcesses: [] })
    scaleOut(world, 2)
    world.pass(600)
    expect(world.group('web-green').desired).toBe(2)
    expect(world.ids('web-green')).toEqual([])
  })

  test('waits for health in a target group that no listener uses: it waits for ever', () => {
    const world = smallWorld({}, { targetGroups: [{ name: 'web', inUse: false }] })
    world.pass(86_400)
    expect(world.target(first(world)[0])).toBe('unused/Target.NotInUse')
  })

  test('takes InService for serving', () => {
    const world = smallWorld()
    scaleOut(world, 1)
    world.pass(20)
    expect(world.states('web-green')).toEqual(['InService'])
    expect(world.target(first(world, 'web-green')[0])).toMatch(/^initial/)
  })

  test('takes Healthy of a Standby instance for alive: what comes back is another one, of the tag of now', () => {
    const world = parked()
    const [id] = first(world)
    world.twin.act({ type: 'fail-instance', instanceId: id ?? '', how: 'terminated' })
    world.pass(600)
    const [dead] = answered(world, 'DescribeAutoScalingInstances', 'AutoScalingInstances', {
      InstanceIds: [id]
    })
    expect(dead).toMatchObject({ LifecycleState: 'Standby', HealthStatus: 'HEALTHY' })
    world.ok('ExitStandby', { ...BLUE, InstanceIds: [id] })
    world.pass(600)
    expect(world.ids('web-blue')).not.toContain(id)
    expect(world.ids('web-blue')).toHaveLength(3)
  })

  test("waits as the SDK's waiter does, for MinSize instances: at 0 it is ready with none", () => {
    const world = smallWorld()
    scaleOut(world, 3)
    const [green] = answered(world, 'DescribeAutoScalingGroups', 'AutoScalingGroups', {
      AutoScalingGroupNames: ['web-green']
    })
    const states = world.states('web-green')
    expect(states.filter(each => each === 'InService').length >= Number(green?.MinSize)).toBe(true)
    expect(states).toEqual(['Pending', 'Pending', 'Pending'])
  })

  test('ends parked instances by a desired capacity of 0: they stay', () => {
    const world = parked({ min: 0 })
    enter(world, world.ids('web-blue').slice(1))
    world.pass(90)
    world.ok('UpdateAutoScalingGroup', { ...BLUE, MinSize: 0, MaxSize: 0, DesiredCapacity: 0 })
    world.pass(3600)
    expect(world.states('web-blue')).toEqual(['Standby', 'Standby', 'Standby'])
  })

  test('parks without decrement: the group launches the old version anew', () => {
    const world = smallWorld()
    enter(world, first(world), { ShouldDecrementDesiredCapacity: false })
    world.pass(120)
    expect(world.states('web-blue')).toEqual(['Standby', 'InService', 'InService', 'InService'])
  })

  test('parks all at once before the others serve: nothing answers', () => {
    const world = smallWorld({ min: 0 })
    enter(world, world.ids('web-blue'))
    expect(world.ids('web-blue').map(id => world.target(id))).toEqual(
      Array(3).fill('draining/Target.DeregistrationInProgress')
    )
  })

  test('raises MinSize alone: desired goes with it', () => {
    const world = smallWorld()
    world.ok('UpdateAutoScalingGroup', { ...GREEN, MinSize: 4 })
    expect(world.group('web-green').desired).toBe(4)
  })

  test('scales a protected group in: it waits for ever', () => {
    const world = smallWorld({ min: 0, newInstancesProtected: true })
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 0 })
    world.pass(86_400)
    expect(world.states('web-blue')).toEqual(Array(3).fill('InService'))
    expect(world.activities('web-blue')[0]).toContain('all remaining instances are protected')
  })

  test('writes the version tag after it has raised desired: the old version comes up', () => {
    const world = smallWorld()
    scaleOut(world, 1)
    const Tags = [tag('docker:image:version', '3.0.0', { ResourceId: 'web-green' })]
    world.ok('CreateOrUpdateTags', { Tags })
    expect(world.group('web-green').instances.map(each => each.version)).toEqual(['2.0.0'])
  })

  test('writes the version tag without PropagateAtLaunch: instances come up without a version', () => {
    const world = smallWorld()
    const { PropagateAtLaunch: _, ...bare } = tag('docker:image:version', '3.0.0', {
      ResourceId: 'web-green'
    })
    world.ok('CreateOrUpdateTags', { Tags: [bare] })
    scaleOut(world, 1)
    expect(world.group('web-green').tags['docker:image:version']).toEqual({
      value: '3.0.0',
      propagate: false
    })
    expect(world.group('web-green').instances.map(each => each.version)).toEqual([''])
  })

  test('launches while AddToLoadBalancer is suspended: it is never registered, also not later', () => {
    const world = smallWorld()
    world.ok('SuspendProcesses', { ...GREEN, ScalingProcesses: ['AddToLoadBalancer'] })
    scaleOut(world, 1)
    world.pass(60)
    world.ok('ResumeProcesses', { ...GREEN, ScalingProcesses: ['AddToLoadBalancer'] })
    world.pass(3600)
    expect(world.states('web-green')).toEqual(['InService'])
    expect(world.target(first(world, 'web-green')[0])).toBeUndefined()
  })

  test('puts a policy on the new group and deletes it on the new group, too: the old one still scales', () => {
    const world = smallWorld()
    const old = world.ok('PutScalingPolicy', { ...BLUE, ...POLICY }).PolicyARN
    expect(world.ok('PutScalingPolicy', { ...GREEN, ...POLICY }).PolicyARN).not.toBe(old)
    world.ok('DeletePolicy', { ...GREEN, PolicyName: 'cpu' })
    expect(Object.keys(world.group('web-blue').policies)).toEqual(['cpu'])
    expect(Object.keys(world.group('web-green').policies)).toEqual([])
  })

  test('deletes a policy before it has moved its alarm: the alarm is left without an action', () => {
    const world = smallWorld()
    const arn = world.ok('PutScalingPolicy', { ...BLUE, ...POLICY }).PolicyARN
    world.ok('PutMetricAlarm', { ...ALARM, AlarmActions: [arn] }, 'monitoring')
    world.ok('DeletePolicy', { ...BLUE, PolicyName: 'cpu' })
    expect(alarmIn(world)).toMatchObject({ AlarmName: 'high', AlarmActions: [] })
    expect(world.ok('DescribeAlarms', { ActionPrefix: arn }, 'monitoring').MetricAlarms).toEqual([])
  })

  test('rewrites an alarm without all its members: what it left out is lost', () => {
    const world = smallWorld()
    const more = {
      TreatMissingData: 'breaching',
      DatapointsToAlarm: 2,
      AlarmDescription: 'for the night shift'
    }
    world.ok('PutMetricAlarm', { ...ALARM, ...more }, 'monitoring')
    world.ok('PutMetricAlarm', { ...ALARM, Threshold: 90 }, 'monitoring')
    expect(alarmIn(world)).toMatchObject({ Threshold: 90 })
    for (const member of Object.keys(more)) expect(alarmIn(world)).not.toHaveProperty(member)
  })

  test('asks for alarms without AlarmTypes: a composite one is missing without a word', () => {
    const world = smallWorld()
    world.ok('PutMetricAlarm', ALARM, 'monitoring')
    world.ok('PutCompositeAlarm', { AlarmName: 'gate', AlarmRule: 'ALARM("high")' }, 'monitoring')
    const names = (more: object) =>
      Object.values(world.ok('DescribeAlarms', { AlarmNames: ['gate'], ...more }, 'monitoring'))
        .flat()
        .map(each => (each as Record<string, unknown>).AlarmName)
    expect(names({})).toEqual([])
    expect(names({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] })).toEqual(['gate'])
  })

  test('does not read the answer of a batch: a scheduled action is lost with status 200', () => {
    const world = smallWorld()
    const day = { ScheduledActionName: 'day', Recurrence: '0 8 * * *', MinSize: 3 }
    const late = { ScheduledActionName: 'late', StartTime: new Date('2026-01-01T00:00:00Z'), MinSize: 1 }
    const answer = world.ok('BatchPutScheduledUpdateGroupAction', {
      ...GREEN,
      ScheduledUpdateGroupActions: [day, late]
    })
    expect(answer.FailedScheduledUpdateGroupActions).toMatchObject([
      { ScheduledActionName: 'late', ErrorMessage: 'Given start time is in the past' }
    ])
    expect(Object.keys(world.group('web-green').scheduledActions)).toEqual(['day'])
  })

  test('reads one page of groups: the 51st service is not found', () => {
    const groups = Array.from({ length: 51 }, (_, n) => ({ name: `web-${String(n).padStart(2, '0')}` }))
    const world = smallWorld({}, { groups })
    const page = world.ok('DescribeAutoScalingGroups')
    expect(page.AutoScalingGroups).toHaveLength(50)
    expect(page.NextToken).toEqual(expect.any(String))
    const rest = answered(world, 'DescribeAutoScalingGroups', 'AutoScalingGroups', {
      NextToken: page.NextToken
    })
    expect(rest.map(each => each.AutoScalingGroupName)).toEqual(['web-50'])
  })

  test('takes an unknown name for an error: the answer is an empty list', () => {
    const found = answered(smallWorld(), 'DescribeAutoScalingGroups', 'AutoScalingGroups', {
      AutoScalingGroupNames: ['web-blu']
    })
    expect(found).toEqual([])
  })

  test('compares HealthStatus of the two reads: they spell it differently', () => {
    const world = smallWorld()
    const [instance] = answered(world, 'DescribeAutoScalingInstances', 'AutoScalingInstances')
    expect(instance?.HealthStatus).toBe('HEALTHY')
    const [blue] = answered(world, 'DescribeAutoScalingGroups', 'AutoScalingGroups')
    expect(blue?.Instances).toMatchObject([{ HealthStatus: 'Healthy' }, {}, {}])
  })

  test('changes one weight by writing one target group: the other one gets nothing any more', () => {
    const { listener, call, rules, targetGroup, web, world } = balancedWorld()
    const ListenerArn = listener([forward(web)])
    const other = targetGroup('other')
    const made = call('CreateRule', {
      ListenerArn,
      Priority: 1,
      Conditions: onPath('/shop'),
      Actions: [weighted({ [web]: 90, [other]: 10 })]
    })
    const [rule] = made.Rules as { RuleArn: string }[]
    call('ModifyRule', { RuleArn: rule?.RuleArn, Actions: [weighted({ [web]: 50 })] })
    expect(JSON.stringify(rules(ListenerArn)[0]?.Actions)).not.toContain(other)
    expect(world.twin.world().targetGroups[other]?.loadBalancers).toEqual([])
  })
})
