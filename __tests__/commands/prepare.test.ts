import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { fleetOf, servingOf, statesOf } from '../support/fleets.ts'
import { fewOfEach } from '../support/scaled-pair.ts'
import { onePair } from '../support/simulation.ts'
import { splitPair } from '../support/split.ts'

const PREPARE = { command: 'prepare', imageVersion: '2.0.0' } as const
const PROMOTE = { command: 'promote', imageVersion: '2.0.0' } as const
const codes = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(({ code }) => code)

describe('prepare', () => {
  test('on colours with target groups of their own ends before any user meets the version', async () => {
    const simulation = checked(splitPair())
    expect(await simulation.run(PREPARE)).toMatchObject({
      status: 'succeeded',
      changed: true,
      services: [{ place: { phase: 'ready', live: 'blue' } }]
    })
    expect(simulation.stand().journal?.state).toBe('open')
    expect(await simulation.run(PREPARE)).toMatchObject({ status: 'succeeded', changed: false })
    expect((await simulation.run(PROMOTE)).status).toBe('succeeded')
    expect(simulation.stand().journal?.state).toBe('switched')
    expect(simulation.violations()).toEqual([])
  })

  test('on shared target groups needs consent, for it takes traffic', async () => {
    const simulation = checked(onePair())
    const refused = await simulation.run(PREPARE)
    expect(codes(refused)).toEqual(['BGR-MIXED'])
    expect(refused.changed).toBe(false)
    expect((await simulation.run({ ...PREPARE, allowMixed: true })).status).toBe('succeeded')
    expect(simulation.stand().journal?.state).toBe('open')
    expect((await simulation.run(PROMOTE)).status).toBe('succeeded')
    expect(simulation.violations()).toEqual([])
  })

  test('of a fleet ends when every service is ready, and follows what grows meanwhile', async () => {
    const simulation = checked(fleetOf(3))
    expect((await simulation.run({ ...PREPARE, allowMixed: true })).status).toBe('succeeded')
    expect(statesOf(simulation.world())).toEqual(['open', 'open', 'open'])
    expect(servingOf(simulation.world(), 'green')).toEqual([3, 3, 3])
    simulation.twin.act({ type: 'scale', group: 'web-2-blue', desired: 5, by: 'policy' })
    simulation.twin.advance(simulation.world().now + 300_000)
    expect((await simulation.run(PROMOTE)).status).toBe('succeeded')
    expect(servingOf(simulation.world(), 'green')).toEqual([3, 5, 3])
    expect(simulation.violations()).toEqual([])
  })

  test('is undone by rollback without a trace', async () => {
    const simulation = checked(onePair())
    const before = endsOf(simulation.world())
    await simulation.run({ ...PREPARE, allowMixed: true })
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(endsOf(simulation.world())).toEqual(before)
    expect(simulation.violations()).toEqual([])
  })
})

describe('promote', () => {
  test('without a prepared release is refused and changes nothing', async () => {
    const simulation = checked(onePair())
    expect(codes(await simulation.run(PROMOTE))).toEqual(['BGR-NOTHING-TO-PROMOTE'])
    expect(simulation.watched()).toBe(0)
  })

  test('of another version than the prepared one is refused', async () => {
    const simulation = checked(splitPair())
    await simulation.run(PREPARE)
    expect(codes(await simulation.run({ ...PROMOTE, imageVersion: '3.0.0' }))).toEqual(['BGR-RELEASE-OPEN'])
    expect(simulation.violations()).toEqual([])
  })
})

test('promote says what the prepared colour scales by and the live one no longer does', async () => {
  const simulation = fewOfEach()
  await simulation.run({ ...PREPARE, allowMixed: true })
  simulation.twin.act({
    type: 'foreign-call',
    service: 'autoscaling',
    operation: 'DeleteScheduledAction',
    input: { AutoScalingGroupName: 'web-blue', ScheduledActionName: 'night' }
  })
  const report = await simulation.run(PROMOTE)
  expect(report.status).toBe('succeeded')
  expect(report.notes?.map(({ note }) => note.message)).toEqual([
    'web-green has the scheduled action night, and web-blue has not. It stays, and scales the service once web-green is live.'
  ])
  expect(simulation.violations()).toEqual([])
})

test('promote says nothing where both colours scale by the same', async () => {
  const simulation = fewOfEach()
  await simulation.run({ ...PREPARE, allowMixed: true })
  expect(await simulation.run(PROMOTE)).not.toHaveProperty('notes')
})
