import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { inject } from '../support/faults.ts'
import { Killed, onePair } from '../support/simulation.ts'
import { groupIn, groupsOf, scales, serving } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const idsOf = (simulation: Checked, name: string) =>
  groupIn(simulation.world(), name)
    .instances.map(each => each.id)
    .sort()

describe('rollback', () => {
  test('of a switched release brings the very same instances back and ends the new ones', async () => {
    const simulation = checked(onePair())
    const before = idsOf(simulation, 'web-blue')
    await simulation.run(DEPLOY)
    const report = await simulation.run(ROLLBACK)
    expect(report).toMatchObject({
      status: 'succeeded',
      services: [{ place: { phase: 'idle', live: 'blue', idle: 'green' } }]
    })
    expect(idsOf(simulation, 'web-blue')).toEqual(before)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({
      sizes: '0/0/4',
      lifecycles: [],
      suspended: []
    })
    expect(simulation.violations()).toEqual([])
  })

  test('again changes nothing', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    await simulation.run(ROLLBACK)
    expect(await simulation.run(ROLLBACK)).toMatchObject({ status: 'succeeded', changed: false })
    expect(await simulation.run(FINALIZE)).toMatchObject({ status: 'succeeded', changed: false })
    expect(simulation.violations()).toEqual([])
  })

  test('is followed by a deploy of the same version, which is a new release', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    await simulation.run(ROLLBACK)
    expect(await simulation.run(DEPLOY)).toMatchObject({
      status: 'succeeded',
      services: [{ place: { live: 'green', release: 2 } }]
    })
    expect(simulation.violations()).toEqual([])
  })

  test('where nothing was released is refused', async () => {
    const simulation = checked(onePair())
    expect(await simulation.run(ROLLBACK)).toMatchObject({ findings: [{ code: 'BGR-NOTHING-TO-ROLL-BACK' }] })
    expect(simulation.watched()).toBe(0)
  })
})

/** A deploy that ends as soon as the new version is on its way. */
async function stopWhenLaunched(simulation: Checked): Promise<void> {
  const stop = new AbortController()
  await simulation.run(DEPLOY, {
    stop: stop.signal,
    after: change => {
      if (change.kind === 'resize' && change.desired !== undefined) stop.abort(new Error('stopped'))
    }
  })
}

describe('rollback of a deploy that ended', () => {
  test('before anything of it was healthy', async () => {
    const simulation = checked(onePair())
    await stopWhenLaunched(simulation)
    expect(serving(simulation.world(), groupIn(simulation.world(), 'web-green'))).toBe(0)
    await backTo(simulation)
  })

  test('when all of it was healthy', async () => {
    const simulation = checked(onePair())
    await stopWhenLaunched(simulation)
    simulation.twin.advance(simulation.world().now + 300_000)
    expect(serving(simulation.world(), groupIn(simulation.world(), 'web-green'))).toBe(3)
    await backTo(simulation)
  })

  test('when it had taken scaling over', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY, {
      before: change => {
        if (change.kind === 'tag' && change.tags.some(tag => tag.value.includes('state=switching')))
          throw new Killed()
      }
    })
    expect(groupsOf(simulation.stand()).map(scales)).toEqual([false, true])
    await backTo(simulation)
  })

  test.each([1, 2, 3])(
    'half way through the switch of 45 instances, after %i of 3 batches',
    async batches => {
      const simulation = checked(onePair({ blue: { min: 40, max: 60, desired: 45 } }))
      let entered = 0
      await simulation.run(DEPLOY, {
        after: change => {
          if (change.kind === 'enter-standby') entered += 1
          if (entered === batches) throw new Killed()
        }
      })
      expect(entered).toBe(batches)
      const parkedIds = [20, 40, 45][batches - 1]
      expect(groupIn(simulation.world(), 'web-blue').desired).toBe(45 - (parkedIds ?? 0))
      await backTo(simulation, { sizes: '40/45/60', serving: 45 })
    }
  )

  test('while its instances were still on their way into Standby', async () => {
    const simulation = checked(onePair({ targetGroup: { deregistrationDelaySeconds: 300 } }))
    await simulation.run(DEPLOY, {
      after: change => {
        if (change.kind === 'enter-standby') throw new Killed()
      }
    })
    expect(groupIn(simulation.world(), 'web-blue').instances.map(each => each.lifecycle)).toContain(
      'EnteringStandby'
    )
    await backTo(simulation)
  })

  test('and of a rollback that was itself killed twice', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    await simulation.run(ROLLBACK, inject('killed after', 5))
    await simulation.run(ROLLBACK, inject('killed before', 6))
    await backTo(simulation)
  })

  test('once finalize has begun but ended nothing', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    await simulation.run(FINALIZE, inject('killed after', 1))
    expect(simulation.stand().journal?.state).toBe('finalizing')
    await backTo(simulation)
  })

  test('is refused once finalize has ended an instance, and finalize finishes', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    await simulation.run(FINALIZE, inject('killed after', 2))
    const { findings, changed } = await simulation.run(ROLLBACK)
    expect({ findings, changed }).toMatchObject({
      findings: [{ code: 'BGR-FINALIZE-UNFINISHED' }],
      changed: false
    })
    expect((await simulation.run(FINALIZE)).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '0/0/6', lifecycles: [] })
    expect(simulation.violations()).toEqual([])
  })

  async function backTo(simulation: Checked, end: object = { sizes: '2/3/6', serving: 3 }) {
    const report = await simulation.run(ROLLBACK)
    expect({ status: report.status, found: report.findings }).toEqual({ status: 'succeeded', found: [] })
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ ...end, suspended: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({
      sizes: '0/0/4',
      lifecycles: [],
      suspended: []
    })
    expect(simulation.violations()).toEqual([])
  }
})
