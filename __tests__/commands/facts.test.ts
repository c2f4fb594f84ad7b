/** What is asked of AWS before a release is opened: once for the whole fleet, a few calls at a time. */

import { expect, test } from '@jest/globals'
import { readFacts } from '../../src/commands/facts.ts'
import { findFleet } from '../../src/commands/find-fleet.ts'
import { createSight } from '../../src/commands/sight.ts'
import { lookAt } from '../../src/commands/subject.ts'
import type { Goal } from '../../src/release/goal.ts'
import type { FleetPort } from '../../src/release/ports.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { OPTIONS, type Simulation, simulate, TAGS } from '../support/simulation.ts'

const quiet = new AbortController().signal

/** Services `web-0`, `web-1`, ..., each with a target group of its own. */
const fleetOf = (services: number) => {
  const names = Array.from({ length: services }, (_, n) => `web-${n}`)
  const group = (name: string, desired: number) => ({
    name,
    min: 0,
    max: 4,
    desired,
    targetGroups: [name.replace(/-(blue|green)$/, '')],
    tags: TAGS
  })
  return {
    targetGroups: names.map(name => ({ name })),
    groups: names.flatMap(name => [group(`${name}-blue`, 2), group(`${name}-green`, 0)])
  }
}

/** The reads that `work` makes, by name, and how many of them were under way at once. */
function counted(fleet: FleetPort): { fleet: FleetPort; calls: Map<string, number>; most: () => number } {
  const calls = new Map<string, number>()
  let open = 0
  let most = 0
  const watched = new Proxy(fleet, {
    get: (port, name: keyof FleetPort) => {
      const method: unknown = Reflect.get(port, name)
      if (typeof method !== 'function') return method
      return async (...args: readonly unknown[]) => {
        calls.set(name, (calls.get(name) ?? 0) + 1)
        most = Math.max(most, ++open)
        await new Promise(resolve => setImmediate(resolve))
        try {
          return await Reflect.apply(method, port, args)
        } finally {
          open -= 1
        }
      }
    }
  })
  return { fleet: watched, calls, most: () => most }
}

async function read(simulation: Simulation, goal: Goal) {
  const pairs = await findFleet(simulation.fleet, OPTIONS, 'eu-west-1', quiet)
  const subjects = await lookAt(createSight(simulation.fleet, simulation.clock, 'once'), pairs, quiet)
  const observations = subjects.map(({ seen }) => seen)
  const { fleet, calls, most } = counted(simulation.fleet)
  return { facts: await readFacts(fleet, observations, goal, 60_000, quiet), calls, most: most() }
}

test('a fleet is asked about once, at most four calls at a time', async () => {
  const { facts, calls, most } = await read(simulate(fleetOf(12)), DEPLOY)
  expect(calls.get('targetGroupFacts')).toBe(1)
  expect(calls.get('targetGroupAttributes')).toBe(12)
  expect(calls.get('refreshInProgress')).toBe(24)
  expect(calls.get('lifecycleHooks')).toBe(24)
  expect(calls.get('activities')).toBe(undefined)
  expect(most).toBe(4)
  expect(facts.size).toBe(12)
})

test('each service gets what is its own', async () => {
  const simulation = simulate(fleetOf(3))
  const hook = {
    AutoScalingGroupName: 'web-1-green',
    LifecycleHookName: 'register',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    HeartbeatTimeout: 600
  }
  simulation.twin.call('autoscaling', 'PutLifecycleHook', hook)
  simulation.twin.call('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: 'web-2-blue' })
  simulation.twin.act({ type: 'scale', group: 'web-0-blue', desired: 3, by: 'person' })
  const { facts } = await read(simulation, DEPLOY)
  const of = (service: string) => {
    const found = facts.get(service)
    if (!found) throw new Error(`nothing about ${service}`)
    return found
  }
  expect(of('web-0').targetGroups.map(({ name }) => name)).toEqual(['web-0'])
  expect([...of('web-0').attributes.keys()]).toEqual(of('web-0').targetGroups.map(({ arn }) => arn))
  expect([...of('web-0').activities.keys()]).toEqual(['web-0-blue'])
  expect([...of('web-1').activities.keys()]).toEqual([])
  expect(of('web-1').hooks.get('web-1-green')).toEqual([
    { name: 'register', transition: 'autoscaling:EC2_INSTANCE_LAUNCHING', heartbeatSeconds: 600 }
  ])
  expect(of('web-1').refreshing).toEqual([])
  expect(of('web-2').refreshing).toEqual(['web-2-blue'])
})

test.each<[string, Goal]>([
  ['finalize', { command: 'finalize', keepIdleScaling: false }],
  [
    'rollback',
    { command: 'rollback', afterRollback: 'terminate', keepIdleScaling: false, allowSticky: false }
  ]
])('%s opens no release here and asks nothing about settings', async (_, goal) => {
  const { facts, calls } = await read(simulate(fleetOf(2)), goal)
  expect([...facts.keys()]).toEqual(['web-0', 'web-1'])
  expect(calls.get('targetGroupAttributes') ?? 0).toBe(0)
  expect(calls.get('lifecycleHooks') ?? 0).toBe(0)
})
