import {
  CompleteLifecycleActionCommand,
  DescribeInstanceRefreshesCommand,
  DescribeLifecycleHooksCommand,
  DescribePoliciesCommand,
  DescribeTrafficSourcesCommand,
  DescribeWarmPoolCommand,
  ExecutePolicyCommand,
  PutLifecycleHookCommand,
  PutScalingPolicyCommand,
  PutWarmPoolCommand,
  SetDesiredCapacityCommand,
  StartInstanceRefreshCommand
} from '@aws-sdk/client-auto-scaling'
import {
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand
} from '@aws-sdk/client-cloudwatch'
import { expect, test } from '@jest/globals'
import { createWorld } from '../../../src/twin/core/create-world.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import { inProcess } from './in-process.ts'

const START = Date.parse('2026-01-05T09:00:00Z')
const blue = { AutoScalingGroupName: 'web-blue' }

function open() {
  const scenario = {
    targetGroups: [{ name: 'web', deregistrationDelaySeconds: 0 }],
    groups: [{ name: 'web-blue', min: 1, max: 6, desired: 2, targetGroups: ['web'] }]
  }
  const twin = inProcess(createWorld(parseScenario(scenario, START)))
  return { ...twin, desired: () => twin.living.world().groups['web-blue']?.desired }
}

test('metric data puts an alarm and the composite one above it into ALARM, and its policy scales', async () => {
  const twin = open()
  const { PolicyARN } = await twin.autoscaling.send(
    new PutScalingPolicyCommand({
      ...blue,
      PolicyName: 'out',
      PolicyType: 'StepScaling',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }]
    })
  )
  const metric = { Namespace: 'Shop', MetricName: 'Queue', Dimensions: [{ Name: 'q', Value: 'a' }] }
  await twin.cloudwatch.send(
    new PutMetricAlarmCommand({
      ...metric,
      AlarmName: 'deep',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [PolicyARN ?? '']
    })
  )
  await twin.cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName: 'any', AlarmRule: 'ALARM("deep")' }))
  const { Namespace, ...datum } = metric
  // Above 10 kB, so the client sends it compressed.
  const MetricData = Array.from({ length: 200 }, () => ({ ...datum, Value: 1, Timestamp: new Date(START) }))
  await twin.cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }))
  twin.advance(START + 60_000)
  const both = { AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] }
  expect(await twin.cloudwatch.send(new DescribeAlarmsCommand(both))).toMatchObject({
    MetricAlarms: [{ AlarmName: 'deep', StateValue: 'ALARM', Dimensions: metric.Dimensions }],
    CompositeAlarms: [{ AlarmName: 'any', StateValue: 'ALARM' }]
  })
  expect(twin.desired()).toBe(4)
  await twin.autoscaling.send(
    new ExecutePolicyCommand({ ...blue, PolicyName: 'out', MetricValue: 12.5, BreachThreshold: 10 })
  )
  expect(twin.desired()).toBe(6)
})

test('a target tracking policy answers with its alarms', async () => {
  const twin = open()
  const TargetTrackingConfiguration = {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' as const },
    TargetValue: 40
  }
  const PolicyType = 'TargetTrackingScaling'
  const put = await twin.autoscaling.send(
    new PutScalingPolicyCommand({ ...blue, PolicyName: 'cpu', PolicyType, TargetTrackingConfiguration })
  )
  const { ScalingPolicies } = await twin.autoscaling.send(new DescribePoliciesCommand(blue))
  expect(ScalingPolicies?.[0]).toMatchObject({
    PolicyName: 'cpu',
    TargetTrackingConfiguration,
    Alarms: put.Alarms
  })
  expect(put.Alarms).toHaveLength(2)
})

test('hooks, warm pools, refreshes and traffic sources have the shapes that the client knows', async () => {
  const twin = open()
  await twin.autoscaling.send(
    new PutLifecycleHookCommand({
      ...blue,
      LifecycleHookName: 'check',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING'
    })
  )
  const hooks = await twin.autoscaling.send(new DescribeLifecycleHooksCommand(blue))
  expect(hooks.LifecycleHooks).toMatchObject([
    { LifecycleHookName: 'check', HeartbeatTimeout: 3600, GlobalTimeout: 172_800 }
  ])
  await twin.autoscaling.send(new SetDesiredCapacityCommand({ ...blue, DesiredCapacity: 3 }))
  twin.advance(START + 30_000)
  const waiting = twin.living.world().groups['web-blue']?.instances[2]
  expect(waiting?.lifecycle).toBe('Pending:Wait')
  await twin.autoscaling.send(
    new CompleteLifecycleActionCommand({
      ...blue,
      LifecycleHookName: 'check',
      InstanceId: waiting?.id,
      LifecycleActionResult: 'CONTINUE'
    })
  )
  await twin.autoscaling.send(
    new PutWarmPoolCommand({ ...blue, MaxGroupPreparedCapacity: 4, PoolState: 'Running' })
  )
  twin.advance(START + 35_000)
  expect(await twin.autoscaling.send(new DescribeWarmPoolCommand(blue))).toMatchObject({
    WarmPoolConfiguration: { MaxGroupPreparedCapacity: 4, MinSize: 0, PoolState: 'Running' },
    Instances: [{ LifecycleState: 'Warmed:Pending' }]
  })
  const started = await twin.autoscaling.send(
    new StartInstanceRefreshCommand({
      ...blue,
      Preferences: { MinHealthyPercentage: 50, StandbyInstances: 'Ignore' }
    })
  )
  twin.advance(START + 40_000)
  expect(
    (await twin.autoscaling.send(new DescribeInstanceRefreshesCommand(blue))).InstanceRefreshes
  ).toMatchObject([
    {
      InstanceRefreshId: started.InstanceRefreshId,
      Status: 'InProgress',
      StartTime: new Date(START + 35_000)
    }
  ])
  expect((await twin.autoscaling.send(new DescribeTrafficSourcesCommand(blue))).TrafficSources).toMatchObject(
    [{ Type: 'elbv2', State: 'InService' }]
  )
})
