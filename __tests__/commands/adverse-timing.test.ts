import { expect, test } from '@jest/globals'
import type { Change } from '../../src/release/ports.ts'
import { checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { onePair } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const

test('a look that is older than the last change makes the run do nothing twice', async () => {
  const simulation = checked(onePair())
  const { request } = simulation.twin
  let stale: ReturnType<typeof request> | undefined
  let sent = 0
  simulation.twin.request = (service, operation, input, ordered) => {
    const raises = operation === 'UpdateAutoScalingGroup' && input.DesiredCapacity !== undefined
    if (raises && input.AutoScalingGroupName === 'web-green') {
      sent += 1
      if (sent === 1) {
        stale = request('autoscaling', 'DescribeAutoScalingGroups', {
          AutoScalingGroupNames: ['web-blue', 'web-green']
        })
      }
    }
    if (operation === 'DescribeAutoScalingGroups' && stale) {
      const answer = stale
      stale = undefined
      return answer
    }
    return request(service, operation, input, ordered)
  }
  const report = await simulation.run(DEPLOY)
  simulation.twin.advance(simulation.world().now + 600_000)
  expect(sent).toBe(1)
  expect(report.status).toBe('succeeded')
  expect(endsOf(simulation.world())['web-green']?.sizes).toBe('2/3/6')
  expect(simulation.violations()).toEqual([])
})

test('a policy that raises the old colour at the hand-over leaves no moment in which both may shrink', async () => {
  let raised = 0
  for (let at = 0; at < 25; at++) {
    const simulation = checked(onePair())
    let ill: string | undefined
    const report = await simulation.run(DEPLOY, {
      after: (_change: Change, index: number) => {
        if (index !== at) return
        ill = simulation.group('web-green').instances.find(each => each.lifecycle === 'InService')?.id
        // What has just become healthy falls ill, so that the run stays where both colours scale.
        if (ill) simulation.twin.act({ type: 'fail-instance', instanceId: ill, how: 'unhealthy' })
        simulation.twin.advance(simulation.world().now + 30_000)
        simulation.twin.act({ type: 'scale', group: 'web-blue', desired: 4, by: 'policy' })
        raised += 1
      },
      onSleep: () => {
        if (ill) simulation.twin.act({ type: 'recover-instance', instanceId: ill })
      }
    })
    expect(report.status).toBe('succeeded')
    expect(simulation.violations()).toEqual([])
  }
  expect(raised).toBeGreaterThan(20)
})

test.each([
  ['rollback', 'web-blue', 'web-green'],
  ['finalize', 'web-green', 'web-blue']
] as const)('%s ends nothing more once the live colour is ill', async (command, live, parked) => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  let fell = false
  const report = await simulation.run(
    { command },
    {
      before: change => {
        if (change.kind !== 'terminate' || fell) return
        fell = true
        for (const { id } of simulation.group(live).instances) {
          simulation.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
        }
        simulation.twin.advance(simulation.world().now + 60_000)
      }
    }
  )
  expect(report.findings.map(finding => finding.code)).toEqual(['BGR-TIMEOUT'])
  expect(simulation.group(parked).instances.filter(each => each.lifecycle === 'Standby')).toHaveLength(2)
  expect(simulation.violations()).toEqual([])
})

test('an instance that a person brings back from Standby during the switch is parked again and not ended', async () => {
  const simulation = checked(onePair())
  let brought: string | undefined
  simulation.twin.onChange(world => {
    const old = world.groups['web-blue']?.instances ?? []
    if (brought || old.length !== 3 || !old.every(each => each.lifecycle === 'Standby')) return
    brought = old[0]?.id
    queueMicrotask(() => {
      simulation.twin.act({
        type: 'foreign-call',
        service: 'autoscaling',
        operation: 'ExitStandby',
        input: { AutoScalingGroupName: 'web-blue', InstanceIds: [brought] }
      })
    })
  })
  const report = await simulation.run(DEPLOY)
  expect(report.status).toBe('succeeded')
  expect(brought).toBeDefined()
  expect(simulation.group('web-blue').instances.map(each => each.lifecycle)).toEqual([
    'Standby',
    'Standby',
    'Standby'
  ])
  expect(simulation.group('web-blue').instances.map(each => each.id)).toContain(brought)
  expect(simulation.violations()).toEqual([])
})
