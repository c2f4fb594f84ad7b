import { describe, expect, test } from '@jest/globals'
import type { Attached } from '../../../src/release/attached.ts'
import {
  type AttachingChange,
  attachedAfter,
  isAttaching,
  isShownBy
} from '../../../src/release/scaling/after.ts'

const policy = (name: string, threshold: number, arn = `arn:${name}`) => ({
  name,
  arn,
  type: 'StepScaling',
  settings: { PolicyType: 'StepScaling', threshold }
})
const alarm = (name: string, Threshold: number, arn = `arn:${name}`) => ({
  name,
  arn,
  settings: { Threshold }
})
const action = (name: string, MinSize: number) => ({ name, settings: { MinSize } })

const before: Attached = {
  policies: [policy('a', 1), policy('b', 2)],
  alarms: [alarm('a', 1), alarm('b', 2)],
  scheduledActions: [action('a', 1), action('b', 2), action('c', 3)]
}
const of = { group: 'web-blue' } as const

const CASES: readonly (readonly [AttachingChange, Attached])[] = [
  [
    { kind: 'put-policy', ...of, name: 'b', settings: policy('b', 9).settings },
    { ...before, policies: [policy('a', 1), policy('b', 9)] }
  ],
  [
    { kind: 'put-policy', ...of, name: 'n', settings: policy('n', 9).settings },
    { ...before, policies: [...before.policies, policy('n', 9, '')] }
  ],
  [
    { kind: 'delete-policy', ...of, name: 'a' },
    { ...before, policies: [policy('b', 2)] }
  ],
  [
    { kind: 'put-alarm', ...of, name: 'b', settings: { Threshold: 9 }, tags: [] },
    { ...before, alarms: [alarm('a', 1), alarm('b', 9)] }
  ],
  [
    { kind: 'put-alarm', ...of, name: 'n', settings: { Threshold: 9 }, tags: [] },
    { ...before, alarms: [...before.alarms, alarm('n', 9, '')] }
  ],
  [
    { kind: 'delete-alarms', ...of, names: ['b', 'n'] },
    { ...before, alarms: [alarm('a', 1)] }
  ],
  [
    { kind: 'put-schedules', ...of, actions: [action('a', 9), action('n', 5)] },
    { ...before, scheduledActions: [action('b', 2), action('c', 3), action('a', 9), action('n', 5)] }
  ],
  [
    { kind: 'delete-schedules', ...of, names: ['a', 'c'] },
    { ...before, scheduledActions: [action('b', 2)] }
  ]
]

describe.each(CASES)('%j', (change, after) => {
  test('leaves just this behind', () => {
    expect(attachedAfter(before, change)).toEqual(after)
  })

  test('is shown by what it leaves behind, and not by what there was', () => {
    expect([isShownBy(before, change), isShownBy(after, change)]).toEqual([false, true])
  })

  test('changes what is attached', () => {
    expect(isAttaching(change)).toBe(true)
    expect(isAttaching({ kind: 'resize', group: 'web-blue', min: 1 })).toBe(false)
  })
})

test('each of several has to be there, or to be gone', () => {
  const put: AttachingChange = { kind: 'put-schedules', ...of, actions: [action('a', 1), action('b', 9)] }
  const remove: AttachingChange = { kind: 'delete-alarms', ...of, names: ['a', 'b'] }
  expect([isShownBy(before, put), isShownBy({ ...before, alarms: [alarm('b', 2)] }, remove)]).toEqual([
    false,
    false
  ])
})

test('what another one of the same settings shows is no sign', () => {
  const swapped: Attached = {
    policies: [policy('a', 2), policy('b', 1)],
    alarms: [alarm('a', 2), alarm('b', 1)],
    scheduledActions: [action('a', 2), action('b', 1)]
  }
  const puts: readonly AttachingChange[] = [
    { kind: 'put-policy', ...of, name: 'b', settings: policy('b', 2).settings },
    { kind: 'put-alarm', ...of, name: 'b', settings: { Threshold: 2 }, tags: [] },
    { kind: 'put-schedules', ...of, actions: [action('b', 2)] }
  ]
  expect(puts.map(change => isShownBy(swapped, change))).toEqual([false, false, false])
  expect(puts.map(change => isShownBy(before, change))).toEqual([true, true, true])
})
