import { describe, expect, test } from '@jest/globals'
import { guard } from '../../src/release/guard.ts'
import type { Change } from '../../src/release/ports.ts'
import { group, instance, observe, serving } from '../support/observation.ts'

const blue = serving('web-blue', 3, { min: 0 })
const green = serving('web-green', 3)
const BLUE = blue.name

const code = (change: Change, seen = observe(blue, green), demand = 3) => guard(change, seen, demand)?.code
const leave: Change = { kind: 'enter-standby', group: BLUE, ids: blue.instances.map(each => each.id) }

describe('the guard', () => {
  test('lets a colour leave only while the other one carries the demand by itself', () => {
    expect(code(leave)).toBeUndefined()
    expect(code(leave, observe(blue, green), 4)).toBe('BGR-GUARD')
    expect(code(leave, observe(blue, green, { ill: [green.instances[0]?.id ?? ''] }))).toBe('BGR-GUARD')
    expect(code(leave, observe(blue, group('web-green')), 0)).toBe('BGR-GUARD')
  })

  test('lets only parked instances be ended', () => {
    const end: Change = { kind: 'terminate', group: BLUE, id: 'a' }
    const parkedBlue = group('web-blue', { instances: [instance('a', 'Standby')] })
    expect(code(end, observe(parkedBlue, green))).toBeUndefined()
    expect(code(end, observe(parkedBlue, green, { draining: ['a'] }))).toBe('BGR-GUARD')
    for (const lifecycle of ['InService', 'EnteringStandby', 'Pending']) {
      expect(code(end, observe({ ...parkedBlue, instances: [instance('a', lifecycle)] }, green))).toBe(
        'BGR-GUARD'
      )
    }
    expect(code({ ...end, id: 'foreign' }, observe(parkedBlue, green))).toBe('BGR-GUARD')
  })

  test('lets no size end what is in service, nor launch by MinSize', () => {
    expect(code({ kind: 'resize', group: BLUE, desired: 2 })).toBe('BGR-GUARD')
    expect(code({ kind: 'resize', group: BLUE, min: 0, desired: 0 })).toBe('BGR-GUARD')
    expect(code({ kind: 'resize', group: BLUE, desired: 4 })).toBeUndefined()
    expect(code({ kind: 'resize', group: BLUE, min: 3 })).toBeUndefined()
    expect(code({ kind: 'resize', group: BLUE, min: 4 })).toBe('BGR-GUARD')
  })

  test('lets no MaxSize end what is in service', () => {
    expect(code({ kind: 'resize', group: BLUE, max: 3 })).toBeUndefined()
    expect(code({ kind: 'resize', group: BLUE, max: 2 })).toBe('BGR-GUARD')
  })

  test('never suspends what is needed on the way back', () => {
    for (const process of ['Launch', 'Terminate', 'AddToLoadBalancer', 'HealthCheck']) {
      expect(code({ kind: 'suspend', group: BLUE, processes: ['AZRebalance', process] })).toBe('BGR-GUARD')
    }
    expect(code({ kind: 'suspend', group: BLUE, processes: ['AZRebalance'] })).toBeUndefined()
    const own = observe(blue, { ...green, suspended: ['HealthCheck'] })
    expect(code({ kind: 'suspend', group: BLUE, processes: ['HealthCheck'] }, own)).toBeUndefined()
  })

  test('takes nothing that scales from a group that serves', () => {
    const changes: readonly Change[] = [
      { kind: 'delete-policy', group: BLUE, name: 'out' },
      { kind: 'delete-alarms', group: BLUE, names: ['cpu'] },
      { kind: 'delete-schedules', group: BLUE, names: ['up'] }
    ]
    const idle = observe(group('web-blue'), green)
    for (const change of changes) {
      expect(code(change)).toBe('BGR-GUARD')
      expect(code(change, idle)).toBeUndefined()
    }
  })

  test('has nothing against tags and what adds', () => {
    expect(code({ kind: 'tag', group: BLUE, tags: [] })).toBeUndefined()
    expect(code({ kind: 'exit-standby', group: BLUE, ids: ['a'] })).toBeUndefined()
    expect(code({ kind: 'resume', group: BLUE, processes: ['Launch'] })).toBeUndefined()
  })
})
