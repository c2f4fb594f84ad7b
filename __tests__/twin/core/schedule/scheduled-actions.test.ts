import { describe, expect, test } from '@jest/globals'
import { nextDue } from '../../../../src/twin/core/step.ts'
import { START, smallWorld } from '../small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const MINUTE = 60_000

const put = (world: ReturnType<typeof smallWorld>, action: object) =>
  world.ok('PutScheduledUpdateGroupAction', { ...BLUE, ScheduledActionName: 'a', ...action })
const sizes = (world: ReturnType<typeof smallWorld>) => {
  const { min, max, desired } = world.group('web-blue')
  return [min, desired, max]
}
const listed = (world: ReturnType<typeof smallWorld>) =>
  world.ok('DescribeScheduledActions', BLUE).ScheduledUpdateGroupActions

describe('an action with a start time', () => {
  test('runs then, once, and is gone', () => {
    const world = smallWorld()
    put(world, { StartTime: new Date(START + 10 * MINUTE), MinSize: 4, MaxSize: 8, DesiredCapacity: 5 })
    world.pass(599)
    expect(sizes(world)).toEqual([2, 3, 6])
    expect(listed(world)).toHaveLength(1)
    world.pass(1)
    expect(sizes(world)).toEqual([4, 5, 8])
    expect(listed(world)).toEqual([])
    world.pass(30)
    expect(world.states('web-blue')).toHaveLength(5)
    expect(world.ok('DescribeScalingActivities', BLUE).Activities).toMatchObject([
      {},
      {
        Cause: expect.stringMatching(
          /^At 2026-01-05T09:10:00Z a scheduled action update of AutoScalingGroup constraints to min: 4, max: 8, desired: 5 changing the desired capacity from 3 to 5\./
        )
      }
    ])
  })

  test.each([
    [{ MinSize: 5 }, [5, 5, 6]],
    [{ MinSize: 0, MaxSize: 2 }, [0, 2, 2]],
    [{ DesiredCapacity: 6 }, [2, 6, 6]],
    [{ MaxSize: 20 }, [2, 3, 20]]
  ])('%j makes min, desired, max %j', (action, expected) => {
    const world = smallWorld()
    put(world, { StartTime: new Date(START + MINUTE), ...action })
    world.pass(60)
    expect(sizes(world)).toEqual(expected)
  })

  test.each([{ DesiredCapacity: 7 }, { MaxSize: 1 }, { MinSize: 7 }])(
    '%j contradicts the group and fails',
    action => {
      const world = smallWorld()
      put(world, { StartTime: new Date(START + MINUTE), ...action })
      world.pass(600)
      expect(sizes(world)).toEqual([2, 3, 6])
      expect(world.activities('web-blue')).toEqual(['Failed: Executing scheduled action: a'])
    }
  )

  test('can be moved and deleted before', () => {
    const world = smallWorld()
    put(world, { StartTime: new Date(START + MINUTE), DesiredCapacity: 5 })
    put(world, { StartTime: new Date(START + 2 * MINUTE), DesiredCapacity: 5 })
    world.pass(90)
    expect(sizes(world)).toEqual([2, 3, 6])
    world.ok('DeleteScheduledAction', { ...BLUE, ScheduledActionName: 'a' })
    world.pass(90)
    expect(sizes(world)).toEqual([2, 3, 6])
  })
})

describe('a recurring action', () => {
  test('runs by its time zone, again and again', () => {
    const world = smallWorld()
    put(world, { Recurrence: '0 12 * * *', TimeZone: 'Europe/Berlin', DesiredCapacity: 5 })
    world.pass(2 * 3600)
    expect(sizes(world)).toEqual([2, 5, 6])
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 2 })
    world.pass(24 * 3600)
    expect(sizes(world)).toEqual([2, 5, 6])
    expect(listed(world)).toMatchObject([{ Recurrence: '0 12 * * *', TimeZone: 'Europe/Berlin' }])
  })

  test('begins at StartTime and ends with EndTime', () => {
    const world = smallWorld()
    put(world, {
      Recurrence: '*/10 * * * *',
      StartTime: new Date(START + 25 * MINUTE),
      EndTime: new Date(START + 45 * MINUTE),
      DesiredCapacity: 5
    })
    world.pass(29 * 60)
    expect(sizes(world)).toEqual([2, 3, 6])
    world.pass(60)
    expect(sizes(world)).toEqual([2, 5, 6])
    world.pass(11 * 60)
    world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 2 })
    world.pass(3600)
    expect(sizes(world)).toEqual([2, 2, 6])
    expect(listed(world)).toEqual([])
    expect(nextDue(world.twin.world())).toBeUndefined()
  })
})

test('what is due while ScheduledActions is suspended is lost, what is due later is not', () => {
  const world = smallWorld({ suspended: ['ScheduledActions'] })
  put(world, { StartTime: new Date(START + MINUTE), DesiredCapacity: 5 })
  put(world, { ScheduledActionName: 'b', Recurrence: '0 * * * *', DesiredCapacity: 4 })
  world.pass(3700)
  world.ok('ResumeProcesses', { ...BLUE, ScalingProcesses: ['ScheduledActions'] })
  world.pass(3000)
  expect(sizes(world)).toEqual([2, 3, 6])
  expect(listed(world)).toMatchObject([{ ScheduledActionName: 'b' }])
  world.pass(600)
  expect(sizes(world)).toEqual([2, 4, 6])
})

test('the actions of a scenario run too', () => {
  const actions = [{ ScheduledActionName: 'a', Recurrence: '30 9 * * *', MinSize: 4 }]
  const world = smallWorld({ scheduledActions: actions })
  world.pass(1800)
  expect(sizes(world)).toEqual([4, 4, 6])
})

test.each([
  [{ Recurrence: '61 * * * *', MinSize: 1 }, 'is invalid'],
  [{ Recurrence: '0 * * * *', TimeZone: 'Mars/Olympus', MinSize: 1 }, 'time zone'],
  [{ StartTime: new Date(START + MINUTE), MinSize: 5, MaxSize: 4 }, 'Max bound'],
  [{ Recurrence: '0 * * * *' }, 'At least one']
])('%j is refused', (action, why) => {
  const world = smallWorld()
  expect(
    world.refusal('PutScheduledUpdateGroupAction', { ...BLUE, ScheduledActionName: 'a', ...action })
  ).toContain(why)
})
