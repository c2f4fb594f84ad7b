import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { endOf, endsOf } from '../support/ends.ts'
import { inject } from '../support/faults.ts'
import { Killed, onePair, TAGS } from '../support/simulation.ts'
import { groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
const codesOf = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(finding => finding.code)

describe('deploy', () => {
  test('moves the traffic, parks the old version and gives the sizes to the new group', async () => {
    const simulation = checked(onePair())
    const report = await simulation.run(DEPLOY)
    expect(report).toMatchObject({
      status: 'succeeded',
      changed: true,
      services: [{ place: { phase: 'awaiting-finalize', live: 'green', idle: 'blue', release: 1 } }]
    })
    expect(endsOf(simulation.world())).toMatchObject({
      'web-blue': { sizes: '0/0/6', serving: 0, lifecycles: ['Standby', 'Standby', 'Standby'] },
      'web-green': { sizes: '2/3/6', serving: 3, suspended: [] }
    })
    expect(groupIn(simulation.world(), 'web-green').instances.map(each => each.version)).toEqual([
      '2.0.0',
      '2.0.0',
      '2.0.0'
    ])
    expect(report.mixedMs).toBeGreaterThan(0)
    expect(simulation.violations()).toEqual([])
    expect(simulation.watched()).toBeGreaterThan(40)
  })

  test('of the version that is live changes nothing', async () => {
    const simulation = checked(onePair())
    const report = await simulation.run({ command: 'deploy', imageVersion: '1.0.0' })
    expect(report).toMatchObject({ status: 'succeeded', changed: false })
    expect(simulation.watched()).toBe(0)
  })

  test('again after success changes nothing, before and after finalize', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    expect(await simulation.run(DEPLOY)).toMatchObject({ status: 'succeeded', changed: false })
    await simulation.run({ command: 'finalize' })
    expect(await simulation.run(DEPLOY)).toMatchObject({ status: 'succeeded', changed: false })
    expect(simulation.violations()).toEqual([])
  })

  test('with redeploy releases the live version again', async () => {
    const simulation = checked(onePair())
    const again = { command: 'deploy', imageVersion: '1.0.0', redeploy: true } as const
    expect(await simulation.run(again)).toMatchObject({
      status: 'succeeded',
      changed: true,
      services: [{ place: { live: 'green' } }]
    })
    expect(endOf(simulation.world(), 'web-green').serving).toBe(3)
    expect(simulation.violations()).toEqual([])
  })

  test('with redeploy of another version is a contradiction', async () => {
    const simulation = checked(onePair())
    expect(codesOf(await simulation.run({ ...DEPLOY, redeploy: true }))).toEqual(['BGR-INPUT'])
    expect(simulation.watched()).toBe(0)
  })

  test('ten times there and back leaves nothing but versions, ids and the journal', async () => {
    const simulation = checked(
      onePair({ blue: { policies: [POLICY] }, green: { policies: [POLICY], max: 6 } })
    )
    const versionless = () =>
      JSON.parse(JSON.stringify(endsOf(simulation.world())).replaceAll(/\d+\.0\.0/g, 'x'))
    const rounds: unknown[] = []
    for (let version = 2; version < 12; version++) {
      expect((await simulation.run({ command: 'deploy', imageVersion: `${version}.0.0` })).status).toBe(
        'succeeded'
      )
      expect((await simulation.run({ command: 'finalize' })).status).toBe('succeeded')
      rounds.push(versionless())
    }
    expect(rounds[9]).toEqual(rounds[1])
    expect(rounds[8]).toEqual(rounds[0])
    expect(rounds[9]).toMatchObject({
      'web-blue': { sizes: '2/3/6', serving: 3, suspended: [] },
      'web-green': { sizes: '0/0/6', serving: 0, suspended: ['AlarmNotification', 'ScheduledActions'] }
    })
    for (const name of ['web-blue', 'web-green']) {
      const keys = Object.keys(groupIn(simulation.world(), name).tags).filter(key =>
        key.startsWith('bg-release:')
      )
      expect(keys.filter(key => /:claim:/.test(key)).length).toBeLessThanOrEqual(1)
      expect(keys.length).toBeLessThanOrEqual(10)
    }
    expect(simulation.violations()).toEqual([])
  })

  test('gives both roles their own sizes back, however often they change places', async () => {
    const simulation = checked(onePair())
    for (const version of ['2.0.0', '3.0.0']) {
      await simulation.run({ command: 'deploy', imageVersion: version })
      await simulation.run({ command: 'finalize' })
    }
    expect(endOf(simulation.world(), 'web-blue').sizes).toBe('2/3/6')
    expect(endOf(simulation.world(), 'web-green').sizes).toBe('0/0/6')
    expect(simulation.violations()).toEqual([])
  })

  test('of 45 instances parks them in batches of at most 20', async () => {
    const big = { min: 40, max: 60, desired: 45 }
    const simulation = checked(onePair({ blue: big }))
    expect((await simulation.run(DEPLOY)).status).toBe('succeeded')
    const batches = simulation.changes.flatMap(each =>
      each.kind === 'enter-standby' ? [each.ids.length] : []
    )
    expect(batches).toEqual([20, 20, 5])
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '40/45/60', serving: 45 })
    expect(simulation.violations()).toEqual([])
  })
})

