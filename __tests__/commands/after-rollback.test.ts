/** A rejected version that stays parked, and how it ends. */
import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endOf, endsOf } from '../support/ends.ts'
import { inject } from '../support/faults.ts'
import { fleetOf, statesOf } from '../support/fleets.ts'
import { onePair } from '../support/simulation.ts'
import { splitPair } from '../support/split.ts'
import { groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const NEXT = { command: 'deploy', imageVersion: '3.0.0' } as const
const KEEP = { command: 'rollback', afterRollback: 'standby' } as const
const END = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }

async function kept(pair: object = onePair()): Promise<Checked> {
  const simulation = checked(pair)
  await simulation.run(DEPLOY)
  expect((await simulation.run(KEEP)).findings).toEqual([])
  return simulation
}

const parked = ['Standby', 'Standby', 'Standby']
const idsOf = (simulation: Checked, name: string) =>
  groupIn(simulation.world(), name).instances.map(each => each.id)
const codesOf = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(finding => finding.code)

test('the old version is back, and the rejected one stays in Standby, held', async () => {
  const simulation = await kept(onePair({ blue: { policies: [POLICY] }, green: { policies: [POLICY] } }))
  expect(simulation.stand().journal?.state).toBe('rolled-back')
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
  expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '0/0/4', lifecycles: parked })
  expect(endOf(simulation.world(), 'web-green').suspended).toEqual(
    expect.arrayContaining(['AlarmNotification', 'ReplaceUnhealthy', 'ScheduledActions'])
  )
  expect(await simulation.run(KEEP)).toMatchObject({ status: 'succeeded', changed: false })
  expect(await simulation.run(END)).toMatchObject({ status: 'succeeded', changed: false })
  expect(simulation.violations()).toEqual([])
})

test('the next deploy ends it before anything of the new version starts', async () => {
  const simulation = await kept()
  const rejected = idsOf(simulation, 'web-green')
  let left: readonly string[] | undefined
  const report = await simulation.run(NEXT, {
    before: change => {
      if (change.kind === 'resize' && change.group === 'web-green' && change.desired !== undefined)
        left ??= idsOf(simulation, 'web-green')
    }
  })
  expect(report.findings).toEqual([])
  expect(left).toEqual([])
  expect(idsOf(simulation, 'web-green').filter(id => rejected.includes(id))).toEqual([])
  expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3, suspended: [] })
  expect(simulation.violations()).toEqual([])
})

test('finalize ends it, and leaves the idle group as after a rollback that ends it', async () => {
  const simulation = await kept()
  const report = await simulation.run(FINALIZE)
  expect(report).toMatchObject({ status: 'succeeded', changed: true })
  const plain = checked(onePair())
  await plain.run(DEPLOY)
  await plain.run(END)
  expect(endsOf(simulation.world())).toEqual(endsOf(plain.world()))
  expect(await simulation.run(FINALIZE)).toMatchObject({ status: 'succeeded', changed: false })
  expect(simulation.violations()).toEqual([])
})

test('a rollback that was to keep it and was killed can still end it', async () => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  const calm = checked(onePair())
  await calm.run(DEPLOY)
  const already = calm.changes.length
  await calm.run(KEEP)
  await simulation.run(KEEP, inject('killed before', calm.changes.length - already - 2))
  expect((await simulation.run(END)).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '0/0/4', lifecycles: [] })
  expect(groupIn(simulation.world(), 'web-green').tags['bg-release:kept']).toBeUndefined()
  expect(simulation.violations()).toEqual([])
})

test('one that has died meanwhile is ended with the others', async () => {
  const simulation = await kept()
  const [lost = ''] = idsOf(simulation, 'web-green')
  simulation.twin.act({ type: 'fail-instance', instanceId: lost, how: 'terminated' })
  simulation.twin.advance(simulation.world().now + 60_000)
  expect((await simulation.run(NEXT)).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3 })
  expect(simulation.violations()).toEqual([])
})

test('a deploy over it that is taken back ends what is left of it', async () => {
  const simulation = await kept()
  let ended = 0
  const stop = new AbortController()
  await simulation.run(NEXT, {
    stop: stop.signal,
    after: change => {
      if (change.kind === 'terminate' && ++ended === 1) stop.abort(new Error('stopped'))
    }
  })
  expect(ended).toBe(1)
  expect((await simulation.run(END)).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3 })
  expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '0/0/4', lifecycles: [] })
  expect(simulation.violations()).toEqual([])
})

