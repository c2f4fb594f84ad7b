import { describe, expect, test } from '@jest/globals'
import { AwsError } from '../../src/release/errors.ts'
import type { Change } from '../../src/release/ports.ts'
import { checked } from '../support/checked.ts'
import { fleetOf, servingOf, statesOf } from '../support/fleets.ts'
import { Killed, simulate } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const LONG_DRAIN = 300
const codes = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(({ code }) => code)

/** AWS never takes this kind of change of this group. */
const failing = (kind: Change['kind'], group: string, how: 'refused' | 'unknown' | 'denied') => ({
  before: (change: Change) => {
    if (change.kind === kind && change.group === group) throw new AwsError(how, kind, '', 'no', '')
  }
})

/** The second service drains for longer, so that the first one has switched while it has not. */
function unevenFleet() {
  const fleet = fleetOf(2)
  const [first, second] = fleet.targetGroups
  return { ...fleet, targetGroups: [first, { ...second, deregistrationDelaySeconds: LONG_DRAIN }] }
}

describe('a fleet deploy that goes back', () => {
  test('waits until its own request without an answer can no longer arrive', async () => {
    const simulation = checked(fleetOf(2))
    let lostAt = 0
    const report = await simulation.run(
      { ...DEPLOY, timeoutMs: 10 * 60_000 },
      {
        before: change => {
          if (change.kind !== 'enter-standby' || change.group !== 'web-2-blue') return
          lostAt = simulation.world().now
          throw new AwsError('unknown', 'EnterStandby', '', 'socket hang up', '')
        }
      }
    )
    expect(codes(report).at(-1)).toBe('BGR-WENT-BACK')
    expect(statesOf(simulation.world())).toEqual(['rolled-back', 'rolled-back'])
    expect(simulation.world().now - lostAt).toBeGreaterThanOrEqual(360_000)
    expect(simulation.violations()).toEqual([])
  })

  test('says so where one service cannot, and brings the others back', async () => {
    const simulation = checked(fleetOf(3))
    let goingBack = false
    const report = await simulation.run(
      { ...DEPLOY, timeoutMs: 10 * 60_000 },
      {
        before: change => {
          goingBack ||= change.kind === 'exit-standby'
          if (
            change.group === 'web-3-blue' &&
            (change.kind === 'enter-standby' || change.kind === 'resize')
          ) {
            if (change.kind === 'enter-standby' || goingBack)
              throw new AwsError('refused', change.kind, 'ValidationError', 'no', '')
          }
        }
      }
    )
    expect(codes(report)).toEqual(['BGR-AWS', 'BGR-AWS', 'BGR-HALF-WAY'])
    expect(report.findings.slice(0, 2).every(({ message }) => message.startsWith('web-3: '))).toBe(true)
    expect(statesOf(simulation.world()).slice(0, 2)).toEqual(['rolled-back', 'rolled-back'])
    expect(servingOf(simulation.world(), 'blue')).toEqual([3, 3, 3])
    expect(simulation.violations()).toEqual([])
  })

  test('is not tried in vain because one look fails', async () => {
    const simulation = simulate(fleetOf(2))
    let down = 0
    simulation.alter('DescribeAutoScalingGroups', output => {
      if (down-- > 0) throw new AwsError('refused', 'DescribeAutoScalingGroups', 'Throttled', 'slow down', '')
      return output
    })
    let refused = 0
    const report = await simulation.run(DEPLOY, {
      before: change => {
        if (change.kind !== 'enter-standby' || change.group !== 'web-2-blue') return
        refused += 1
        if (refused === 8) down = 1
        throw new AwsError('refused', 'EnterStandby', 'ValidationError', 'no', '')
      }
    })
    expect(codes(report)).toEqual(['BGR-AWS', 'BGR-WENT-BACK'])
    expect(statesOf(simulation.twin.world())).toEqual(['rolled-back', 'rolled-back'])
  })

  test('is not begun by a deadline that passes when all are done', async () => {
    const stale = { seed: 5, profile: { stale: { seconds: 30, chance: 0.5, mode: 'any' } } }
    const scenario = { ...fleetOf(2), weather: stale }
    const undisturbed = checked(scenario)
    const began = undisturbed.world().now
    await undisturbed.run(DEPLOY)
    const took = undisturbed.world().now - began
    for (const early of [2_000, 1_000, 500]) {
      const simulation = checked(scenario)
      const report = await simulation.run({ ...DEPLOY, timeoutMs: took - early })
      expect(report.findings.map(({ message }) => message).join()).not.toContain('2 of 2 services were done')
      expect(simulation.violations()).toEqual([])
    }
  })
})

