import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { inject } from '../support/faults.ts'
import { onePair } from '../support/simulation.ts'
import { groupIn, scales, serving } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const CHANGES_OF_A_DEPLOY = 25

/** A policy, an operator or a cloud does something just after change number `at`. */
const afterChange = (at: number, what: () => void) => ({
  after: (_: unknown, index: number) => {
    if (index === at) what()
  }
})

const scaleBy = (simulation: Checked, by: number) => {
  for (const name of ['web-blue', 'web-green']) {
    const group = groupIn(simulation.world(), name)
    if (!scales(group) || serving(simulation.world(), group) === 0) continue
    simulation.twin.act({ type: 'scale', group: name, desired: group.desired + by, by: 'policy' })
  }
}

const lose = (simulation: Checked, name: string, lifecycle = 'InService') => {
  const victim = groupIn(simulation.world(), name).instances.find(each => each.lifecycle === lifecycle)
  if (victim) simulation.twin.act({ type: 'fail-instance', instanceId: victim.id, how: 'terminated' })
  return victim?.id
}

const everyChange = Array.from({ length: CHANGES_OF_A_DEPLOY }, (_, at) => at)

describe('load', () => {
  test('that grows at any moment of a deploy is followed upward', async () => {
    const served: number[] = []
    for (const at of everyChange) {
      const simulation = checked(onePair())
      const report = await simulation.run(
        DEPLOY,
        afterChange(at, () => scaleBy(simulation, 2))
      )
      expect({ at, wrong: simulation.violations() }).toEqual({ at, wrong: [] })
      expect({ at, status: report.status }).toEqual({ at, status: 'succeeded' })
      simulation.twin.advance(simulation.world().now + 300_000)
      served.push(endOf(simulation.world(), 'web-green').serving)
    }
    expect(served).toEqual(everyChange.map(() => 5))
  })

  test('that grows at any moment of a rollback is followed upward', async () => {
    for (const at of everyChange) {
      const simulation = checked(onePair())
      await simulation.run(DEPLOY)
      const report = await simulation.run(
        ROLLBACK,
        afterChange(at, () => scaleBy(simulation, 2))
      )
      expect({ at, wrong: simulation.violations() }).toEqual({ at, wrong: [] })
      expect({ at, status: report.status }).toEqual({ at, status: 'succeeded' })
      simulation.twin.advance(simulation.world().now + 300_000)
      expect({ at, serving: endOf(simulation.world(), 'web-blue').serving }).toEqual({ at, serving: 5 })
    }
  })

  test('that doubled since the deploy raises the old group on the way back', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    simulation.twin.act({ type: 'scale', group: 'web-green', desired: 6, by: 'policy' })
    simulation.twin.advance(simulation.world().now + 300_000)
    expect((await simulation.run(ROLLBACK)).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/6/6', serving: 6, suspended: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '0/0/4', serving: 0 })
    expect(simulation.violations()).toEqual([])
  })

  test('that falls at any moment of a deploy takes no capacity away before the switch', async () => {
    for (const at of everyChange) {
      const simulation = checked(onePair())
      const report = await simulation.run(
        DEPLOY,
        afterChange(at, () => scaleBy(simulation, -1))
      )
      expect({ at, wrong: simulation.violations() }).toEqual({ at, wrong: [] })
      expect({ at, status: report.status }).toEqual({ at, status: 'succeeded' })
      expect(endOf(simulation.world(), 'web-green').serving).toBeGreaterThanOrEqual(2)
    }
  })
})

