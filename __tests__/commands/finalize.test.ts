import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { onePair } from '../support/simulation.ts'
import { groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const FINALIZE = { command: 'finalize' } as const

describe('finalize', () => {
  test('ends every parked instance and leaves the group empty and ready', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    expect(await simulation.run(FINALIZE)).toMatchObject({
      status: 'succeeded',
      changed: true,
      services: [{ place: { phase: 'idle', live: 'green' } }]
    })
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({
      sizes: '0/0/6',
      lifecycles: [],
      suspended: []
    })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({
      sizes: '2/3/6',
      serving: 3,
      suspended: []
    })
    expect(simulation.changes.filter(each => each.kind === 'terminate')).toHaveLength(3)
    expect(await simulation.run(FINALIZE)).toMatchObject({ status: 'succeeded', changed: false })
    expect(simulation.violations()).toEqual([])
  })

  test('where nothing was released, and before the switch, is refused', async () => {
    const simulation = checked(onePair())
    expect(await simulation.run(FINALIZE)).toMatchObject({
      changed: false,
      findings: [{ code: 'BGR-NOTHING-TO-FINALIZE' }]
    })
    await simulation.run({ ...DEPLOY, timeoutMs: 61_000 })
    expect(await simulation.run(FINALIZE)).toMatchObject({
      changed: false,
      findings: [{ code: 'BGR-NOTHING-TO-FINALIZE' }]
    })
    expect(simulation.violations()).toEqual([])
  })

  test('refuses what somebody brought back into the old group, and ends nothing', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    const id = groupIn(simulation.world(), 'web-blue').instances[0]?.id
    // An operator acts here, and the rules watch our own calls only.
    const operator = simulation.violations().length
    simulation.twin.call('autoscaling', 'ExitStandby', {
      AutoScalingGroupName: 'web-blue',
      InstanceIds: [id]
    })
    expect(simulation.violations().length).toBe(operator)
    simulation.twin.advance(simulation.world().now + 60_000)
    const report = await simulation.run(FINALIZE)
    expect(report).toMatchObject({ status: 'failed', changed: false, findings: [{ code: 'BGR-DRIFT' }] })
    expect(report.findings[0]?.message).toContain(`${id} is InService`)
    expect(groupIn(simulation.world(), 'web-blue').instances).toHaveLength(3)
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3 })
    expect(simulation.violations()).toEqual([])
  })

  test('waits while the new version does not carry what it is asked to', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    for (const { id } of groupIn(simulation.world(), 'web-green').instances) {
      simulation.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
    }
    simulation.twin.advance(simulation.world().now + 60_000)
    const report = await simulation.run({ ...FINALIZE, timeoutMs: 120_000 })
    expect(report).toMatchObject({ status: 'failed', changed: false, findings: [{ code: 'BGR-TIMEOUT' }] })
    expect(groupIn(simulation.world(), 'web-blue').instances).toHaveLength(3)
    expect(simulation.violations()).toEqual([])
  })

  test('empties a group whose instances somebody else has ended already', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    for (const { id } of groupIn(simulation.world(), 'web-blue').instances) {
      simulation.twin.act({ type: 'fail-instance', instanceId: id, how: 'terminated' })
    }
    expect((await simulation.run(FINALIZE)).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '0/0/6', lifecycles: [] })
    expect(simulation.violations()).toEqual([])
  })
})
