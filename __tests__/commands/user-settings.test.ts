import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endOf, endsOf } from '../support/ends.ts'
import { onePair, TAGS } from '../support/simulation.ts'
import { groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }

const edit = (simulation: Checked, group: string, sizes: { min?: number; max?: number }) =>
  simulation.twin.act({ type: 'resize', group, ...sizes })

/** Runs a deploy, and edits the sizes of a group while it waits for the new version. */
async function deployWhile(simulation: Checked, editing: () => void) {
  let done = false
  return await simulation.run(DEPLOY, {
    onSleep: () => {
      if (done || simulation.stand().journal?.state !== 'open') return
      done = true
      editing()
    }
  })
}

describe('MinSize and MaxSize that the user edits during the release', () => {
  test.each([
    ['a lower MinSize', { min: 1 }, '1/3/6'],
    ['a higher MaxSize', { max: 9 }, '2/3/9'],
    ['a lower MaxSize', { max: 4 }, '2/3/4'],
    ['both', { min: 0, max: 8 }, '0/3/8']
  ])('%s belongs to the live role after the switch and after the rollback', async (_, sizes, expected) => {
    const simulation = checked(onePair())
    const report = await deployWhile(simulation, () => edit(simulation, 'web-blue', sizes))
    expect(report.findings).toEqual([])
    expect(endOf(simulation.world(), 'web-green').sizes).toBe(expected)
    expect((await simulation.run(ROLLBACK)).findings).toEqual([])
    expect(endOf(simulation.world(), 'web-blue').sizes).toBe(expected)
    expect(simulation.violations()).toEqual([])
  })

  test('a MinSize above the pin launches, and is the demand from then on', async () => {
    const simulation = checked(onePair())
    const report = await deployWhile(simulation, () => edit(simulation, 'web-blue', { min: 5 }))
    expect(report.findings).toEqual([])
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '5/5/6', serving: 5 })
    expect(simulation.violations()).toEqual([])
  })

  test('an edit of the new live group between switch and rollback comes along', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    edit(simulation, 'web-green', { min: 1, max: 8 })
    await simulation.run(ROLLBACK)
    expect(endOf(simulation.world(), 'web-blue').sizes).toBe('1/3/8')
    expect(simulation.violations()).toEqual([])
  })

  test('also where the new MinSize happens to be the one that the release had set', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY)
    edit(simulation, 'web-green', { min: 3 })
    await simulation.run(ROLLBACK)
    expect(endOf(simulation.world(), 'web-blue').sizes).toBe('3/3/6')
    expect(simulation.violations()).toEqual([])
  })
})

describe('processes that the user has suspended', () => {
  const own = { blue: { suspended: ['AZRebalance'], policies: [POLICY] }, green: { policies: [POLICY] } }

  test('travel with the live role, and come back', async () => {
    const simulation = checked(onePair(own))
    await simulation.run(DEPLOY)
    expect(endOf(simulation.world(), 'web-green').suspended).toEqual(['AZRebalance'])
    await simulation.run(ROLLBACK)
    expect(endOf(simulation.world(), 'web-blue').suspended).toEqual(['AZRebalance'])
    expect(endOf(simulation.world(), 'web-green').suspended).toEqual([
      'AlarmNotification',
      'ScheduledActions'
    ])
    expect(simulation.violations()).toEqual([])
  })

  test('travel on through finalize and the next release', async () => {
    const simulation = checked(onePair(own))
    for (const version of ['2.0.0', '3.0.0', '4.0.0']) {
      await simulation.run({ command: 'deploy', imageVersion: version })
      await simulation.run(FINALIZE)
    }
    expect(endOf(simulation.world(), 'web-green').suspended).toEqual(['AZRebalance'])
    expect(endOf(simulation.world(), 'web-blue').suspended).toEqual(['AlarmNotification', 'ScheduledActions'])
    expect(simulation.violations()).toEqual([])
  })

  test('on the idle group only stay with the idle role', async () => {
    const simulation = checked(onePair({ green: { suspended: ['ReplaceUnhealthy'] } }))
    await simulation.run(DEPLOY)
    expect(endOf(simulation.world(), 'web-green').suspended).toEqual([])
    await simulation.run(FINALIZE)
    expect(endOf(simulation.world(), 'web-blue').suspended).toEqual(['ReplaceUnhealthy'])
    expect(simulation.violations()).toEqual([])
  })

  test.each(['HealthCheck', 'Terminate', 'AlarmNotification', 'ScheduledActions'])(
    '%s is kept too',
    async process => {
      const simulation = checked(onePair({ blue: { suspended: [process] } }))
      expect((await simulation.run(DEPLOY)).findings).toEqual([])
      expect(endOf(simulation.world(), 'web-green').suspended).toEqual([process])
      expect((await simulation.run(ROLLBACK)).findings).toEqual([])
      expect(endOf(simulation.world(), 'web-blue').suspended).toEqual([process])
      expect(endOf(simulation.world(), 'web-green').suspended).toEqual([])
      expect(simulation.violations()).toEqual([])
    }
  )
})

test('instances that are protected from scale-in can be released, rolled back and ended', async () => {
  const simulation = checked(
    onePair({ blue: { newInstancesProtected: true }, green: { newInstancesProtected: true } })
  )
  expect((await simulation.run(DEPLOY)).findings).toEqual([])
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  expect(groupIn(simulation.world(), 'web-blue').instances.every(each => each.protected)).toBe(true)
  expect((await simulation.run(DEPLOY)).findings).toEqual([])
  expect((await simulation.run(FINALIZE)).findings).toEqual([])
  expect(endOf(simulation.world(), 'web-green')).toMatchObject({
    sizes: '2/3/6',
    serving: 3,
    protectedIds: 3
  })
  expect(simulation.violations()).toEqual([])
})

test.each([
  ['on the idle group', { green: { suspended: ['HealthCheck'] } }],
  ['on the live group', { blue: { suspended: ['HealthCheck'] } }]
])(
  'HealthCheck that the user suspended %s is there again after a deploy and a rollback',
  async (_, groups) => {
    const simulation = checked(onePair(groups))
    const before = endsOf(simulation.world())
    expect((await simulation.run({ command: 'deploy', imageVersion: '2.0.0' })).findings).toEqual([])
    expect((await simulation.run({ command: 'rollback' })).findings).toEqual([])
    expect(endsOf(simulation.world())).toEqual(before)
    expect(simulation.violations()).toEqual([])
  }
)

test('a first release leaves to each group what the user suspended on it', async () => {
  const empty = { min: 0, desired: 0 }
  const simulation = checked(
    onePair({ blue: empty, green: { ...empty, tags: TAGS, suspended: ['AZRebalance'] } })
  )
  const first = {
    command: 'deploy',
    imageVersion: '2.0.0',
    initialCapacity: { min: 2, desired: 3, max: 6 }
  } as const
  expect((await simulation.run(first)).findings).toEqual([])
  expect(endsOf(simulation.world())['web-blue']?.suspended).toEqual([])
  expect(endsOf(simulation.world())['web-green']?.suspended).toEqual(['AZRebalance'])
  expect(simulation.violations()).toEqual([])
})
