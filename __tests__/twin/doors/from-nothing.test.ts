import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribePoliciesCommand,
  PutScalingPolicyCommand,
  UpdateAutoScalingGroupCommand
} from '@aws-sdk/client-auto-scaling'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type OpenTwin, openTwin } from './open-twin.ts'

let twin: OpenTwin
beforeEach(async () => {
  twin = await openTwin({ empty: true })
})
afterEach(() => twin.server.close())

const group = (colour: string, TargetGroupARNs: string[]) =>
  new CreateAutoScalingGroupCommand({
    AutoScalingGroupName: `web-${colour}`,
    LaunchTemplate: { LaunchTemplateName: 'web', Version: '$Latest' },
    MinSize: 0,
    MaxSize: 4,
    DesiredCapacity: colour === 'blue' ? 2 : 0,
    VPCZoneIdentifier: 'subnet-1,subnet-2',
    TargetGroupARNs,
    Tags: [
      { Key: 'docker:image:name', Value: 'acme/web', PropagateAtLaunch: true },
      { Key: 'docker:image:version', Value: '1.0.0', PropagateAtLaunch: true }
    ]
  })

test('a blue-green service with a target group for each colour is built by calls alone', async () => {
  const { elb, autoscaling, control } = twin
  const balancer = await elb.send(
    new CreateLoadBalancerCommand({
      Name: 'web',
      Subnets: ['subnet-1', 'subnet-2'],
      SecurityGroups: ['sg-1']
    })
  )
  const LoadBalancerArn = balancer.LoadBalancers?.[0]?.LoadBalancerArn
  const targetGroup = async (Name: string) => {
    const made = await elb.send(
      new CreateTargetGroupCommand({
        Name,
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-1',
        HealthCheckIntervalSeconds: 10
      })
    )
    return made.TargetGroups?.[0]?.TargetGroupArn ?? ''
  }
  const blue = await targetGroup('web-blue')
  const green = await targetGroup('web-green')
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }]
  await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: blue, Attributes }))
  const listener = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      Tags: [{ Key: 'release', Value: 'none' }]
    })
  )
  const split = (weightOfBlue: number) => [
    {
      Type: 'forward' as const,
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: blue, Weight: weightOfBlue },
          { TargetGroupArn: green, Weight: 100 - weightOfBlue }
        ]
      }
    }
  ]
  const rule = await elb.send(
    new CreateRuleCommand({
      ListenerArn: listener.Listeners?.[0]?.ListenerArn,
      Priority: 1,
      Conditions: [{ Field: 'host-header', Values: ['shop.example'] }],
      Actions: split(100)
    })
  )
  for (const [colour, arn] of [
    ['blue', blue],
    ['green', green]
  ] as const) {
    await autoscaling.send(group(colour, [arn]))
    await autoscaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName: `web-${colour}`,
        PolicyName: 'cpu',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration: {
          TargetValue: 50,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' }
        }
      })
    )
  }
  await control('POST advance', { seconds: 120 })

  const { AutoScalingGroups } = await autoscaling.send(new DescribeAutoScalingGroupsCommand({}))
  expect(AutoScalingGroups?.[0]).toMatchObject({
    LaunchTemplate: { LaunchTemplateName: 'web', Version: '$Latest' },
    AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
    Instances: [{ LifecycleState: 'InService' }, { LifecycleState: 'InService' }]
  })
  expect((await autoscaling.send(new DescribePoliciesCommand({}))).ScalingPolicies).toHaveLength(2)
  expect((await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers?.[0]?.State?.Code).toBe(
    'active'
  )
  const states = async (TargetGroupArn: string) =>
    (await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions?.map(
      each => each.TargetHealth?.State
    )
  expect(await states(blue)).toEqual(['healthy', 'healthy'])

  await autoscaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web-green', DesiredCapacity: 2 })
  )
  await control('POST advance', { seconds: 120 })
  expect(await states(green)).toEqual(['healthy', 'healthy'])
  await elb.send(new ModifyRuleCommand({ RuleArn: rule.Rules?.[0]?.RuleArn, Actions: split(0) }))
  const { content } = await control('GET state')
  expect(content.loadBalancers[0].listeners[0]).toMatchObject({
    tags: { release: 'none' },
    rules: [
      {
        priority: '1',
        forwards: [
          { targetGroup: 'web-blue', weight: 0 },
          { targetGroup: 'web-green', weight: 100 }
        ]
      },
      { priority: 'default', type: 'fixed-response' }
    ]
  })
  expect(content.targetGroups.map((each: { serving: unknown[] }) => each.serving.length)).toEqual([2, 2])
})

test('what the twin has no model of is refused by name', async () => {
  const command = group('blue', [])
  const { LaunchTemplate: _, ...input } = command.input
  await expect(
    twin.autoscaling.send(
      new CreateAutoScalingGroupCommand({
        ...input,
        MixedInstancesPolicy: {
          LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateName: 'web' } }
        }
      })
    )
  ).rejects.toMatchObject({ message: expect.stringContaining('MixedInstancesPolicy') })
})

/** A Query request as any client sends it; the twin computes no signature. */
async function query(service: string, parameters: Record<string, string>): Promise<string> {
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const response = await fetch(twin.server.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=BGRELEASETWIN0000000/${date.slice(0, 8)}/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`
    },
    body: new URLSearchParams(parameters)
  })
  return `${response.status} ${await response.text()}`
}

test('messages to topics are kept and shown', async () => {
  const publish = {
    Action: 'Publish',
    Version: '2010-03-31',
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:releases',
    Subject: 'Released',
    Message: 'web 2.0.0',
    'MessageAttributes.entry.1.Name': 'service',
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': 'web'
  }
  expect(await query('sns', publish)).toMatch(/^200 .*<MessageId>[0-9a-f-]{36}<\/MessageId>/)
  expect(await query('sns', { ...publish, TopicArn: publish.TopicArn.replace('eu', 'us') })).toMatch(
    /^404 .*NotFound/
  )
  const { content } = await twin.control('GET state')
  expect(content.messages).toMatchObject([
    {
      topic: publish.TopicArn,
      subject: 'Released',
      message: 'web 2.0.0',
      attributes: { service: { DataType: 'String', StringValue: 'web' } }
    }
  ])
})

test('a call to a Classic Load Balancer is answered as an operation that is not there', async () => {
  const classic = { Action: 'DescribeInstanceHealth', Version: '2012-06-01', LoadBalancerName: 'web' }
  expect(await query('elasticloadbalancing', classic)).toMatch(
    /^400 .*<Code>InvalidAction<\/Code><Message>Could not find operation DescribeInstanceHealth for version 2012-06-01/
  )
})
