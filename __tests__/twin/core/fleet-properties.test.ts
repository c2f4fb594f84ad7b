import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createWorld } from '../../../src/twin/core/create-world.ts'
import type { Service } from '../../../src/twin/core/operations.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import { nextDue, step, type TwinEvent } from '../../../src/twin/core/step.ts'
import type { World } from '../../../src/twin/core/world.ts'
import { START } from './small-world.ts'

/** Everything that moves by itself, at once: policies, schedules, hooks, zones, warm pools and refreshes. */
const tracking = (TargetValue: number) => ({
  PolicyName: 'cpu',
  PolicyType: 'TargetTrackingScaling',
  EstimatedInstanceWarmup: 60,
  TargetTrackingConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    TargetValue
  }
})
const schedule = { ScheduledActionName: 'tick', Recurrence: '*/7 * * * *', DesiredCapacity: 2 }
const scenario = {
  timing: { launchSeconds: 5, bootSeconds: 7, terminateSeconds: 3 },
  targetGroups: [
    { name: 'web', deregistrationDelaySeconds: 20, healthCheckIntervalSeconds: 5, healthyThreshold: 2 },
    { name: 'api', deregistrationDelaySeconds: 5, healthCheckIntervalSeconds: 5 }
  ],
  groups: ['web-blue', 'web-green'].map((name, n) => ({
    name,
    max: 6,
    desired: 3 * n,
    standby: 1,
    targetGroups: ['web'],
    healthCheckType: n === 0 ? 'EC2' : 'ELB',
    policies: [tracking(50)],
    scheduledActions: [schedule]
  }))
}

type Draw = (world: World) => TwinEvent
const group = fc.constantFrom('web-blue', 'web-green')
const small = fc.integer({ min: 0, max: 7 })
const call = (
  operation: string,
  input: Record<string, unknown>,
  service: Service = 'autoscaling'
): TwinEvent => ({
  kind: 'call',
  service,
  operation,
  input
})
const idOf = (world: World, name: string, n: number): string => {
  const instances = world.groups[name]?.instances ?? []
  return instances[n % Math.max(1, instances.length)]?.id ?? 'i-none'
}
const onGroup = (
  operation: string,
  more: (world: World, name: string, n: number) => object
): fc.Arbitrary<Draw> =>
  fc.tuple(group, small).map(
    ([name, n]): Draw =>
      world =>
        call(operation, { AutoScalingGroupName: name, ...more(world, name, n) })
  )
const hook = (n: number) => (n % 2 === 0 ? 'LAUNCHING' : 'TERMINATING')
const ids = (world: World, name: string, n: number) => ({ InstanceIds: [idOf(world, name, n)] })
const processes = [
  'AZRebalance',
  'AlarmNotification',
  'Launch',
  'Terminate',
  'ScheduledActions',
  'InstanceRefresh'
]

const draw: fc.Arbitrary<Draw> = fc.oneof(
  onGroup('SetDesiredCapacity', (_, __, n) => ({ DesiredCapacity: n })),
  onGroup('UpdateAutoScalingGroup', (_, __, n) => ({ MaxSize: n })),
  onGroup('EnterStandby', (world, name, n) => ({
    ...ids(world, name, n),
    ShouldDecrementDesiredCapacity: n % 2 === 0
  })),
  onGroup('ExitStandby', ids),
  onGroup('DetachInstances', (world, name, n) => ({
    ...ids(world, name, n),
    ShouldDecrementDesiredCapacity: n % 2 === 0
  })),
  onGroup('AttachInstances', world => ({ InstanceIds: Object.keys(world.detached).slice(0, 1) })),
  onGroup('PutLifecycleHook', (_, __, n) => ({
    LifecycleHookName: hook(n),
    LifecycleTransition: `autoscaling:EC2_INSTANCE_${hook(n)}`,
    HeartbeatTimeout: 30,
    DefaultResult: n % 3 === 0 ? 'CONTINUE' : 'ABANDON'
  })),
  onGroup('DeleteLifecycleHook', (_, __, n) => ({ LifecycleHookName: hook(n) })),
  onGroup('CompleteLifecycleAction', (world, name, n) => ({
    LifecycleHookName: hook(n),
    InstanceId: idOf(world, name, n),
    LifecycleActionResult: n % 2 === 0 ? 'CONTINUE' : 'ABANDON'
  })),
  onGroup('PutWarmPool', (_, __, n) => ({
    MinSize: n % 3,
    InstanceReusePolicy: { ReuseOnScaleIn: n % 2 === 0 }
  })),
  onGroup('DeleteWarmPool', () => ({ ForceDelete: true })),
  onGroup('StartInstanceRefresh', (_, __, n) => ({
    Preferences: {
      MinHealthyPercentage: 10 * n,
      InstanceWarmup: 10,
      StandbyInstances: n % 2 ? 'Ignore' : 'Terminate'
    }
  })),
  onGroup('CancelInstanceRefresh', () => ({})),
  onGroup('AttachLoadBalancerTargetGroups', world => ({
    TargetGroupARNs: Object.keys(world.targetGroups).slice(1)
  })),
  onGroup('DetachLoadBalancerTargetGroups', (world, _, n) => ({
    TargetGroupARNs: Object.keys(world.targetGroups).slice(n % 2, (n % 2) + 1)
  })),
  onGroup('PutScalingPolicy', (_, __, n) => tracking(10 + n * 10)),
  onGroup('DeletePolicy', () => ({ PolicyName: 'cpu' })),
  onGroup('SuspendProcesses', (_, __, n) => ({ ScalingProcesses: [processes[n % processes.length]] })),
  onGroup('ResumeProcesses', () => ({})),
  fc.tuple(group, small).map(
    ([name, n]): Draw =>
      world =>
        call('SetInstanceHealth', { InstanceId: idOf(world, name, n), HealthStatus: 'Unhealthy' })
  ),
  fc.tuple(group, fc.constantFrom(0, 20, 70, 150, null)).map(
    ([name, value]): Draw =>
      () => {
        const dimensions = { AutoScalingGroupName: name }
        return {
          kind: 'act',
          act: { type: 'metric', namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions, value }
        }
      }
  ),
  fc.integer({ min: 1, max: 400 }).map(
    (seconds): Draw =>
      world => ({ kind: 'advance', to: world.now + seconds * 1000 })
  )
)

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  Object.values(value).forEach(deepFreeze)
}

