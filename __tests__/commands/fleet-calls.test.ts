/** What a release costs in calls as the fleet grows, and that it never empties a bucket of AWS. */
import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { fleetOf, statesOf } from '../support/fleets.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0', timeoutMs: 120 * 60_000 } as const

/** The buckets as AWS publishes them for Elastic Load Balancing; the one of Auto Scaling is assumed (docs/twin-rules.md). */
const BUCKETS = { weather: { seed: 1, profile: { throttling: {} } } }

interface Cost {
  readonly reads: number
  readonly writes: number
}

async function costOf(services: number, instances: number): Promise<Cost & { readonly throttled: number }> {
  const simulation = checked({ ...fleetOf(services, instances), ...BUCKETS })
  const report = await simulation.run(DEPLOY)
  expect(report.findings).toEqual([])
  expect(new Set(statesOf(simulation.world()))).toEqual(new Set(['switched']))
  expect(simulation.violations()).toEqual([])
  const sum = (reads: boolean) =>
    [...simulation.requests]
      .filter(([operation]) => operation.startsWith('Describe') === reads)
      .reduce((total, [, count]) => total + count, 0)
  return { reads: sum(true), writes: sum(false), throttled: simulation.throttled() }
}

describe('a deploy', () => {
  test('costs no more calls for each service as the fleet grows, and far fewer reads', async () => {
    const one = await costOf(1, 3)
    const ten = await costOf(10, 3)
    expect(ten.writes).toBeLessThanOrEqual(10 * one.writes)
    expect(ten.reads).toBeLessThan((10 * one.reads) / 2)
    expect([one.throttled, ten.throttled]).toEqual([0, 0])
  })
})
