/** Rollback of a release that is finalized: a deploy of the version before. */
import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endOf, endsOf } from '../support/ends.ts'
import { FAULTS, inject, isKill } from '../support/faults.ts'
import { onePair } from '../support/simulation.ts'
import { groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const

async function finalized(pair: object = onePair()): Promise<Checked> {
  const simulation = checked(pair)
  await simulation.run(DEPLOY)
  expect((await simulation.run(FINALIZE)).findings).toEqual([])
  return simulation
}

const versionOf = (simulation: Checked, name: string) =>
  groupIn(simulation.world(), name).tags['docker:image:version']?.value
const codesOf = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(finding => finding.code)

/** Whether the version before serves again, and the rejected one is parked. */
function expectUndone(simulation: Checked): void {
  expect(versionOf(simulation, 'web-blue')).toBe('1.0.0')
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3, suspended: [] })
  expect(endOf(simulation.world(), 'web-green').lifecycles).toEqual(['Standby', 'Standby', 'Standby'])
  expect(simulation.violations()).toEqual([])
}

test('deploys the version before, and again changes nothing', async () => {
  const simulation = await finalized()
  expect(await simulation.run(ROLLBACK)).toMatchObject({ status: 'succeeded', changed: true, findings: [] })
  expect(simulation.stand().journal).toMatchObject({ epoch: 2, undo: true, state: 'switched' })
  expectUndone(simulation)
  expect(await simulation.run(ROLLBACK)).toMatchObject({ status: 'succeeded', changed: false })
  expect((await simulation.run(FINALIZE)).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-green').lifecycles).toEqual([])
  expect(simulation.violations()).toEqual([])
})

describe('whatever happens to one of its changes, the next rollback goes on with it', () => {
  test.each(FAULTS)('%s', async fault => {
    const calm = await finalized()
    const already = calm.changes.length
    await calm.run(ROLLBACK)
    const count = calm.changes.length - already
    const wrong: unknown[] = []
    let fired = 0
    for (let at = 0; at < count; at++) {
      const simulation = await finalized()
      const injection = inject(fault, at)
      let report = await simulation.run(ROLLBACK, injection)
      if (isKill(fault)) report = await simulation.run(ROLLBACK)
      fired += injection.fired()
      if (report.status !== 'succeeded') wrong.push({ at, found: report.findings })
      if (simulation.violations().length > 0) wrong.push({ at, broken: simulation.violations() })
      if (JSON.stringify(endsOf(simulation.world())) !== JSON.stringify(endsOf(calm.world())))
        wrong.push({ at, ends: endsOf(simulation.world()) })
    }
    expect(wrong).toEqual([])
    expect({ fired, enough: count > 10 }).toEqual({ fired: count, enough: true })
  })
})

/** A rollback of a finalized release that stops before traffic moves. */
async function begun(): Promise<Checked> {
  const simulation = await finalized()
  const stop = new AbortController()
  await simulation.run(ROLLBACK, {
    stop: stop.signal,
    after: change => {
      if (change.kind === 'resize' && change.desired !== undefined) stop.abort(new Error('stopped'))
    }
  })
  expect(simulation.stand().journal).toMatchObject({ undo: true, state: 'open' })
  return simulation
}

test('a deploy of the live version takes it back', async () => {
  const simulation = await begun()
  expect((await simulation.run(DEPLOY)).findings).toEqual([])
  expect(simulation.stand().journal).toMatchObject({ undo: true, state: 'rolled-back' })
  expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3, suspended: [] })
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ lifecycles: [] })
  // And who wants the old version still can have it.
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  expectUndone(simulation)
})

test('a deploy of a third version is refused while it is open', async () => {
  const simulation = await begun()
  const report = await simulation.run({ command: 'deploy', imageVersion: '3.0.0' })
  expect(codesOf(report)).toEqual(['BGR-RELEASE-OPEN'])
  expect(report.findings[0]?.fix).toContain('deploy 2.0.0 to take it back')
  expect(report.changed).toBe(false)
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  expectUndone(simulation)
})

describe('is refused, and changes nothing,', () => {
  test('where the idle group does not say which version it ran', async () => {
    const simulation = await finalized()
    simulation.twin.act({
      type: 'foreign-call',
      service: 'autoscaling',
      operation: 'DeleteTags',
      input: {
        Tags: [{ ResourceId: 'web-blue', ResourceType: 'auto-scaling-group', Key: 'docker:image:version' }]
      }
    })
    const report = await simulation.run(ROLLBACK)
    expect(codesOf(report)).toEqual(['BGR-NOTHING-TO-ROLL-BACK'])
    expect(report.changed).toBe(false)
  })

  test('after a rollback that was itself finalized: nobody wants the rejected version', async () => {
    const simulation = await finalized()
    await simulation.run(ROLLBACK)
    await simulation.run(FINALIZE)
    const report = await simulation.run(ROLLBACK)
    expect(codesOf(report)).toEqual(['BGR-NOTHING-TO-ROLL-BACK'])
    expect(report.findings[0]?.message).toContain('it was itself a rollback to 1.0.0')
    expect(report.changed).toBe(false)
  })

  test('after the first release of a service', async () => {
    const none = { min: 0, max: 6, desired: 0 }
    const simulation = checked(onePair({ blue: none, green: none }))
    await simulation.run({ ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } })
    expect(codesOf(await simulation.run(ROLLBACK))).toEqual(['BGR-NOTHING-TO-ROLL-BACK'])
  })

  test('where preflight finds the idle group in use', async () => {
    const simulation = await finalized()
    simulation.twin.act({ type: 'resize', group: 'web-blue', desired: 1 })
    simulation.twin.advance(simulation.world().now + 200_000)
    const report = await simulation.run(ROLLBACK)
    expect(codesOf(report)).toContain('BGR-BOTH-LIVE')
    expect(report.changed).toBe(false)
  })

  test('with accept-capacity, which is for instances that come back', async () => {
    const simulation = await finalized()
    const report = await simulation.run({ ...ROLLBACK, acceptCapacity: 80 })
    expect(codesOf(report)).toEqual(['BGR-INPUT'])
    expect(report.changed).toBe(false)
  })
})
