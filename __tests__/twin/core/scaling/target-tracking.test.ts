import { describe, expect, test } from '@jest/globals'
import { BLUE, scaledWorld } from './scaled-world.ts'

const cpu = (more: object = {}) => ({
  PolicyType: 'TargetTrackingScaling',
  EstimatedInstanceWarmup: 60,
  TargetTrackingConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    TargetValue: 50,
    ...more
  }
})

describe('a target tracking policy owns its alarms', () => {
  test('an AlarmHigh and an AlarmLow with its ARN, which it answers with', () => {
    const world = scaledWorld(cpu())
    const [policy] = world.ok('DescribePolicies', BLUE).ScalingPolicies as {
      Alarms: { AlarmName: string }[]
    }[]
    const own = policy?.Alarms.map(each => each.AlarmName).filter(name => name !== 'deep') ?? []
    expect(own).toEqual([
      expect.stringMatching(/^TargetTracking-web-blue-AlarmHigh-[0-9a-f-]{36}$/),
      expect.stringMatching(/^TargetTracking-web-blue-AlarmLow-[0-9a-f-]{36}$/)
    ])
    expect(world.describe({ AlarmNames: own }).MetricAlarms).toMatchObject([
      {
        MetricName: 'CPUUtilization',
        Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'web-blue' }],
        Threshold: 50,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [world.arn],
        StateValue: 'INSUFFICIENT_DATA'
      },
      { Threshold: 45, ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 15 }
    ])
  })

  test('keeps them when it is put again, drops AlarmLow without scaling in, and takes them along', () => {
    const world = scaledWorld(cpu())
    const own = () => Object.keys(world.twin.world().alarms).filter(name => name !== 'deep')
    const [high, low] = own()
    world.putPolicy('p', cpu({ TargetValue: 60 }))
    expect(own()).toEqual([high, low])
    expect(world.describe({ AlarmNames: [high] }).MetricAlarms).toMatchObject([{ Threshold: 60 }])
    world.putPolicy('p', cpu({ DisableScaleIn: true }))
    expect(own()).toEqual([high])
    world.ok('DeletePolicy', { ...BLUE, PolicyName: 'p' })
    expect(own()).toEqual([])
  })

  test('and gives them up when it becomes a policy of another type', () => {
    const world = scaledWorld(cpu())
    world.putPolicy('p', { AdjustmentType: 'ExactCapacity', ScalingAdjustment: 2 })
    expect(Object.keys(world.twin.world().alarms)).toEqual(['deep'])
  })
})

describe('it follows its metric', () => {
  test('out in proportion after three minutes, then once more when the new ones are warm', () => {
    const world = scaledWorld(cpu())
    world.cpu(75)
    world.pass(179)
    expect(world.desired()).toBe(3)
    world.pass(1)
    expect(world.desired()).toBe(5)
    world.pass(60)
    expect(world.desired()).toBe(5)
    world.pass(120)
    expect(world.desired()).toBe(8)
  })

  test('in after fifteen minutes, down to Min', () => {
    const world = scaledWorld(cpu())
    world.cpu(20)
    world.pass(899)
    expect(world.desired()).toBe(3)
    world.pass(1)
    expect(world.desired()).toBe(2)
    world.pass(60)
    expect(world.desired()).toBe(1)
    world.pass(600)
    expect(world.states('web-blue')).toEqual(['InService'])
  })

  test('never in with DisableScaleIn', () => {
    const world = scaledWorld(cpu({ DisableScaleIn: true }))
    world.cpu(1)
    world.pass(7200)
    expect(world.desired()).toBe(3)
  })

  test('in only when all that may scale in agree; out when one wants it', () => {
    const world = scaledWorld(cpu())
    const queue = { MetricName: 'Queue', Namespace: 'Shop', Statistic: 'Average' }
    const TargetTrackingConfiguration = { CustomizedMetricSpecification: queue, TargetValue: 10 }
    world.putPolicy('q', { ...cpu(), TargetTrackingConfiguration })
    world.cpu(10)
    world.level('Queue', 10)
    world.pass(3600)
    expect(world.desired()).toBe(3)
    world.level('Queue', 20)
    world.pass(180)
    expect(world.desired()).toBe(6)
    world.level('Queue', 1)
    world.pass(1200)
    expect(world.desired()).toBe(1)
  })

  test('no data, no scaling', () => {
    const world = scaledWorld(cpu())
    world.cpu(null)
    world.pass(3600)
    expect(world.desired()).toBe(3)
  })

  test('the other group has its own metric', () => {
    const world = scaledWorld(cpu())
    world.cpu(99, 'web-green')
    world.pass(3600)
    expect(world.desired()).toBe(3)
  })
})

describe('ALBRequestCountPerTarget', () => {
  const requests = (ResourceLabel: string) => ({
    ...cpu(),
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel },
      TargetValue: 100
    }
  })
  const labelOf = (world: ReturnType<typeof scaledWorld>) => {
    const [targetGroup] = Object.values(world.twin.world().targetGroups)
    const [loadBalancer] = targetGroup?.loadBalancers ?? []
    const label = `${loadBalancer?.split(':loadbalancer/')[1]}/${targetGroup?.arn.split(':').at(-1)}`
    return {
      label,
      loadBalancer: loadBalancer?.split(':loadbalancer/')[1] ?? '',
      targetGroup: targetGroup?.arn.split(':').at(-1) ?? ''
    }
  }

  test('follows the requests of the target group of its label', () => {
    const world = scaledWorld(cpu())
    const { label, loadBalancer, targetGroup } = labelOf(world)
    world.putPolicy('p', requests(label))
    world.twin.act({
      type: 'metric',
      namespace: 'AWS/ApplicationELB',
      name: 'RequestCountPerTarget',
      dimensions: { TargetGroup: targetGroup, LoadBalancer: loadBalancer },
      value: 150
    })
    world.pass(180)
    expect(world.desired()).toBe(5)
  })

  test('a target group that is not attached is refused', () => {
    const world = scaledWorld(cpu())
    const { label } = labelOf(world)
    const put = (group: string, with_: string) =>
      world.refusal('PutScalingPolicy', { AutoScalingGroupName: group, PolicyName: 'r', ...requests(with_) })
    expect(put('web-blue', label.replace('targetgroup/web', 'targetgroup/api'))).toContain('is not attached')
    expect(put('web-blue', 'nonsense')).toContain('is not of the form')
  })
})

test('a predictive policy is kept and does nothing', () => {
  const PredictiveScalingConfiguration = {
    MetricSpecifications: [
      { TargetValue: 50, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' } }
    ]
  }
  const world = scaledWorld({ PolicyType: 'PredictiveScaling', PredictiveScalingConfiguration })
  world.cpu(99)
  world.level('Queue', 99)
  world.pass(3600)
  expect(world.desired()).toBe(3)
  expect(
    world.ok('DescribePolicies', { ...BLUE, PolicyTypes: ['PredictiveScaling'] }).ScalingPolicies
  ).toMatchObject([{ PolicyName: 'p', PredictiveScalingConfiguration }])
})
