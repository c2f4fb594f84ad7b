/** A rollback inside the window of a dead run: what it brings back is protected, so the rejected version need not wait. */
import { describe, expect, test } from '@jest/globals'
import type { Change } from '../../src/release/ports.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endOf, endsOf } from '../support/ends.ts'
import { lateRequest } from '../support/late.ts'
import { Killed, onePair } from '../support/simulation.ts'
import { groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
const WINDOW_MS = 360_000

/** The claim that the last killed run left, broken by a person who knows that it is dead. */
async function broken(simulation: Checked): Promise<void> {
  const [blue] = await simulation.fleet.groupsByName(['web-blue'])
  const held = [...(blue?.tags ?? [])].find(
    ([key, value]) => key.includes(':claim:') && value.includes('state=held')
  )
  const id = held?.[0].replace('bg-release:claim:', '')
  if (!id) return
  const report = await simulation.run({
    command: 'recover',
    recovery: { breakClaim: id, liftApproval: false, forget: false }
  })
  expect(report.findings).toEqual([])
}

/** A switched release, and a rollback that died right after it began. */
async function deadRollback(pair: object = onePair()): Promise<Checked> {
  const simulation = checked(pair)
  await simulation.run(DEPLOY)
  await simulation.run(ROLLBACK, {
    before: change => {
      if (change.kind === 'exit-standby') throw new Killed()
    }
  })
  await broken(simulation)
  return simulation
}

const isParking = (change: Change) => change.kind === 'enter-standby' && change.group === 'web-green'

describe('the rejected version leaves before the window ends', () => {
  test('and nothing is ended or given back before', async () => {
    const simulation = await deadRollback()
    const diedAt = simulation.world().now
    let parkedAt: number | undefined
    let endedAt: number | undefined
    const report = await simulation.run(ROLLBACK, {
      before: change => {
        if (isParking(change)) {
          parkedAt ??= simulation.world().now
          expect(groupIn(simulation.world(), 'web-blue').instances.every(each => each.protected)).toBe(true)
        }
        if (change.kind === 'terminate' || (change.kind === 'protect' && !change.on))
          endedAt ??= simulation.world().now
      }
    })
    expect(report.findings).toEqual([])
    expect(parkedAt).toBeLessThan(diedAt + WINDOW_MS / 2)
    expect(endedAt).toBeGreaterThanOrEqual(diedAt + WINDOW_MS)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({
      serving: 3,
      protectedIds: 0,
      suspended: []
    })
    expect(simulation.violations()).toEqual([])
  })

  test.each([
    [{ newInstancesProtected: true }, 3],
    [{}, 1]
  ])("the user's own protection comes back exactly: %j", async (blue, own) => {
    const pair = onePair({ blue })
    const simulation = checked(pair)
    const [first] = groupIn(simulation.world(), 'web-blue').instances
    if (own === 1) {
      simulation.twin.act({
        type: 'foreign-call',
        service: 'autoscaling',
        operation: 'SetInstanceProtection',
        input: { AutoScalingGroupName: 'web-blue', InstanceIds: [first?.id], ProtectedFromScaleIn: true }
      })
    }
    const protectedIds = () =>
      groupIn(simulation.world(), 'web-blue').instances.flatMap(each => (each.protected ? [each.id] : []))
    const before = protectedIds()
    expect(before).toHaveLength(own)
    await simulation.run(DEPLOY)
    await simulation.run(ROLLBACK, {
      before: change => {
        if (change.kind === 'exit-standby') throw new Killed()
      }
    })
    await broken(simulation)
    expect((await simulation.run(ROLLBACK)).findings).toEqual([])
    expect(protectedIds()).toEqual(before)
    expect(simulation.violations()).toEqual([])
  })

  test('but not after a finalize that was killed: its requests end instances by their ids', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    await simulation.run(FINALIZE, {
      before: change => {
        if (change.kind === 'terminate') throw new Killed()
      }
    })
    const diedAt = simulation.world().now
    await broken(simulation)
    let parkedAt: number | undefined
    const report = await simulation.run(ROLLBACK, {
      before: change => {
        if (isParking(change)) parkedAt ??= simulation.world().now
      }
    })
    expect(report.findings).toEqual([])
    expect(parkedAt).toBeGreaterThanOrEqual(diedAt + WINDOW_MS - 60_000)
    expect(simulation.violations()).toEqual([])
  })
})

test('without a window nothing is protected', async () => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  await simulation.run(ROLLBACK)
  expect(simulation.changes.filter(({ kind }) => kind === 'protect')).toEqual([])
})

describe('killed at any change inside the window', () => {
  test('the next rollback ends as an undisturbed one does', async () => {
    const calm = await deadRollback()
    const already = calm.changes.length
    await calm.run(ROLLBACK)
    const count = calm.changes.length - already
    const wrong: unknown[] = []
    for (let at = 0; at < count; at++) {
      const simulation = await deadRollback()
      await simulation.run(ROLLBACK, {
        after: (_, index) => {
          if (index === at) throw new Killed()
        }
      })
      await broken(simulation)
      const report = await simulation.run(ROLLBACK)
      if (report.status !== 'succeeded') wrong.push({ at, found: report.findings })
      if (simulation.violations().length > 0) wrong.push({ at, broken: simulation.violations() })
      if (JSON.stringify(endsOf(simulation.world())) !== JSON.stringify(endsOf(calm.world())))
        wrong.push({ at, end: endsOf(simulation.world()) })
    }
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(15)
  })
})

/**
 * Who scales, and what a size is for a moment, is what a call that arrives late may upset until the next look. Capacity it
 * may not.
 */
const without = (late: string | undefined, violations: readonly string[]): readonly string[] =>
  violations.filter(each => !(/^S(9|10|12|15) /.test(each) && each.endsWith(`(${late})`)))

describe('a request of the dead run that lands while the rollback works', () => {
  test.each([
    ['deploy', [], DEPLOY],
    ['rollback', [DEPLOY], ROLLBACK]
  ] as const)(
    'of a %s, whichever it is and whenever it lands, takes no capacity away',
    async (_, begun, under) => {
      const scenario = onePair({ blue: { policies: [POLICY] }, green: { policies: [POLICY] } })
      const prepared = async () => {
        const simulation = checked(scenario)
        for (const command of begun) await simulation.run(command)
        return simulation
      }
      const calm = await prepared()
      const already = calm.changes.length
      await calm.run(under)
      const count = calm.changes.length - already
      const undisturbed = checked(scenario)
      for (const command of [DEPLOY, ROLLBACK]) await undisturbed.run(command)
      const wrong: unknown[] = []
      let landed = 0
      for (let at = 3; at < count; at++) {
        const delay = [40_000, 100_000, 240_000][at % 3] ?? 0
        const simulation = await prepared()
        const late = lateRequest(simulation, delay)
        await simulation.run(under, late.sender(at, 'killed'))
        const held = late.called()
        await broken(simulation)
        const report = await simulation.run(ROLLBACK, late.meanwhile)
        simulation.twin.advance(simulation.world().now + 600_000)
        if (late.landed() !== 'no') landed += 1
        if (report.status !== 'succeeded') wrong.push({ at, held, found: report.findings })
        const violations = without(held, simulation.violations())
        if (violations.length > 0) wrong.push({ at, held, broken: violations })
        if (JSON.stringify(endsOf(simulation.world())) !== JSON.stringify(endsOf(undisturbed.world())))
          wrong.push({ at, held, end: endsOf(simulation.world()) })
      }
      expect(wrong).toEqual([])
      expect(landed).toBeGreaterThan(count / 2)
    }
  )
})
