import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand
} from '@aws-sdk/client-cloudwatch'
import {
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type OpenTwin, openTwin, START } from './open-twin.ts'

let twin: OpenTwin
beforeEach(async () => {
  twin = await openTwin()
})
afterEach(() => twin.server.close())

describe('the Elastic Load Balancing client', () => {
  test('finds the way from load balancer to target', async () => {
    const balancers = await twin.elb.send(new DescribeLoadBalancersCommand({}))
    const LoadBalancerArn = balancers.LoadBalancers?.[0]?.LoadBalancerArn
    const listeners = await twin.elb.send(new DescribeListenersCommand({ LoadBalancerArn }))
    const { ListenerArn, DefaultActions } = listeners.Listeners?.[0] ?? {}
    const rules = await twin.elb.send(new DescribeRulesCommand({ ListenerArn }))
    const groups = await twin.elb.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }))
    const TargetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn
    expect(DefaultActions?.[0]?.TargetGroupArn).toBe(TargetGroupArn)
    expect(rules.Rules?.[0]).toMatchObject({ IsDefault: true, Priority: 'default' })
    const health = await twin.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))
    expect(health.TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State)).toEqual([
      'healthy',
      'healthy',
      'healthy'
    ])
  })

  test('changes attributes and registrations', async () => {
    const groups = await twin.elb.send(new DescribeTargetGroupsCommand({ Names: ['web'] }))
    const TargetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }]
    await twin.elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }))
    const attributes = await twin.elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }))
    expect(attributes.Attributes).toContainEqual(Attributes[0])

    const registered = await twin.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))
    const Targets = [{ Id: registered.TargetHealthDescriptions?.[0]?.Target?.Id }]
    const state = async () => {
      const health = await twin.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn, Targets }))
      return health.TargetHealthDescriptions?.[0]?.TargetHealth?.State
    }
    await twin.elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }))
    expect(await state()).toBe('draining')
    await twin.control('POST advance', { seconds: 60 })
    expect(await state()).toBe('unused')
    await twin.elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }))
    expect(await state()).toBe('initial')
  })

  test('gets errors it knows by name', async () => {
    await expect(twin.elb.send(new DescribeTargetGroupsCommand({ Names: ['nope'] }))).rejects.toMatchObject({
      name: 'TargetGroupNotFoundException'
    })
  })
})

describe('the CloudWatch client', () => {
  const alarm = {
    AlarmName: 'errors',
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_5XX_Count',
    Statistic: 'Sum' as const,
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0.5,
    ComparisonOperator: 'GreaterThanThreshold' as const
  }
  const described = async () =>
    (await twin.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['errors'] }))).MetricAlarms?.[0]

  test('puts, sets, describes and deletes an alarm', async () => {
    await twin.cloudwatch.send(new PutMetricAlarmCommand(alarm))
    await twin.cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'test' })
    )
    const { StateUpdatedTimestamp, ...seen } = (await described()) ?? {}
    expect(seen).toMatchObject({ ...alarm, StateValue: 'ALARM' })
    expect(StateUpdatedTimestamp).toEqual(new Date(START))
    await twin.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['errors'] }))
    expect(await described()).toBeUndefined()
  })

  test('gets errors it knows by name', async () => {
    const set = new SetAlarmStateCommand({ AlarmName: 'nope', StateValue: 'OK', StateReason: 'test' })
    await expect(twin.cloudwatch.send(set)).rejects.toMatchObject({ name: 'ResourceNotFound' })
  })
})

test('a request that the CloudWatch client compresses is read', async () => {
  const alarm = { MetricName: 'depth', Namespace: 'queues', Dimensions: [{ Name: 'queue', Value: 'mail' }] }
  await twin.cloudwatch.send(
    new PutMetricAlarmCommand({
      ...alarm,
      AlarmName: 'deep',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 199,
      ComparisonOperator: 'GreaterThanThreshold'
    })
  )
  const { Namespace, ...datum } = alarm
  const MetricData = Array.from({ length: 200 }, () => ({ ...datum, Value: 1, Timestamp: new Date(START) }))
  await twin.cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }))
  await twin.control('POST advance', { seconds: 60 })
  const found = await twin.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['deep'] }))
  expect(found.MetricAlarms?.[0]?.StateValue).toBe('ALARM')
})
