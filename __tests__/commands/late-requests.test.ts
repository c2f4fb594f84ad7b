import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { lateRequest, SIGNATURE_MS } from '../support/late.ts'
import { onePair } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
const scenario = onePair({
  blue: { policies: [POLICY], suspended: ['AZRebalance'] },
  green: { policies: [POLICY] }
})

/** From sending to landing; AWS refuses what takes longer. */
const DELAYS = [30_000, 200_000, SIGNATURE_MS - 10_000]

async function prepared(
  commands: readonly (typeof DEPLOY | typeof ROLLBACK | typeof FINALIZE)[]
): Promise<Checked> {
  const simulation = checked(scenario)
  for (const command of commands) await simulation.run(command)
  return simulation
}

const CASES = [
  { name: 'deploy', begun: [], under: DEPLOY, fate: 'lives on' },
  { name: 'rollback', begun: [DEPLOY], under: ROLLBACK, fate: 'lives on' },
  { name: 'finalize', begun: [DEPLOY], under: FINALIZE, fate: 'lives on' },
  { name: 'deploy', begun: [], under: DEPLOY, fate: 'killed' },
  { name: 'finalize', begun: [DEPLOY], under: FINALIZE, fate: 'killed' }
] as const

describe('a request that lands late, when it was sent again or its sender was followed by another run', () => {
  test.each(CASES)('of a $name that $fate', async ({ begun, under, fate }) => {
    const calm = await prepared([...begun, under])
    const changes = calm.changes.length - (await prepared(begun)).changes.length
    const wanted = endsOf(calm.world())
    const wrong: unknown[] = []
    let landed = 0
    for (let at = 0; at < changes; at++) {
      const simulation = await prepared(begun)
      const late = lateRequest(simulation, DELAYS[at % DELAYS.length] ?? 0)
      let report = await simulation.run(under, late.sender(at, fate))
      if (fate === 'killed') report = await simulation.run(under, late.meanwhile)
      simulation.twin.advance(simulation.world().now + SIGNATURE_MS)
      late.meanwhile.onSleep?.()
      simulation.twin.advance(simulation.world().now + SIGNATURE_MS)
      if (late.landed() !== 'no') landed += 1
      if (report.status !== 'succeeded') wrong.push({ at, found: report.findings })
      if (simulation.violations().length > 0) wrong.push({ at, broken: simulation.violations() })
      const end = endsOf(simulation.world())
      if (JSON.stringify(end) !== JSON.stringify(wanted)) wrong.push({ at, end, wanted })
    }
    expect(wrong).toEqual([])
    expect(landed).toBe(changes)
  })
})