describe("instances that are somebody else's", () => {
  /** An operator brings one of the parked instances into service, and parks it again beside a new one of his own. */
  async function withStranger(state: 'InService' | 'Standby') {
    const simulation = await kept()
    const foreign = (operation: string, input: object) =>
      simulation.twin.act({
        type: 'foreign-call',
        service: 'autoscaling',
        operation,
        input: { AutoScalingGroupName: 'web-green', ...input }
      })
    foreign('SetDesiredCapacity', { DesiredCapacity: 1, HonorCooldown: false })
    simulation.twin.advance(simulation.world().now + 300_000)
    const own = groupIn(simulation.world(), 'web-green').instances.find(
      each => each.lifecycle === 'InService'
    )
    expect(own).toBeDefined()
    if (state === 'Standby') {
      foreign('EnterStandby', { InstanceIds: [own?.id], ShouldDecrementDesiredCapacity: true })
      simulation.twin.advance(simulation.world().now + 300_000)
    }
    return { simulation, before: idsOf(simulation, 'web-green') }
  }

  test.each([
    [FINALIZE, 'Standby', 'BGR-DRIFT'],
    [NEXT, 'Standby', 'BGR-IDLE-NOT-EMPTY'],
    [FINALIZE, 'InService', 'BGR-DRIFT'],
    [NEXT, 'InService', 'BGR-BOTH-LIVE']
  ] as const)('%j is refused where one is %s', async (command, state, code) => {
    const { simulation, before } = await withStranger(state)
    const report = await simulation.run(command)
    expect(codesOf(report)).toContain(code)
    expect(report.changed).toBe(false)
    expect(idsOf(simulation, 'web-green')).toEqual(before)
  })
})

test('45 instances are known by one tag', async () => {
  const simulation = await kept(onePair({ blue: { min: 40, max: 60, desired: 45 }, green: { max: 60 } }))
  expect(groupIn(simulation.world(), 'web-green').tags['bg-release:kept']?.value.length).toBeLessThan(256)
  expect((await simulation.run(FINALIZE)).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-green').lifecycles).toEqual([])
  expect(simulation.violations()).toEqual([])
})

describe('with a target group for each colour', () => {
  const split = async () => {
    const simulation = checked(splitPair())
    await simulation.run(DEPLOY)
    expect((await simulation.run(KEEP)).findings).toEqual([])
    return simulation
  }

  test('the rejected version leaves its weight 0 for Standby', async () => {
    const simulation = await split()
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ lifecycles: parked })
    expect(groupIn(simulation.world(), 'web-green').desired).toBe(0)
    expect(simulation.violations()).toEqual([])
  })

  test.each([[NEXT], [FINALIZE]])('%j ends it', async command => {
    const simulation = await split()
    const rejected = idsOf(simulation, 'web-green')
    expect((await simulation.run(command)).findings).toEqual([])
    expect(idsOf(simulation, 'web-green').filter(id => rejected.includes(id))).toEqual([])
    expect(simulation.violations()).toEqual([])
  })

  test('after finalize a rollback is a deploy here too', async () => {
    const simulation = checked(splitPair())
    await simulation.run(DEPLOY)
    await simulation.run(FINALIZE)
    expect((await simulation.run(END)).findings).toEqual([])
    expect(simulation.stand().journal).toMatchObject({ undo: true, state: 'switched' })
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3 })
    expect(simulation.violations()).toEqual([])
  })
})

test('finalize of a fleet ends it too, beside the old instances of the services that went on', async () => {
  const simulation = checked(fleetOf(2))
  await simulation.run(DEPLOY)
  expect((await simulation.run({ ...KEEP, service: 'web-1' })).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-1-green').lifecycles).toEqual(parked)
  expect((await simulation.run(FINALIZE)).findings).toEqual([])
  expect(statesOf(simulation.world())).toEqual(['rolled-back', 'finalized'])
  expect(endOf(simulation.world(), 'web-1-green').lifecycles).toEqual([])
  expect(endOf(simulation.world(), 'web-1-blue').serving).toBe(3)
  expect(endOf(simulation.world(), 'web-2-blue').lifecycles).toEqual([])
  expect(simulation.violations()).toEqual([])
})
