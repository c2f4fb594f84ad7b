import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createWorld } from '../../../src/twin/core/create-world.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import { nextDue, step, type TwinEvent } from '../../../src/twin/core/step.ts'
import type { Group, World } from '../../../src/twin/core/world.ts'
import { START } from './small-world.ts'

const scenario = {
  timing: { launchSeconds: 5, bootSeconds: 7, terminateSeconds: 3 },
  targetGroups: [
    { name: 'web', deregistrationDelaySeconds: 20, healthCheckIntervalSeconds: 5, healthyThreshold: 2 }
  ],
  groups: [
    { name: 'web-blue', max: 6, desired: 3, standby: 1, targetGroups: ['web'] },
    { name: 'web-green', max: 6, desired: 1, targetGroups: ['web'] }
  ]
}

type Draw = (world: World) => TwinEvent
const call = (operation: string, input: Record<string, unknown>): TwinEvent => ({
  kind: 'call',
  service: 'autoscaling',
  operation,
  input
})
const group = fc.constantFrom('web-blue', 'web-green')
const size = fc.integer({ min: 0, max: 7 })
const pick = (world: World, name: string, n: number): string => {
  const instances = world.groups[name]?.instances ?? []
  return instances[n % Math.max(1, instances.length)]?.id ?? 'i-none'
}

const draw: fc.Arbitrary<Draw> = fc.oneof(
  fc.tuple(group, size).map(
    ([name, n]): Draw =>
      () =>
        call('SetDesiredCapacity', { AutoScalingGroupName: name, DesiredCapacity: n })
  ),
  fc.tuple(group, size, size).map(
    ([name, a, b]): Draw =>
      () =>
        call('UpdateAutoScalingGroup', { AutoScalingGroupName: name, MinSize: a, MaxSize: b })
  ),
  fc.tuple(group, size, fc.boolean()).map(
    ([name, n, decrement]): Draw =>
      world =>
        call('EnterStandby', {
          AutoScalingGroupName: name,
          InstanceIds: [pick(world, name, n)],
          ShouldDecrementDesiredCapacity: decrement
        })
  ),
  fc.tuple(group, size).map(
    ([name, n]): Draw =>
      world =>
        call('ExitStandby', { AutoScalingGroupName: name, InstanceIds: [pick(world, name, n)] })
  ),
  fc.tuple(group, size, fc.boolean()).map(
    ([name, n, on]): Draw =>
      world =>
        call('SetInstanceProtection', {
          AutoScalingGroupName: name,
          InstanceIds: [pick(world, name, n)],
          ProtectedFromScaleIn: on
        })
  ),
  fc.tuple(group, fc.constantFrom('Launch', 'Terminate', 'ReplaceUnhealthy', 'AddToLoadBalancer')).map(
    ([name, process]): Draw =>
      () =>
        call('SuspendProcesses', { AutoScalingGroupName: name, ScalingProcesses: [process] })
  ),
  group.map(
    (name): Draw =>
      () =>
        call('ResumeProcesses', { AutoScalingGroupName: name })
  ),
  fc.tuple(group, size, fc.constantFrom('unhealthy' as const, 'terminated' as const)).map(
    ([name, n, how]): Draw =>
      world => ({
        kind: 'act',
        act: { type: 'fail-instance', instanceId: pick(world, name, n), how }
      })
  ),
  fc.integer({ min: 1, max: 60 }).map(
    (seconds): Draw =>
      world => ({ kind: 'advance', to: world.now + seconds * 1000 })
  )
)

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  Object.values(value).forEach(deepFreeze)
}

const standbyIds = (world: World): string[] =>
  Object.values(world.groups).flatMap(each =>
    each.instances.filter(one => one.lifecycle === 'Standby').map(one => one.id)
  )

test('whatever happens: the old world is untouched, Standby is left by ExitStandby alone, bounds hold, targets belong to someone', () => {
  fc.assert(
    fc.property(fc.array(draw, { maxLength: 40 }), draws => {
      let world = createWorld(parseScenario(scenario, START))
      for (const each of draws) {
        deepFreeze(world)
        const event = each(world)
        const next = step(world, event).world
        const left = standbyIds(world).filter(id => !standbyIds(next).includes(id))
        if (!(event.kind === 'call' && event.operation === 'ExitStandby')) expect(left).toEqual([])
        world = next
        for (const one of Object.values(world.groups)) {
          expect(one.min <= one.desired && one.desired <= one.max).toBe(true)
        }
        for (const targetGroup of Object.values(world.targetGroups)) {
          const known = Object.values(world.groups).flatMap(one => one.instances.map(instance => instance.id))
          expect(Object.keys(targetGroup.targets).filter(id => !known.includes(id))).toEqual([])
        }
        expect(nextDue(world) ?? world.now).toBeGreaterThanOrEqual(world.now)
      }
    }),
    { numRuns: 150, seed: 7 }
  )
})

test('left alone with nothing suspended or protected, every group comes to its desired capacity', () => {
  fc.assert(
    fc.property(fc.array(draw, { maxLength: 25 }), draws => {
      let world = createWorld(parseScenario(scenario, START))
      for (const each of draws) world = step(world, each(world)).world
      for (const name of Object.keys(world.groups)) {
        world = step(world, call('ResumeProcesses', { AutoScalingGroupName: name })).world
        world = step(world, { kind: 'advance', to: world.now + 60_000 }).world
        const ids = (world.groups[name]?.instances ?? []).map(each => each.id)
        if (ids.length > 0)
          world = step(
            world,
            call('SetInstanceProtection', {
              AutoScalingGroupName: name,
              InstanceIds: ids,
              ProtectedFromScaleIn: false
            })
          ).world
      }
      world = step(world, { kind: 'advance', to: world.now + 600_000 }).world
      const serving = (each: Group): number =>
        each.instances.filter(one => one.lifecycle === 'InService').length
      for (const each of Object.values(world.groups)) expect(serving(each)).toBe(each.desired)
    }),
    { numRuns: 150, seed: 7 }
  )
})

test('one long advance gives the same world as many short ones', () => {
  fc.assert(
    fc.property(fc.array(draw, { maxLength: 15 }), draws => {
      let world = createWorld(parseScenario(scenario, START))
      for (const each of draws) world = step(world, each(world)).world
      const to = world.now + 300_000
      let short = world
      while (short.now < to) short = step(short, { kind: 'advance', to: Math.min(to, short.now + 700) }).world
      expect(step(world, { kind: 'advance', to }).world).toEqual(short)
    }),
    { numRuns: 60, seed: 7 }
  )
})