describe('a run that is gone on with in another load', () => {
  const cases = [
    { begun: [], under: DEPLOY, later: DEPLOY },
    { begun: [], under: DEPLOY, later: ROLLBACK },
    { begun: [DEPLOY], under: ROLLBACK, later: ROLLBACK }
  ] as const
  const loads = [-1, 3].flatMap(by =>
    cases.map(each => ({ ...each, by, name: `${each.under.command} then ${each.later.command}` }))
  )

  test.each(loads)('$name, $by instances', async ({ begun, under, later, by }) => {
    const wrong: unknown[] = []
    for (const at of everyChange.filter(n => n % 2 === 1)) {
      const simulation = checked(onePair())
      for (const command of begun) await simulation.run(command)
      await simulation.run(under, inject('killed after', at))
      scaleBy(simulation, by)
      simulation.twin.advance(simulation.world().now + 3_600_000)
      const report = await simulation.run(later)
      if (report.status !== 'succeeded' && report.findings[0]?.code !== 'BGR-NOTHING-TO-ROLL-BACK')
        wrong.push({ at, found: report.findings })
      if (simulation.violations().length > 0) wrong.push({ at, broken: simulation.violations() })
    }
    expect(wrong).toEqual([])
  })
})

describe('an instance that dies', () => {
  test.each(['web-blue', 'web-green'])('in %s at any moment of a deploy', async name => {
    let died = 0
    for (const at of everyChange) {
      const simulation = checked(onePair())
      const report = await simulation.run(
        DEPLOY,
        afterChange(at, () => {
          if (lose(simulation, name)) died += 1
        })
      )
      expect({ at, wrong: simulation.violations() }).toEqual({ at, wrong: [] })
      expect({ at, status: report.status, found: report.findings }).toEqual({
        at,
        status: 'succeeded',
        found: []
      })
    }
    expect(died).toBeGreaterThan(10)
  })

  test('in Standby is launched for by the rollback', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    const dead = lose(simulation, 'web-blue', 'Standby')
    expect((await simulation.run(ROLLBACK)).status).toBe('succeeded')
    const blue = groupIn(simulation.world(), 'web-blue')
    expect(blue.instances.map(each => each.id)).not.toContain(dead)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(blue.instances.map(each => each.version)).toEqual(['1.0.0', '1.0.0', '1.0.0'])
    expect(simulation.violations()).toEqual([])
  })

  test('in Standby is ended like the others by finalize', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    lose(simulation, 'web-blue', 'Standby')
    expect((await simulation.run({ command: 'finalize' })).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '0/0/6', lifecycles: [] })
    expect(simulation.violations()).toEqual([])
  })
})

describe('a new version', () => {
  test('that is never healthy takes nothing away; the release can be rolled back', async () => {
    const simulation = checked(onePair())
    simulation.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'never-healthy' })
    const report = await simulation.run({ ...DEPLOY, timeoutMs: 600_000 })
    expect(report).toMatchObject({
      status: 'failed',
      findings: [{ code: 'BGR-TIMEOUT' }],
      services: [{ place: { phase: 'warming' } }]
    })
    expect(report.findings[0]?.message).toMatch(/unhealthy at the load balancer: i-/)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '3/3/6', serving: 3 })
    expect((await simulation.run(ROLLBACK)).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({
      sizes: '0/0/4',
      lifecycles: [],
      suspended: []
    })
    expect(simulation.violations()).toEqual([])
  })

  test('that cannot be launched says so in the words of Auto Scaling, and goes on once it can', async () => {
    const simulation = checked(onePair())
    simulation.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'launch-fails' })
    const report = await simulation.run({ ...DEPLOY, timeoutMs: 300_000 })
    expect(report.findings).toMatchObject([{ code: 'BGR-TIMEOUT' }])
    expect(report.findings[0]?.message).toContain('InsufficientInstanceCapacity')
    simulation.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'healthy' })
    expect((await simulation.run(DEPLOY)).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '2/3/6', serving: 3 })
    expect(simulation.violations()).toEqual([])
  })

  test('that cannot be launched can be rolled back', async () => {
    const simulation = checked(onePair())
    simulation.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'launch-fails' })
    await simulation.run({ ...DEPLOY, timeoutMs: 300_000 })
    expect((await simulation.run(ROLLBACK)).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(simulation.violations()).toEqual([])
  })
})
