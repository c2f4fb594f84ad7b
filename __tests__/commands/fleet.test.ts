import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { fleetOf, servingOf, statesOf } from '../support/fleets.ts'
import { Killed } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const all = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value)

describe('a fleet', () => {
  test.each([3, 12])('of %i services moves as one: deploy, rollback, deploy, finalize', async count => {
    const simulation = checked(fleetOf(count))
    const before = endsOf(simulation.world())
    expect(await simulation.run(DEPLOY)).toMatchObject({ status: 'succeeded', changed: true })
    expect(statesOf(simulation.world())).toEqual(all(count, 'switched'))
    expect(servingOf(simulation.world(), 'green')).toEqual(all(count, 3))
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(endsOf(simulation.world())).toEqual(before)
    expect((await simulation.run(DEPLOY)).status).toBe('succeeded')
    expect((await simulation.run({ command: 'finalize' })).status).toBe('succeeded')
    expect(statesOf(simulation.world())).toEqual(all(count, 'finalized'))
    expect(simulation.violations()).toEqual([])
  })

  test('does not switch any service before every one is ready', async () => {
    const simulation = checked(fleetOf(3))
    let early = 0
    const report = await simulation.run(DEPLOY, {
      before: change => {
        if (
          change.kind === 'enter-standby' &&
          servingOf(simulation.world(), 'green').some(count => count < 3)
        )
          early += 1
      }
    })
    expect(report.status).toBe('succeeded')
    expect(early).toBe(0)
  })

  test('of which one service never becomes healthy switches none', async () => {
    const simulation = checked(fleetOf(3))
    const report = await simulation.run(
      { ...DEPLOY, timeoutMs: 10 * 60_000 },
      { onSleep: () => sicken(simulation, 'web-2-green') }
    )
    expect(report).toMatchObject({ status: 'failed', findings: [{ code: 'BGR-TIMEOUT' }] })
    expect(report.findings[0]?.message).toContain('web-2')
    expect(statesOf(simulation.world())).toEqual(all(3, 'open'))
    expect(servingOf(simulation.world(), 'blue')).toEqual(all(3, 3))
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(simulation.violations()).toEqual([])
  })

  test('of which the last switch fails goes back whole, and the rejected version stays parked', async () => {
    const simulation = checked(fleetOf(3))
    let switched = false
    const report = await simulation.run(
      { ...DEPLOY, timeoutMs: 10 * 60_000 },
      {
        before: change => {
          if (change.kind === 'enter-standby') switched = true
        },
        // From the first switch on the new instances of one service fail.
        onSleep: () => {
          if (switched && statesOf(simulation.world())[2] !== 'rolling-back')
            sicken(simulation, 'web-3-green')
        }
      }
    )
    expect(report.status).toBe('failed')
    expect(report.findings.map(({ code }) => code)).toEqual(['BGR-TIMEOUT', 'BGR-WENT-BACK'])
    expect(statesOf(simulation.world())).toEqual(all(3, 'rolled-back'))
    expect(servingOf(simulation.world(), 'blue')).toEqual(all(3, 3))
    expect(servingOf(simulation.world(), 'green')).toEqual(all(3, 0))
  })

  test.each([0, 7, 40, 77])('killed at change %i is gone on with, or rolled back', async at => {
    for (const next of [DEPLOY, { command: 'rollback' }] as const) {
      const simulation = checked(fleetOf(3))
      const before = endsOf(simulation.world())
      await simulation.run(DEPLOY, {
        before: (_, index) => {
          if (index === at) throw new Killed()
        }
      })
      const report = await simulation.run(next)
      if (at === 0 && next.command === 'rollback')
        expect(report.findings[0]?.code).toBe('BGR-NOTHING-TO-ROLL-BACK')
      else expect(report.status).toBe('succeeded')
      if (next.command === 'deploy') expect(statesOf(simulation.world())).toEqual(all(3, 'switched'))
      else expect(endsOf(simulation.world())).toEqual(before)
      expect(simulation.violations()).toEqual([])
    }
  })

  test('is refused whole where one service is not fit, with everything that speaks against it', async () => {
    const scenario = fleetOf(3)
    const groups = scenario.groups.map(group =>
      ['web-1-green', 'web-3-green'].includes(group.name) ? { ...group, suspended: ['Launch'] } : group
    )
    const simulation = checked({ ...scenario, groups })
    const report = await simulation.run(DEPLOY)
    expect(report).toMatchObject({ status: 'failed', begun: false, changed: false })
    expect(report.findings.map(({ code }) => code)).toEqual([
      'BGR-PROCESS-SUSPENDED',
      'BGR-PROCESS-SUSPENDED'
    ])
    expect(simulation.watched()).toBe(0)
  })
})

describe('service', () => {
  test('narrows deploy, rollback and finalize to one service of a fleet', async () => {
    const simulation = checked(fleetOf(2), 'web-2')
    const other = () => ['web-1-blue', 'web-1-green'].map(name => simulation.world().groups[name])
    const before = other()
    expect((await simulation.run({ ...DEPLOY, service: 'web-2' })).status).toBe('succeeded')
    expect((await simulation.run({ command: 'rollback', service: 'web-2' })).status).toBe('succeeded')
    expect((await simulation.run({ ...DEPLOY, service: 'web-2' })).status).toBe('succeeded')
    expect((await simulation.run({ command: 'finalize', service: 'web-2' })).status).toBe('succeeded')
    expect(other()).toEqual(before)
    expect(simulation.violations()).toEqual([])
  })

  test('that was released alone is no part of the rollback of the others', async () => {
    const simulation = checked(fleetOf(2), 'web-2')
    await simulation.run({ ...DEPLOY, service: 'web-1' })
    await simulation.run({ command: 'finalize', service: 'web-1' })
    await simulation.run({ ...DEPLOY, service: 'web-2' })
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(statesOf(simulation.world())).toEqual(['finalized', 'rolled-back'])
    expect(servingOf(simulation.world(), 'green')).toEqual([3, 0])
    expect(simulation.violations()).toEqual([])
  })
})

describe('overlapping prefixes', () => {
  test.each([
    ['the whole fleet', 'one of its services', {}, { service: 'web-2' }],
    ['one of its services', 'the whole fleet', { service: 'web-2' }, {}]
  ] as const)('%s and %s at once: exactly one acts', async (_, __, first, second) => {
    const simulation = checked(fleetOf(3))
    const reports = await Promise.all([
      simulation.run({ ...DEPLOY, ...first }),
      simulation.run({ ...DEPLOY, ...second })
    ])
    expect(reports.filter(({ changed }) => changed)).toHaveLength(1)
    expect(reports.filter(({ status }) => status === 'succeeded')).toHaveLength(1)
    expect(reports.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(['BGR-CLAIMED'])
    expect(simulation.violations()).toEqual([])
  })
})

/** Lets every instance of a group fail its health checks. */
function sicken(simulation: ReturnType<typeof checked>, name: string): void {
  for (const { id } of simulation.world().groups[name]?.instances ?? []) {
    simulation.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
  }
}
