/** A rollback that may do with a share of the demand. */
import { expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { Killed, onePair } from '../support/simulation.ts'
import { groupIn, serving } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const TEN = onePair({ blue: { min: 8, max: 20, desired: 10 }, green: { max: 20 } })

/** Ten old instances are parked, four of them are lost, and nothing of the old version can be launched any more. */
async function crippled(lost: number): Promise<Checked> {
  const simulation = checked(TEN)
  expect((await simulation.run(DEPLOY)).findings).toEqual([])
  simulation.twin.act({ type: 'set-version-health', version: '1.0.0', health: 'never-healthy' })
  for (const { id } of groupIn(simulation.world(), 'web-blue').instances.slice(0, lost)) {
    simulation.twin.act({ type: 'fail-instance', instanceId: id, how: 'terminated' })
  }
  simulation.twin.advance(simulation.world().now + 60_000)
  return simulation
}

const onOld = (simulation: Checked) => serving(simulation.world(), groupIn(simulation.world(), 'web-blue'))

test('waits for the whole demand where nobody accepts less', async () => {
  const simulation = await crippled(3)
  const report = await simulation.run(ROLLBACK)
  expect(report.findings.map(({ code }) => code)).toEqual(['BGR-TIMEOUT'])
  expect(endOf(simulation.world(), 'web-green').serving).toBe(10)
  expect(simulation.violations()).toEqual([])
})

test('goes on where the share is there, and the new version leaves', async () => {
  const simulation = await crippled(3)
  let carried: number | undefined
  const report = await simulation.run(
    { ...ROLLBACK, acceptCapacity: 70 },
    {
      before: change => {
        if (change.kind === 'enter-standby') carried ??= onOld(simulation)
      }
    }
  )
  expect(report.findings).toEqual([])
  expect(carried).toBe(7)
  // What is missing is still asked for.
  expect(groupIn(simulation.world(), 'web-blue').desired).toBe(10)
  expect(endOf(simulation.world(), 'web-green').lifecycles).toEqual([])
  expect(simulation.violations()).toEqual([])
})

test('waits where not even the share is there', async () => {
  const simulation = await crippled(4)
  const report = await simulation.run({ ...ROLLBACK, acceptCapacity: 70 })
  expect(report.findings.map(({ code }) => code)).toEqual(['BGR-TIMEOUT'])
  expect(endOf(simulation.world(), 'web-green').serving).toBe(10)
  // A person may accept less still, in a run of its own.
  expect((await simulation.run({ ...ROLLBACK, acceptCapacity: 60 })).findings).toEqual([])
  expect(simulation.violations()).toEqual([])
})

test('holds for the next run too, which need not say it again', async () => {
  const simulation = await crippled(3)
  await simulation.run(
    { ...ROLLBACK, acceptCapacity: 70 },
    {
      before: change => {
        if (change.kind === 'enter-standby') throw new Killed()
      }
    }
  )
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  expect(onOld(simulation)).toBe(7)
  expect(simulation.violations()).toEqual([])
})

test('is taken back by a run that asks for all', async () => {
  const simulation = await crippled(3)
  await simulation.run(
    { ...ROLLBACK, acceptCapacity: 70 },
    {
      before: change => {
        if (change.kind === 'enter-standby') throw new Killed()
      }
    }
  )
  const report = await simulation.run({ ...ROLLBACK, acceptCapacity: 100 })
  expect(report.findings.map(({ code }) => code)).toEqual(['BGR-TIMEOUT'])
  expect(endOf(simulation.world(), 'web-green').serving).toBe(10)
  expect(simulation.violations()).toEqual([])
})

test('1% is still one instance', async () => {
  const simulation = await crippled(10)
  const report = await simulation.run({ ...ROLLBACK, acceptCapacity: 1 })
  expect(report.findings.map(({ code }) => code)).toEqual(['BGR-TIMEOUT'])
  expect(endOf(simulation.world(), 'web-green').serving).toBe(10)
  expect(simulation.violations()).toEqual([])
})

test('brings back what is still on its way into Standby, after the new version has left', async () => {
  const simulation = checked({
    ...TEN,
    targetGroups: TEN.targetGroups.map(group => ({ ...group, deregistrationDelaySeconds: 600 }))
  })
  await simulation.run(DEPLOY, {
    after: change => {
      if (change.kind === 'enter-standby') throw new Killed()
    }
  })
  simulation.twin.act({
    type: 'foreign-call',
    service: 'autoscaling',
    operation: 'SetDesiredCapacity',
    input: { AutoScalingGroupName: 'web-blue', DesiredCapacity: 5, HonorCooldown: false }
  })
  simulation.twin.advance(simulation.world().now + 240_000)
  const report = await simulation.run({ ...ROLLBACK, acceptCapacity: 50, timeoutMs: 60 * 60_000 })
  expect(report.findings).toEqual([])
  // Five were launched by hand, and all ten of before are back.
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 15, suspended: [] })
  expect(
    groupIn(simulation.world(), 'web-blue').instances.every(each => each.lifecycle === 'InService')
  ).toBe(true)
  expect(simulation.violations()).toEqual([])
})
