/** Any request of a release by weights may land late: it meets nothing that it could spoil. */
import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { lateRequest, SIGNATURE_MS } from '../support/late.ts'
import { ran, splitPair } from '../support/split.ts'
import { groupIn, serving } from '../support/stand.ts'
import { weightsIn } from '../support/weights.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
/** From sending to landing; AWS refuses what takes longer. */
const DELAYS = [30_000, 200_000, SIGNATURE_MS - 10_000]

const CASES = [
  { name: 'deploy', begun: [], under: DEPLOY, fate: 'lives on' },
  { name: 'finalize', begun: [DEPLOY], under: FINALIZE, fate: 'lives on' },
  { name: 'deploy', begun: [], under: DEPLOY, fate: 'killed' },
  { name: 'rollback', begun: [DEPLOY], under: ROLLBACK, fate: 'killed' },
  { name: 'finalize', begun: [DEPLOY], under: FINALIZE, fate: 'killed' }
] as const

describe('a request of a release by weights that lands late', () => {
  test.each(CASES)('of a $name that $fate', async ({ begun, under, fate }) => {
    const before = (await ran(checked(splitPair()), ...begun)).changes.length
    const calm = await ran(checked(splitPair()), ...begun, under)
    const wanted = [endsOf(calm.world()), weightsIn(calm.world())]
    const wrong: unknown[] = []
    for (let at = 0; at < calm.changes.length - before; at++) {
      const simulation = await ran(checked(splitPair()), ...begun)
      const late = lateRequest(simulation, DELAYS[at % DELAYS.length] ?? 0)
      let report = await simulation.run(under, late.sender(at, fate))
      if (fate === 'killed') report = await simulation.run(under, late.meanwhile)
      simulation.twin.advance(simulation.world().now + SIGNATURE_MS)
      late.meanwhile.onSleep?.()
      simulation.twin.advance(simulation.world().now + SIGNATURE_MS)
      if (report.status !== 'succeeded') wrong.push({ at, found: report.findings })
      if (simulation.violations().length > 0) wrong.push({ at, broken: simulation.violations() })
      const end = [endsOf(simulation.world()), weightsIn(simulation.world())]
      if (JSON.stringify(end) !== JSON.stringify(wanted)) wrong.push({ at, end, wanted })
      if (late.landed() === 'no') wrong.push({ at, landed: 'no' })
    }
    expect(wrong).toEqual([])
  })
})

describe('a request for weights that lands late', () => {
  const weighings = async (simulation: Checked, command: Parameters<Checked['run']>[0]) => {
    const indexes: number[] = []
    await simulation.run(command, {
      before: (change, index) => {
        if (change.kind === 'weigh') indexes.push(index)
      }
    })
    return indexes
  }

  test.each([
    {
      name: 'a deploy, while a rollback is at work',
      before: [],
      under: DEPLOY,
      next: ROLLBACK,
      live: 'web-blue'
    },
    {
      name: 'a rollback, while the same rollback is run again',
      before: [DEPLOY],
      under: ROLLBACK,
      next: ROLLBACK,
      live: 'web-blue'
    },
    {
      name: 'a deploy, while the same deploy is run again',
      before: [],
      under: DEPLOY,
      next: DEPLOY,
      live: 'web-green'
    }
  ])('of $name meets no colour that has ended', async ({ before, under, next, live }) => {
    const calm = await ran(checked(splitPair()), ...before)
    const indexes = await weighings(calm, under)
    expect(indexes.length).toBeGreaterThan(0)
    for (const at of indexes) {
      for (const delay of [5_000, 60_000, SIGNATURE_MS - 10_000]) {
        const simulation = await ran(checked(splitPair()), ...before)
        const late = lateRequest(simulation, delay)
        await simulation.run(under, late.sender(at, 'killed'))
        const report = await simulation.run(next, late.meanwhile)
        expect({ at, delay, found: report.findings, landed: late.landed() }).toEqual({
          at,
          delay,
          found: [],
          landed: 'accepted'
        })
        expect(simulation.violations()).toEqual([])
        expect(serving(simulation.world(), groupIn(simulation.world(), live))).toBe(3)
      }
    }
  })
})