const settings = { numRuns: 150, seed: 11 }

test('whatever happens: the old world is untouched, bounds hold, nobody is in two places, targets belong to someone', () => {
  fc.assert(
    fc.property(fc.array(draw, { maxLength: 40 }), draws => {
      let world = createWorld(parseScenario(scenario, START))
      for (const each of draws) {
        deepFreeze(world)
        world = step(world, each(world)).world
        const known: string[] = Object.keys(world.detached)
        for (const one of Object.values(world.groups)) {
          expect(one.min <= one.desired && one.desired <= one.max).toBe(true)
          known.push(...[...one.instances, ...(one.warmPool?.instances ?? [])].map(instance => instance.id))
        }
        expect(new Set(known).size).toBe(known.length)
        for (const targetGroup of Object.values(world.targetGroups))
          expect(Object.keys(targetGroup.targets).filter(id => !known.includes(id))).toEqual([])
        expect(nextDue(world) ?? world.now).toBeGreaterThanOrEqual(world.now)
        expect(Object.keys(world.alarms).length).toBeLessThanOrEqual(4)
      }
    }),
    settings
  )
})

test('left alone, with nothing suspended and the metrics at their targets, every group comes to its desired capacity', () => {
  fc.assert(
    fc.property(fc.array(draw, { maxLength: 25 }), draws => {
      let world = createWorld(parseScenario(scenario, START))
      const run = (event: TwinEvent) => {
        world = step(world, event).world
      }
      for (const each of draws) run(each(world))
      for (const name of Object.keys(world.groups)) {
        const of = { AutoScalingGroupName: name }
        run(call('ResumeProcesses', of))
        run(call('DeletePolicy', { ...of, PolicyName: 'cpu' }))
        run(call('DeleteScheduledAction', { ...of, ScheduledActionName: 'tick' }))
        for (const each of ['LAUNCHING', 'TERMINATING'])
          run(call('DeleteLifecycleHook', { ...of, LifecycleHookName: each }))
      }
      run({ kind: 'advance', to: world.now + 3_600_000 })
      for (const each of Object.values(world.groups)) {
        expect(each.instances.filter(one => one.lifecycle === 'InService')).toHaveLength(each.desired)
        expect(each.refreshes.filter(one => one.endedAt === undefined)).toEqual([])
      }
      expect(nextDue(world)).toBeUndefined()
    }),
    settings
  )
})

test('one long advance gives the same world as many short ones', () => {
  fc.assert(
    fc.property(fc.array(draw, { maxLength: 15 }), draws => {
      let world = createWorld(parseScenario(scenario, START))
      for (const each of draws) world = step(world, each(world)).world
      const to = world.now + 900_000
      let short = world
      while (short.now < to)
        short = step(short, { kind: 'advance', to: Math.min(to, short.now + 1900) }).world
      expect(step(world, { kind: 'advance', to }).world).toEqual(short)
    }),
    { ...settings, numRuns: 40 }
  )
})
