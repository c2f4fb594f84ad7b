/** What a release costs in calls as the fleet grows, and that it never empties a bucket of AWS. */
import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { fleetOf, servingOf, statesOf } from '../support/fleets.ts'
import { type Simulation, simulate } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0', timeoutMs: 120 * 60_000 } as const

/** The buckets as AWS publishes them for Elastic Load Balancing; the one of Auto Scaling is assumed (docs/twin-rules.md). */
const BUCKETS = { weather: { seed: 1, profile: { throttling: { autoScaling: {} } } } }

async function costOf(simulation: Simulation) {
  const report = await simulation.run(DEPLOY)
  expect(report.findings).toEqual([])
  expect(new Set(statesOf(simulation.twin.world()))).toEqual(new Set(['switched']))
  const sum = (reads: boolean) =>
    [...simulation.requests]
      .filter(([operation]) => /^(Describe|List)/.test(operation) === reads)
      .reduce((total, [, count]) => total + count, 0)
  return { reads: sum(true), writes: sum(false), throttled: simulation.throttled() }
}

describe('a deploy', () => {
  test('costs no more calls for each service as the fleet grows, and far fewer reads', async () => {
    const worlds = [1, 10].map(services => checked({ ...fleetOf(services), ...BUCKETS }))
    const [one, ten] = await Promise.all(worlds.map(costOf))
    if (!one || !ten) throw new Error('a world is missing')
    expect(ten.writes).toBeLessThan((10 * one.writes) / 2)
    expect(ten.reads).toBeLessThan((10 * one.reads) / 1.5)
    expect([one.throttled, ten.throttled]).toEqual([0, 0])
    for (const world of worlds) expect(world.violations()).toEqual([])
  })

  test('of 100 services with 20 instances each is never throttled, and serves throughout', async () => {
    const simulation = simulate({ ...fleetOf(100, 20), ...BUCKETS })
    const least = Array.from({ length: 100 }, () => Number.POSITIVE_INFINITY)
    const count = () => {
      const world = simulation.twin.world()
      const blue = servingOf(world, 'blue')
      const green = servingOf(world, 'green')
      for (const n of least.keys()) least[n] = Math.min(least[n] ?? 0, (blue[n] ?? 0) + (green[n] ?? 0))
    }
    let calls = 0
    simulation.twin.onChange(() => {
      // Counting 200 groups after every event would take longer than the release.
      if (calls++ % 50 === 0) count()
    })
    const cost = await costOf(simulation)
    count()
    expect(cost.throttled).toBe(0)
    expect(cost.reads + cost.writes).toBeLessThan(100 * 60)
    expect(Math.min(...least)).toBe(20)
  })
})
