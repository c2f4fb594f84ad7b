/** A rollback holds what is carried now, whatever was carried when the release began, and wherever the release stands. */
import { describe, expect, test } from '@jest/globals'
import type { Change } from '../../src/release/ports.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { Killed, onePair } from '../support/simulation.ts'
import { groupIn, serving } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const PAIR = onePair({ blue: { min: 2, desired: 3, max: 8 }, green: { max: 4 } })

const marks = (state: string) => (change: Change) =>
  change.kind === 'tag' && change.tags.some(tag => tag.value.includes(`state=${state} `))
const starts = (change: Change) => change.kind === 'resize' && change.desired !== undefined
const parks = (change: Change) => change.kind === 'enter-standby'

/** Where the deploy dies: just before the change. */
const PHASES: readonly (readonly [string, ((change: Change) => boolean) | undefined])[] = [
  ['before anything of the new version starts', starts],
  ['with the new version healthy, before traffic moves', marks('switching')],
  ['before the old version leaves', parks],
  ['before the switch is noted', marks('switched')],
  ['when the release waits for finalize', undefined]
]

async function died(at: ((change: Change) => boolean) | undefined, pair: object = PAIR): Promise<Checked> {
  const simulation = checked(pair)
  await simulation.run(
    DEPLOY,
    at && {
      before: change => {
        if (at(change)) throw new Killed()
      }
    }
  )
  return simulation
}

const onBoth = (simulation: Checked) =>
  ['web-blue', 'web-green'].reduce(
    (sum, name) => sum + serving(simulation.world(), groupIn(simulation.world(), name)),
    0
  )

describe('after the load has doubled', () => {
  test.each(PHASES)('%s', async (_, at) => {
    const simulation = await died(at)
    const live = ['web-green', 'web-blue'].find(
      name => groupIn(simulation.world(), name).suspended.AlarmNotification === undefined
    )
    const { max } = groupIn(simulation.world(), live ?? '')
    expect(max).toBeGreaterThanOrEqual(6)
    simulation.twin.act({ type: 'scale', group: live ?? '', desired: 6, by: 'policy' })
    simulation.twin.advance(simulation.world().now + 300_000)
    let least = Number.POSITIVE_INFINITY
    const report = await simulation.run(ROLLBACK, {
      after: change => {
        if (change.kind === 'enter-standby') least = Math.min(least, onBoth(simulation))
      }
    })
    expect(report.findings).toEqual([])
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/6/8', serving: 6, suspended: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '0/0/4', lifecycles: [] })
    expect(least).toBeGreaterThanOrEqual(6)
    expect(simulation.violations()).toEqual([])
  })
})

test('beyond the MaxSize that the old group had: it is raised, and stays the one that the user has given the live role', async () => {
  const simulation = await died(undefined)
  simulation.twin.act({ type: 'resize', group: 'web-green', max: 12, desired: 12 })
  simulation.twin.advance(simulation.world().now + 300_000)
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/12/12', serving: 12 })
  expect(simulation.violations()).toEqual([])
})

test('where the MaxSize has been lowered under what is carried: everything is held, and the lower one comes back as far as it can', async () => {
  const simulation = await died(undefined)
  simulation.twin.act({ type: 'scale', group: 'web-green', desired: 6, by: 'policy' })
  simulation.twin.advance(simulation.world().now + 300_000)
  simulation.twin.act({ type: 'resize', group: 'web-blue', max: 3 })
  let carried = 0
  const report = await simulation.run(ROLLBACK, {
    before: change => {
      if (change.kind === 'enter-standby')
        carried = serving(simulation.world(), groupIn(simulation.world(), 'web-blue'))
    }
  })
  expect(report.findings).toEqual([])
  expect(carried).toBe(6)
  expect(simulation.violations()).toEqual([])
})

test('a load that fell is no reason to bring less back than was parked', async () => {
  const simulation = await died(undefined)
  simulation.twin.act({ type: 'scale', group: 'web-green', desired: 2, by: 'policy' })
  simulation.twin.advance(simulation.world().now + 300_000)
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3, suspended: [] })
  expect(simulation.violations()).toEqual([])
})

test('a load that grows while scaling is handed back is followed by one colour that may scale in, not by both', async () => {
  const simulation = await died(undefined)
  let grown = false
  const report = await simulation.run(ROLLBACK, {
    after: change => {
      if (grown || change.kind !== 'resume' || change.group !== 'web-blue') return
      if (groupIn(simulation.world(), 'web-blue').suspended.AlarmNotification !== undefined) return
      grown = true
      simulation.twin.act({ type: 'scale', group: 'web-green', desired: 4, by: 'policy' })
    }
  })
  expect(grown).toBe(true)
  expect(report.status).toBe('succeeded')
  expect(serving(simulation.world(), groupIn(simulation.world(), 'web-blue'))).toBe(4)
  expect(simulation.violations()).toEqual([])
})
