import { afterEach, expect, test } from '@jest/globals'
import { createInstanceServers, type InstanceServers } from '../../src/demo/instances.ts'
import type { WorldView } from '../../src/twin/core/view.ts'

let machines: InstanceServers | undefined
afterEach(() => machines?.close())

interface Seen {
  readonly id: string
  readonly lifecycle: string
  readonly version: string
  readonly target?: string
}

function viewOf(...instances: Seen[]): WorldView {
  return {
    now: '2026-01-05T09:00:00.000Z',
    region: 'eu-west-1',
    account: '111122223333',
    groups: [
      {
        name: 'web-blue',
        min: 0,
        max: 6,
        desired: 1,
        suspended: [],
        tags: {},
        targetGroups: ['web'],
        instances: instances.map(({ id, lifecycle, version }) => ({
          id,
          lifecycle,
          version,
          zone: 'eu-west-1a',
          health: 'Healthy',
          protected: false
        })),
        policies: [],
        scheduledActions: []
      }
    ],
    targetGroups: [
      {
        name: 'web',
        arn: 'arn:web',
        targets: instances.flatMap(({ id, target }) => (target === undefined ? [] : [{ id, state: target }])),
        serving: [],
        failOpen: false,
        tags: {}
      }
    ],
    loadBalancers: [],
    messages: []
  }
}

const answerOf = async (port: number | undefined) => (await fetch(`http://127.0.0.1:${port}/`)).json()
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5))
}

test('a healthy instance of the start listens at once and answers with its version', async () => {
  machines = createInstanceServers(
    10_000,
    () => 0,
    () => {}
  )
  machines.follow(viewOf({ id: 'i-1', lifecycle: 'InService', version: '1.0.0', target: 'healthy' }))
  await machines.settled()
  expect(await answerOf(machines.port('i-1'))).toEqual({ instance: 'i-1', version: '1.0.0' })
})

test('a launched instance listens when its boot is over, and not while it is Pending', async () => {
  let listening = 0
  machines = createInstanceServers(
    100,
    () => 0,
    () => (listening += 1)
  )
  machines.follow(viewOf({ id: 'i-1', lifecycle: 'Pending', version: '2.0.0' }))
  await new Promise(resolve => setTimeout(resolve, 150))
  expect(machines.port('i-1')).toBeUndefined()

  const inServiceAt = performance.now()
  const inService = viewOf({ id: 'i-1', lifecycle: 'InService', version: '2.0.0', target: 'initial' })
  machines.follow(inService)
  machines.follow(inService)
  await until(() => listening > 0)
  expect(performance.now() - inServiceAt).toBeGreaterThan(95)
  expect(await answerOf(machines.port('i-1'))).toEqual({ instance: 'i-1', version: '2.0.0' })
  expect(listening).toBe(1)
})

test('Standby keeps the server, the end of the instance ends it, and its version stays known', async () => {
  machines = createInstanceServers(
    0,
    () => 0,
    () => {}
  )
  machines.follow(viewOf({ id: 'i-1', lifecycle: 'InService', version: '1.0.0', target: 'healthy' }))
  await machines.settled()
  const port = machines.port('i-1')
  machines.follow(viewOf({ id: 'i-1', lifecycle: 'Standby', version: '1.0.0' }))
  expect(machines.port('i-1')).toBe(port)
  machines.follow(viewOf())
  expect(machines.port('i-1')).toBeUndefined()
  await expect(answerOf(port)).rejects.toThrow()
  expect(machines.version('i-1')).toBe('1.0.0')
})

test('an instance that ends during its boot never listens', async () => {
  let listening = 0
  machines = createInstanceServers(
    30,
    () => 0,
    () => (listening += 1)
  )
  machines.follow(viewOf({ id: 'i-1', lifecycle: 'InService', version: '2.0.0', target: 'initial' }))
  machines.follow(viewOf())
  await new Promise(resolve => setTimeout(resolve, 80))
  expect(listening).toBe(0)
})
