import { expect, test } from '@jest/globals'
import { health } from '../../../src/release/preflight/health.ts'
import type { Activity, Instance } from '../../../src/release/world.ts'
import { candidate } from '../../support/candidate.ts'
import { group, instance, observe, serving } from '../../support/observation.ts'

const LIMIT = 600_000
const NOW = 10 * LIMIT
const LONG_AGO = NOW - 2 * LIMIT

const activity = (status: string, startedAt = NOW): Activity => ({
  startedAt,
  status,
  description: 'Launching a new EC2 instance',
  message: 'no capacity'
})

/** Blue has three instances in service, and wants so many. */
const found = (desired: number, more: readonly Instance[], activities: readonly Activity[]) => {
  const three = serving('web-blue', 3)
  const blue = { ...three, desired, instances: [...three.instances, ...more] }
  const facts = { timeLimitMs: LIMIT, activities: new Map([['web-blue', activities]]) }
  return health(candidate(observe(blue, group('web-green'), { at: NOW }), facts)).map(
    ({ message }) => message
  )
}

test.each([
  ['Successful', []],
  ['Cancelled', []],
  ['Failed', [/its last launch failed/]],
  ['InProgress', [/under way for 20 minutes/]],
  ['WaitingForELBConnectionDraining', [/under way for 20 minutes/]]
])('a group that wants one more, whose only activity began long ago and is %s', (status, says) => {
  const messages = found(4, [], [activity(status, LONG_AGO)])
  expect(messages).toEqual(says.map(pattern => expect.stringMatching(pattern)))
})

test('a launch that failed matters only where an instance is missing and none is on its way', () => {
  const failed = [activity('Failed')]
  expect(found(4, [], failed)).toEqual([expect.stringMatching(/wants 4 instances, has 3 in service/)])
  expect(found(4, [instance('b4', 'Pending')], failed)).toEqual([])
  expect(found(3, [instance('b4', 'Terminating')], failed)).toEqual([])
})
