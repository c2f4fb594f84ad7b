import { expect, test } from '@jest/globals'
import { createFleet } from '../../src/aws/fleet.ts'
import type { AwsCall, Send } from '../../src/aws/transport.ts'
import { AwsError } from '../../src/release/errors.ts'

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `web-${n}-blue`)

/** AWS with these policies and scheduled actions, which pages by one entry, and notes what it is asked. */
function aws(policies: readonly object[], actions: readonly object[] = [], alarms: readonly object[] = []) {
  const calls: AwsCall[] = []
  const answers: Readonly<Record<string, readonly [string, readonly object[]]>> = {
    DescribePolicies: ['ScalingPolicies', policies],
    DescribeScheduledActions: ['ScheduledUpdateGroupActions', actions],
    DescribeAlarms: ['MetricAlarms', alarms]
  }
  const send: Send = async call => {
    calls.push(call)
    const [list = '', all = []] = answers[call.operation] ?? []
    const { AutoScalingGroupName, AlarmNames, NextToken } = call.input
    const found = all.filter(
      each =>
        (AutoScalingGroupName === undefined ||
          Reflect.get(each, 'AutoScalingGroupName') === AutoScalingGroupName) &&
        (!Array.isArray(AlarmNames) || AlarmNames.includes(Reflect.get(each, 'AlarmName')))
    )
    const at = Number(NextToken ?? 0)
    return { [list]: found.slice(at, at + 1), ...(at + 1 < found.length && { NextToken: String(at + 1) }) }
  }
  return { calls, fleet: createFleet(send) }
}

const policy = (group: string, name: string, more: object = {}) => ({
  AutoScalingGroupName: group,
  PolicyName: name,
  PolicyARN: `arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1:autoScalingGroupName/${group}:policyName/${name}`,
  PolicyType: 'SimpleScaling',
  AdjustmentType: 'ChangeInCapacity',
  ScalingAdjustment: 1,
  StepAdjustments: [],
  Alarms: [],
  Enabled: true,
  ...more
})

test('few groups are asked one by one, many by the account, and the answer is the same', async () => {
  const few = names(2)
  const many = names(40)
  const policies = many.map(name => policy(name, 'out'))
  const actions = many.map(name => ({
    AutoScalingGroupName: name,
    ScheduledActionName: 'up',
    StartTime: new Date(5),
    Time: new Date(5),
    MinSize: 1
  }))
  const a = aws(policies, actions)
  const b = aws(policies, actions)
  const byGroup = await a.fleet.attached(few)
  const byAccount = await b.fleet.attached(many)
  expect(a.calls).toHaveLength(4)
  expect(b.calls.every(({ input }) => input.AutoScalingGroupName === undefined)).toBe(true)
  expect(byAccount.size).toBe(40)
  for (const name of few) expect(byAccount.get(name)).toEqual(byGroup.get(name))
  expect(byGroup.get('web-0-blue')?.scheduledActions).toEqual([
    { name: 'up', settings: { StartTime: new Date(5), MinSize: 1 } }
  ])
})

test('settings of a policy are what can be put again', async () => {
  const { fleet } = aws([
    policy('web-blue', 'simple', { Cooldown: 60, MinAdjustmentStep: 2 }),
    policy('web-blue', 'tracking', {
      PolicyType: 'TargetTrackingScaling',
      AdjustmentType: undefined,
      ScalingAdjustment: undefined,
      Alarms: [{ AlarmName: 'TargetTracking-web-blue-AlarmHigh-1', AlarmARN: 'arn' }],
      Enabled: false,
      TargetTrackingConfiguration: { TargetValue: 50 }
    })
  ])
  expect((await fleet.attached(['web-blue'])).get('web-blue')).toMatchObject({
    policies: [
      {
        settings: {
          PolicyType: 'SimpleScaling',
          AdjustmentType: 'ChangeInCapacity',
          ScalingAdjustment: 1,
          Cooldown: 60,
          MinAdjustmentMagnitude: 2,
          Enabled: true
        }
      },
      {
        settings: {
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: { TargetValue: 50 },
          Enabled: false
        }
      }
    ],
    alarms: []
  })
})

test('alarms behind policies are read by name, a hundred at once, whatever page they are on', async () => {
  const driving = Array.from({ length: 150 }, (_, n) => ({ AlarmName: `a${n}`, AlarmARN: 'arn' }))
  const alarms = driving.map(({ AlarmName }, n) => ({
    AlarmName,
    AlarmArn: 'arn',
    StateValue: 'OK',
    Threshold: n,
    Dimensions: [],
    OKActions: []
  }))
  const { calls, fleet } = aws([policy('web-blue', 'out', { Alarms: driving })], [], alarms)
  const found = (await fleet.attached(['web-blue'])).get('web-blue')?.alarms ?? []
  expect(found).toHaveLength(150)
  expect(found.find(({ name }) => name === 'a7')).toEqual({
    name: 'a7',
    arn: 'arn',
    settings: { Threshold: 7 }
  })
  const asked = calls
    .filter(({ operation }) => operation === 'DescribeAlarms')
    .map(({ input }) => input.AlarmNames)
  expect(new Set(asked.map(each => (Array.isArray(each) ? each.length : 0)))).toEqual(new Set([100, 50]))
})

test('what a batch did not take is an error, with the words of AWS', async () => {
  const failed = {
    FailedScheduledUpdateGroupActions: [
      {
        ScheduledActionName: 'up',
        ErrorCode: 'ValidationError',
        ErrorMessage: 'Given start time is in the past'
      }
    ]
  }
  const fleet = createFleet(async () => failed)
  const putting = fleet.apply(
    { kind: 'put-schedules', group: 'web-green', actions: [{ name: 'up', settings: { MinSize: 1 } }] },
    0
  )
  await expect(putting).rejects.toThrow(AwsError)
  await expect(putting).rejects.toMatchObject({
    kind: 'refused',
    code: 'ValidationError',
    message: 'up: Given start time is in the past'
  })
})