describe('a rollback of a fleet', () => {
  test.each(['refused', 'denied'] as const)(
    'that AWS has %s for one service brings the others back',
    async how => {
      const simulation = checked(fleetOf(3))
      await simulation.run(DEPLOY)
      const report = await simulation.run({ command: 'rollback' }, failing('resize', 'web-1-blue', how))
      expect(report.status).toBe('failed')
      expect(report.findings.map(({ message }) => message)).toEqual([expect.stringContaining('web-1: ')])
      expect(statesOf(simulation.world()).slice(1)).toEqual(['rolled-back', 'rolled-back'])
      expect(servingOf(simulation.world(), 'blue').slice(1)).toEqual([3, 3])
      expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
      expect(statesOf(simulation.world())).toEqual(['rolled-back', 'rolled-back', 'rolled-back'])
      expect(simulation.violations()).toEqual([])
    }
  )

  test('that may not tag one group still tags the others', async () => {
    const simulation = checked(fleetOf(3))
    await simulation.run(DEPLOY)
    const report = await simulation.run({ command: 'rollback' }, failing('tag', 'web-1-blue', 'denied'))
    expect(codes(report)).toEqual(['BGR-DENIED'])
    expect(statesOf(simulation.world())).toEqual(['switched', 'rolled-back', 'rolled-back'])
    expect(simulation.violations()).toEqual([])
  })
})

test('a rollback of a finalized fleet that stops half-way says so, stays, and is gone on with', async () => {
  const simulation = checked(fleetOf(2))
  await simulation.run(DEPLOY)
  expect((await simulation.run({ command: 'finalize' })).findings).toEqual([])
  const report = await simulation.run(
    { command: 'rollback' },
    failing('enter-standby', 'web-2-green', 'refused')
  )
  expect(codes(report)).toEqual(['BGR-AWS', 'BGR-HALF-WAY'])
  expect(report.findings.at(-1)?.message).toContain('of 2 services have moved')
  expect(servingOf(simulation.world(), 'blue')).toEqual([3, 3])
  expect((await simulation.run({ command: 'rollback' })).findings).toEqual([])
  expect(statesOf(simulation.world())).toEqual(['switched', 'switched'])
  expect(simulation.violations()).toEqual([])
})

test('a redeploy of a fleet that was killed half switched is gone on with by the same command', async () => {
  const simulation = checked(unevenFleet())
  const redeploy = { command: 'deploy', imageVersion: '1.0.0', redeploy: true } as const
  let looks = 0
  await simulation.run(redeploy, {
    onSleep: () => {
      const [first, second] = statesOf(simulation.world())
      if (first === 'switched' && second === 'switching') looks += 1
      if (looks === 5) throw new Killed()
    }
  })
  expect(statesOf(simulation.world())).toEqual(['switched', 'switching'])
  expect((await simulation.run(redeploy)).status).toBe('succeeded')
  expect(statesOf(simulation.world())).toEqual(['switched', 'switched'])
  expect(simulation.violations()).toEqual([])
})

test('a service that was released alone before stays where it is when the rest of the fleet does not get ready', async () => {
  const simulation = checked(fleetOf(2), 'web-1')
  expect((await simulation.run({ ...DEPLOY, service: 'web-1' })).status).toBe('succeeded')
  const report = await simulation.run(
    { ...DEPLOY, timeoutMs: 10 * 60_000 },
    {
      onSleep: () => {
        for (const { id } of simulation.world().groups['web-2-green']?.instances ?? []) {
          simulation.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
        }
      }
    }
  )
  expect(report.findings.map(({ code }) => code)).toEqual(['BGR-TIMEOUT'])
  expect(statesOf(simulation.world())).toEqual(['switched', 'open'])
  expect(simulation.violations()).toEqual([])
})
