import { expect, test } from '@jest/globals'
import { readClaims } from '../../src/release/journal/claim.ts'
import { troubleOf } from '../../src/twin/weather/trouble.ts'
import { checked } from '../support/checked.ts'
import { Killed, onePair } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const NEXT = { command: 'deploy', imageVersion: '3.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const codesOf = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(finding => finding.code)
const none = { min: 0, max: 4, desired: 0 }

test('a finalize that was confirmed for one release does not end another one', async () => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  const report = await simulation.run(FINALIZE, {
    onConfirm: async () => {
      await simulation.run(FINALIZE)
      await simulation.run(NEXT)
      return true
    }
  })
  expect(codesOf(report)).toEqual(['BGR-MOVED'])
  expect(report.changed).toBe(false)
  expect(simulation.group('web-green').instances.map(each => each.lifecycle)).toEqual([
    'Standby',
    'Standby',
    'Standby'
  ])
})

test('nobody answers yes: nothing is changed', async () => {
  const simulation = checked(onePair())
  const report = await simulation.run(DEPLOY, { onConfirm: async () => false })
  expect(codesOf(report)).toEqual(['BGR-NOT-CONFIRMED'])
  expect(simulation.changes).toEqual([])
})

test('the time limit counts from the answer, not from the question', async () => {
  const simulation = checked(onePair())
  const report = await simulation.run(
    { ...DEPLOY, timeoutMs: 300_000 },
    {
      onConfirm: async () => {
        simulation.twin.advance(simulation.world().now + 3_600_000)
        return true
      }
    }
  )
  expect(report.status).toBe('succeeded')
})

async function killedRollback() {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  await simulation.run(ROLLBACK, {
    before: change => {
      if (change.kind === 'exit-standby') throw new Killed()
    }
  })
  return { simulation, diedAt: simulation.world().now }
}

test('a run that stops inside the window of a dead one leaves the window to its successor', async () => {
  const { simulation, diedAt } = await killedRollback()
  const second = new AbortController()
  await simulation.run(ROLLBACK, {
    stop: second.signal,
    after: () => second.abort(new Error('stopped'))
  })
  // What is protected may come back and take over inside the window; nothing is ended there.
  let reducedAt: number | undefined
  const third = await simulation.run(ROLLBACK, {
    before: change => {
      if (change.kind === 'terminate') reducedAt ??= simulation.world().now
    }
  })
  expect(third.status).toBe('succeeded')
  // Five minutes for the signature, one for the clocks.
  expect(reducedAt).toBeGreaterThanOrEqual(diedAt + 360_000)
  expect(simulation.violations()).toEqual([])
})

test('a time limit that is too short to judge a claim is said at once', async () => {
  const { simulation } = await killedRollback()
  const before = simulation.world().now
  const report = await simulation.run({ ...ROLLBACK, timeoutMs: 60_000 })
  expect(codesOf(report)).toEqual(['BGR-CLAIMED'])
  expect(simulation.world().now - before).toBeLessThan(60_000)
  expect(report.changed).toBe(false)
})

test.each(['throttle', 'error-500', 'lost-response'] as const)(
  '%s at a write of the claim costs no run its claim',
  async kind => {
    const simulation = checked(onePair())
    const { request } = simulation.twin
    let struck = 0
    simulation.twin.request = (service, operation, input, ordered) => {
      const tags = Array.isArray(input.Tags) ? input.Tags : []
      const claim = operation === 'CreateOrUpdateTags' && JSON.stringify(tags).includes('bg-release:claim:')
      // The first write, and the sign-off.
      const strikes = claim && (struck === 0 || JSON.stringify(tags).includes('state=released')) && struck < 2
      if (!strikes) return request(service, operation, input, ordered)
      struck += 1
      return request(service, operation, input, troubleOf(kind, 'autoscaling', operation, 0))
    }
    expect((await simulation.run(DEPLOY)).status).toBe('succeeded')
    expect(struck).toBe(2)
    const blue = (await simulation.fleet.groupsByName(['web-blue']))[0]
    expect(blue && readClaims(blue).map(claim => claim.state)).toEqual(['released'])
  }
)

test('redeploy over a release that waits for finalize is refused', async () => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  const before = simulation.changes.length
  const report = await simulation.run({ ...DEPLOY, redeploy: true })
  expect(codesOf(report)).toEqual(['BGR-NOT-FINALIZED'])
  expect(simulation.changes).toHaveLength(before)
})

test('a first release that becomes healthy only while it is taken back is taken back', async () => {
  const simulation = checked(onePair({ blue: none, green: none }))
  simulation.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'never-healthy' })
  const first = { ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 }, timeoutMs: 120_000 }
  await simulation.run(first)
  await simulation.run(ROLLBACK, {
    before: change => {
      if (change.kind === 'enter-standby') throw new Killed()
    }
  })
  for (const { id } of simulation.group('web-blue').instances) {
    simulation.twin.act({ type: 'recover-instance', instanceId: id })
  }
  simulation.twin.advance(simulation.world().now + 120_000)
  const report = await simulation.run(ROLLBACK)
  expect(report.status).toBe('succeeded')
  expect(simulation.group('web-blue')).toMatchObject({ min: 0, desired: 0, instances: [] })
})
