import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { PROFILES } from '../../../src/twin/weather/profiles.ts'
import type { WeatheredTwin } from '../../../src/twin/weather/weathered-twin.ts'
import { onePair, simulate } from '../../support/simulation.ts'

/** A sha256 over every call and its answer, and over every event and the world after it. */
function historyOf(twin: WeatheredTwin): { hex(): string; readonly events: () => number } {
  const hash = createHash('sha256')
  let events = 0
  const { request } = twin
  twin.request = (service, operation, input, ordered) => {
    const outcome = request(service, operation, input, ordered)
    hash.update(JSON.stringify([service, operation, input, outcome]))
    return outcome
  }
  twin.onChange((world, event) => {
    events += 1
    hash.update(JSON.stringify([event, world]))
  })
  return { hex: () => hash.digest('hex'), events: () => events }
}

async function history(profile: string, seed: number) {
  const simulation = simulate({ ...onePair(), weather: { seed, profile } })
  const { hex, events } = historyOf(simulation.twin)
  const reports = [
    await simulation.run({ command: 'deploy', imageVersion: '2.0.0' }),
    await simulation.run({ command: 'deploy', imageVersion: '2.0.0' }),
    await simulation.run({ command: 'rollback' })
  ]
  return { hash: hex(), events: events(), ends: reports.map(({ status }) => status) }
}

test.each(Object.keys(PROFILES).filter(name => name !== 'calm'))(
  'one seed is one history: %s',
  async name => {
    const once = await history(name, 11)
    expect(once.events).toBeGreaterThan(10)
    expect(await history(name, 11)).toEqual(once)
    expect((await history(name, 12)).hash).not.toBe(once.hash)
  }
)
