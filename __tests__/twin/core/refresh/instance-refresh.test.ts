import { describe, expect, test } from '@jest/globals'
import { smallWorld } from '../small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }

function refreshed(Preferences: object, blue: object = {}) {
  const world = smallWorld({ desired: 4, ...blue })
  const before = world.ids('web-blue')
  const { InstanceRefreshId } = world.ok('StartInstanceRefresh', { ...BLUE, Preferences })
  const seen = () =>
    (world.ok('DescribeInstanceRefreshes', BLUE).InstanceRefreshes as Record<string, unknown>[])[0] ?? {}
  return { ...world, before, id: InstanceRefreshId, seen }
}

describe('an instance refresh', () => {
  test('replaces every instance, as few at a time as the percentage wants', () => {
    const world = refreshed({ MinHealthyPercentage: 50, InstanceWarmup: 30 })
    expect(world.seen()).toMatchObject({
      Status: 'Pending',
      PercentageComplete: 0,
      InstancesToUpdate: 4,
      InstanceRefreshId: world.id
    })
    let fewest = 4
    for (let n = 0; n < 300; n += 1) {
      world.pass(1)
      fewest = Math.min(fewest, world.states('web-blue').filter(each => each === 'InService').length)
    }
    expect(fewest).toBe(2)
    expect(world.seen()).toMatchObject({
      Status: 'Successful',
      PercentageComplete: 100,
      InstancesToUpdate: 0,
      EndTime: expect.any(Date)
    })
    expect(world.ids('web-blue').filter(id => world.before.includes(id))).toEqual([])
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService', 'InService'])
  })

  test('goes one by one at 100 %', () => {
    const world = refreshed({ MinHealthyPercentage: 100, InstanceWarmup: 0 })
    let fewest = 4
    for (let n = 0; n < 600; n += 1) {
      world.pass(1)
      fewest = Math.min(fewest, world.states('web-blue').filter(each => each === 'InService').length)
    }
    expect(fewest).toBe(3)
    expect(world.seen()).toMatchObject({ Status: 'Successful' })
  })

  test.each([
    ['Ignore', 'Successful', true],
    ['Terminate', 'Successful', false],
    ['Wait', 'Failed', true]
  ])('with Standby instances told to %s ends %s', (StandbyInstances, status, stays) => {
    const world = refreshed({ MinHealthyPercentage: 0, InstanceWarmup: 0, StandbyInstances }, { standby: 1 })
    const standby = world.before[4] ?? ''
    world.pass(7200)
    expect(world.seen()).toMatchObject({ Status: status })
    expect(world.ids('web-blue').includes(standby)).toBe(stays)
    expect(world.group('web-blue').desired).toBe(4)
  })

  test.each([
    ['Ignore', 'Successful', 4],
    ['Refresh', 'Successful', 0]
  ])('with protected instances told to %s ends %s', (ScaleInProtectedInstances, status, kept) => {
    const world = smallWorld({ desired: 4 })
    const ids = world.ids('web-blue')
    world.ok('SetInstanceProtection', { ...BLUE, InstanceIds: ids, ProtectedFromScaleIn: true })
    world.ok('StartInstanceRefresh', {
      ...BLUE,
      Preferences: { ScaleInProtectedInstances, InstanceWarmup: 0 }
    })
    world.pass(3600)
    expect(world.ok('DescribeInstanceRefreshes', BLUE).InstanceRefreshes).toMatchObject([{ Status: status }])
    expect(world.ids('web-blue').filter(id => ids.includes(id))).toHaveLength(kept)
  })

  test('is cancelled, finishes what it began, and blocks another one meanwhile', () => {
    const world = refreshed({ MinHealthyPercentage: 75, InstanceWarmup: 0 })
    world.pass(5)
    expect(world.refusal('StartInstanceRefresh', BLUE)).toBe(
      'InstanceRefreshInProgress: An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.'
    )
    world.ok('CancelInstanceRefresh', BLUE)
    expect(world.seen()).toMatchObject({ Status: 'Cancelling' })
    world.pass(300)
    expect(world.seen()).toMatchObject({ Status: 'Cancelled', InstancesToUpdate: 3 })
    expect(world.states('web-blue')).toEqual(['InService', 'InService', 'InService', 'InService'])
    expect(world.refusal('CancelInstanceRefresh', BLUE)).toMatch(/^ActiveInstanceRefreshNotFound: /)
  })

  test('rests while its process is suspended', () => {
    const world = refreshed({ InstanceWarmup: 0 }, { suspended: ['InstanceRefresh'] })
    world.pass(3600)
    expect(world.ids('web-blue')).toEqual(world.before)
    world.ok('ResumeProcesses', BLUE)
    world.pass(900)
    expect(world.seen()).toMatchObject({ Status: 'Successful' })
  })
})

test.each([
  { AutoRollback: true },
  { CheckpointPercentages: [50] },
  { SkipMatching: true },
  { MaxHealthyPercentage: 110 }
])('the preferences %j are refused loudly', Preferences => {
  expect(smallWorld().refusal('StartInstanceRefresh', { ...BLUE, Preferences })).toMatch(/^TwinUnsupported: /)
})
