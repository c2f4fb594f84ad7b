import { expect, test } from '@jest/globals'
import { type Attached, NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { removeAttached } from '../../../src/release/scaling/remove.ts'
import { group, ids } from '../../support/observation.ts'

const removal = (attached: Partial<Attached>) =>
  removeAttached({ group: group('web-blue'), attached: { ...NOTHING_ATTACHED, ...attached } })
const policies = ids('p', 2).map(name => ({ name, arn: `arn:${name}`, type: 'StepScaling', settings: {} }))
const alarms = (count: number) => ids('a', count).map(name => ({ name, arn: `arn:${name}`, settings: {} }))
const schedules = (count: number) => ids('s', count).map(name => ({ name, settings: {} }))
const reducing = (why: string, what: object) => ({
  kind: 'change',
  force: 'reducing',
  why: `delete the ${why} of web-blue`,
  change: { group: 'web-blue', ...what }
})

test('alarms, policies and scheduled actions go in this order, and only when no request can still arrive', () => {
  const all = { alarms: alarms(2), policies, scheduledActions: schedules(2) }
  expect([
    removal(all),
    removal({ ...all, alarms: [] }),
    removal({ scheduledActions: all.scheduledActions }),
    removal({})
  ]).toEqual([
    reducing('alarms a1, a2', { kind: 'delete-alarms', names: ['a1', 'a2'] }),
    reducing('scaling policy p1', { kind: 'delete-policy', name: 'p1' }),
    reducing('scheduled actions s1, s2', { kind: 'delete-schedules', names: ['s1', 's2'] }),
    undefined
  ])
})

test('no call deletes more than AWS takes at once', () => {
  expect(removal({ alarms: alarms(101) })).toMatchObject({ change: { names: ids('a', 100) } })
  expect(removal({ scheduledActions: schedules(51) })).toMatchObject({ change: { names: ids('s', 50) } })
})
