import { describe, expect, test } from '@jest/globals'
import { toGroup } from '../../src/aws/groups.ts'

const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup'

const instance = {
  InstanceId: 'i-1',
  AvailabilityZone: 'eu-west-1a',
  LifecycleState: 'InService',
  HealthStatus: 'Healthy'
}

const asg = {
  AutoScalingGroupName: 'web-blue',
  AutoScalingGroupARN:
    'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:u:autoScalingGroupName/web-blue',
  MinSize: 1,
  MaxSize: 6,
  DesiredCapacity: 3,
  Instances: [instance]
}

const groupOf = (members: object = {}) =>
  toGroup({ operation: 'Describe', path: 'G[0]', value: { ...asg, ...members } })

test('a group is read as AWS shows it', () => {
  expect(
    groupOf({
      Instances: [
        instance,
        {
          ...instance,
          InstanceId: 'i-2',
          LifecycleState: 'Terminating:Retained',
          HealthStatus: 'UNHEALTHY'
        }
      ],
      SuspendedProcesses: [
        { ProcessName: 'Terminate' },
        { ProcessName: 'AZRebalance', SuspensionReason: 'x' }
      ],
      Tags: [
        { Key: 'docker:image:name', Value: 'acme/web', PropagateAtLaunch: true },
        { Key: 'empty', Value: '', PropagateAtLaunch: false },
        { Key: 'absent', PropagateAtLaunch: false }
      ],
      TargetGroupARNs: [`${ELB}/b/1`, `${ELB}/a/1`],
      TrafficSources: [
        { Identifier: `${ELB}/b/1`, Type: 'elbv2' },
        { Identifier: `${ELB}/c/1` },
        { Identifier: 'classic', Type: 'elb' },
        { Identifier: 'classic' },
        { Identifier: 'arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-1' }
      ],
      Status: 'Delete in progress'
    })
  ).toEqual({
    name: 'web-blue',
    arn: asg.AutoScalingGroupARN,
    status: 'Delete in progress',
    min: 1,
    max: 6,
    desired: 3,
    instances: [
      {
        id: 'i-1',
        zone: 'eu-west-1a',
        lifecycle: 'InService',
        health: 'healthy',
        protected: false
      },
      {
        id: 'i-2',
        zone: 'eu-west-1a',
        lifecycle: 'Terminating:Retained',
        health: 'unhealthy',
        protected: false
      }
    ],
    suspended: ['AZRebalance', 'Terminate'],
    tags: new Map([
      ['docker:image:name', 'acme/web'],
      ['empty', ''],
      ['absent', '']
    ]),
    propagated: new Set(['docker:image:name']),
    protectsNew: false,
    targetGroups: [`${ELB}/a/1`, `${ELB}/b/1`, `${ELB}/c/1`],
    hasWarmPool: false,
    hasWeightedCapacity: false,
    settings: { zones: [], healthCheckType: '', capacityRebalance: false, spotOnly: false }
  })
})

test('a group without the optional members has none of what they say', () => {
  expect(groupOf()).toMatchObject({
    suspended: [],
    targetGroups: [],
    hasWarmPool: false
  })
  expect('status' in groupOf()).toBe(false)
})

test.each([
  ['a weight of an instance', { Instances: [{ ...instance, WeightedCapacity: '2' }] }],
  [
    'a weight of an instance type',
    {
      MixedInstancesPolicy: {
        LaunchTemplate: { Overrides: [{ InstanceType: 'm5.large', WeightedCapacity: '4' }] }
      }
    }
  ],
  ['capacity in vCPUs', { DesiredCapacityType: 'vcpu' }]
])('%s is seen', (_name, members) => {
  expect(groupOf(members).hasWeightedCapacity).toBe(true)
})

test('a mixed group that counts instances has no weights, and a warm pool is seen', () => {
  const overrides = {
    MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: 'm5.large' }] } }
  }
  expect(groupOf({ ...overrides, DesiredCapacityType: 'units' }).hasWeightedCapacity).toBe(false)
  expect(groupOf({ WarmPoolConfiguration: { MinSize: 0 } }).hasWarmPool).toBe(true)
})

describe('what is missing or wrong is named', () => {
  test.each([
    ['G[0].MinSize', { MinSize: undefined }],
    ['G[0].MaxSize', { MaxSize: -1 }],
    ['G[0].DesiredCapacity', { DesiredCapacity: '3' }],
    ['G[0].DesiredCapacity', { DesiredCapacity: Number.NaN }],
    ['G[0].Instances', { Instances: undefined }],
    ['G[0].AutoScalingGroupName', { AutoScalingGroupName: '' }],
    ['G[0].Instances[0].LifecycleState', { Instances: [{ ...instance, LifecycleState: undefined }] }],
    ['G[0].Tags[0].PropagateAtLaunch', { Tags: [{ Key: 'a', Value: 'b', PropagateAtLaunch: 'false' }] }],
    ['G[0].Tags', { Tags: {} }]
  ])('%s', (path, members) => {
    expect(() => groupOf(members)).toThrow(`${path} is`)
    expect(() => groupOf(members)).toThrow(
      expect.objectContaining({ name: 'AwsError', kind: 'unknown', operation: 'Describe' })
    )
  })
})

test.each([
  [
    'its launch template',
    { LaunchTemplate: { LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web', Version: '7' } },
    'lt-1:7'
  ],
  ['a template without id', { LaunchTemplate: { LaunchTemplateName: 'web', Version: '7' } }, 'web:7'],
  ['a launch configuration', { LaunchConfigurationName: 'web-2019' }, 'web-2019'],
  ['nothing', {}, undefined]
])('an instance says what it was launched from: %s', (_, members, expected) => {
  const [found] = groupOf({ Instances: [{ ...instance, ...members }] }).instances
  expect(found?.template).toBe(expected)
})