describe('a deploy over an open release', () => {
  test('of the same version goes on with it', async () => {
    const simulation = checked(onePair())
    await simulation.run({ ...DEPLOY, timeoutMs: 61_000 })
    expect(simulation.stand().journal?.state).toBe('open')
    expect((await simulation.run(DEPLOY)).services).toMatchObject([
      { place: { phase: 'awaiting-finalize', release: 1 } }
    ])
    expect(simulation.violations()).toEqual([])
  })

  test('of another version is refused with both ways out', async () => {
    const simulation = checked(onePair())
    await simulation.run({ ...DEPLOY, timeoutMs: 61_000 })
    const before = simulation.watched()
    const report = await simulation.run({ command: 'deploy', imageVersion: '3.0.0' })
    expect(codesOf(report)).toEqual(['BGR-RELEASE-OPEN'])
    expect(report.findings[0]?.fix).toMatch(/rollback.*deploy 2\.0\.0/)
    expect(simulation.watched()).toBe(before)
    expect(simulation.violations()).toEqual([])
  })

  test.each([
    ['another version', { command: 'deploy', imageVersion: '3.0.0' }],
    ['the version before', { command: 'deploy', imageVersion: '1.0.0' }]
  ] as const)('that is not finalized, of %s, is refused with both ways out', async (_, options) => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    const before = simulation.watched()
    const report = await simulation.run(options)
    expect(codesOf(report)).toEqual(['BGR-NOT-FINALIZED'])
    expect(report.findings[0]?.fix).toMatch(/finalize.*rollback/)
    expect(simulation.watched()).toBe(before)
  })

  test('that is being rolled back or finalized is refused', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    await simulation.run({ command: 'finalize' }, inject('killed after', 1))
    expect(simulation.stand().journal?.state).toBe('finalizing')
    expect(codesOf(await simulation.run({ command: 'deploy', imageVersion: '3.0.0' }))).toEqual([
      'BGR-FINALIZE-UNFINISHED'
    ])
    await simulation.run({ command: 'rollback' }, inject('killed after', 4))
    expect(codesOf(await simulation.run(DEPLOY))).toEqual(['BGR-ROLLBACK-UNFINISHED'])
    expect(codesOf(await simulation.run({ command: 'finalize' }))).toEqual(['BGR-NOTHING-TO-FINALIZE'])
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(simulation.violations()).toEqual([])
  })
})

describe('the first release of a service', () => {
  const none = { min: 0, max: 0, desired: 0 }
  const first = { ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } }

  test('needs its capacity said', async () => {
    const simulation = checked(onePair({ blue: none, green: none }))
    expect(codesOf(await simulation.run(DEPLOY))).toEqual(['BGR-NONE-LIVE'])
    expect(simulation.watched()).toBe(0)
  })

  test('ends finalized, with nothing left to end', async () => {
    const simulation = checked(onePair({ blue: none, green: { ...none, tags: TAGS } }))
    expect(await simulation.run(first)).toMatchObject({
      status: 'succeeded',
      services: [{ place: { phase: 'idle', live: 'blue' } }]
    })
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(codesOf(await simulation.run({ command: 'rollback' }))).toEqual(['BGR-NOTHING-TO-ROLL-BACK'])
    expect((await simulation.run({ command: 'deploy', imageVersion: '3.0.0' })).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '2/3/6', serving: 3 })
    expect(simulation.violations()).toEqual([])
  })

  test('that never becomes healthy leaves a way out for the next version', async () => {
    const simulation = checked(onePair({ blue: none, green: none }))
    simulation.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'never-healthy' })
    expect(codesOf(await simulation.run({ ...first, timeoutMs: 300_000 }))).toEqual(['BGR-TIMEOUT'])
    const back = await simulation.run({ command: 'rollback' })
    expect(back.status).toBe('succeeded')
    expect(simulation.group('web-blue')).toMatchObject({ min: 0, desired: 0, instances: [], suspended: [] })
    expect(simulation.group('web-green')).toMatchObject({ min: 0, desired: 0, instances: [], suspended: [] })
    const next = await simulation.run({ ...first, imageVersion: '3.0.0' })
    expect(next.status).toBe('succeeded')
    expect(simulation.violations()).toEqual([])
  })

  test('that serves is not taken away', async () => {
    const simulation = checked(onePair({ blue: none, green: none }))
    let healthy = 0
    const open = await simulation.run(first, {
      before: change => {
        if (change.kind === 'resize' && change.min !== undefined && ++healthy === 1) throw new Killed()
      }
    })
    expect(open.status).toBe('failed')
    const before = simulation.group('web-blue')
    const back = await simulation.run({ command: 'rollback' })
    expect(codesOf(back)).toEqual(['BGR-NOTHING-TO-ROLL-BACK'])
    expect(simulation.group('web-blue').instances).toEqual(before.instances)
    expect(simulation.violations()).toEqual([])
  })
})
