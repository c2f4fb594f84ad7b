import { describe, expect, test } from '@jest/globals'
import { park } from '../../../src/release/steps/park.ts'
import type { Group } from '../../../src/release/world.ts'
import { group, ids, instance, observe, serving } from '../../support/observation.ts'

const staying = serving('web-green', 3)

/** What comes next while web-blue leaves and web-green stays, which is to carry so many. */
const next = (leaving: Group, unborn: 'wait' | 'drop' = 'wait', demand = 3) =>
  park(leaving, staying, observe(leaving, staying), demand, unborn)

const leavingIn = (lifecycle: string) =>
  group('web-blue', { desired: 1, instances: [instance('b1', lifecycle)] })

describe('a colour that leaves', () => {
  test('goes to Standby, which takes capacity away', () => {
    expect(next(serving('web-blue', 3))).toMatchObject({
      force: 'reducing',
      change: { kind: 'enter-standby', ids: ids('b', 3) }
    })
  })

  test('first wants all that it has: each one in Standby takes one off, and AWS goes no lower than 0', () => {
    const more = serving('web-blue', 3, { desired: 2 })
    expect(next(more)).toMatchObject({
      force: 'additive',
      change: { kind: 'resize', group: 'web-blue', desired: 3 }
    })
    expect(next(serving('web-blue', 3, { desired: 4 }))).toMatchObject({ change: { kind: 'enter-standby' } })
  })

  test('is not touched while the other one is short', () => {
    const short = { kind: 'wait', wait: { for: 'new-healthy', group: 'web-green', healthy: 3, of: 4 } }
    expect(next(serving('web-blue', 3, { desired: 2 }), 'wait', 4)).toEqual(short)
  })

  test('is out of traffic when the last target is drained', () => {
    const parked = group('web-blue', { instances: [instance('b1', 'Standby')] })
    const drains = observe(parked, staying, { draining: ['b1'] })
    expect(park(parked, staying, drains, 3, 'wait')).toEqual({
      kind: 'wait',
      wait: { for: 'drained', group: 'web-blue', left: 0 }
    })
    expect(next(parked)).toBeUndefined()
  })
})

describe('what is not in service yet', () => {
  const drained = { kind: 'wait', wait: { for: 'drained', group: 'web-blue', left: 1 } }

  test.each(['Pending', 'Pending:Wait', 'Pending:Proceed', 'EnteringStandby'])(
    'and is %s is waited for',
    lifecycle => {
      expect(next(leavingIn(lifecycle))).toEqual(drained)
    }
  )

  test('is no longer wanted where it is dropped, or where nothing starts', () => {
    const dropped = {
      force: 'ending',
      change: { kind: 'resize', group: 'web-blue', desired: 0 }
    }
    expect(next(leavingIn('Pending'), 'drop')).toMatchObject(dropped)
    expect(next(leavingIn('Terminating'))).toMatchObject(dropped)
  })
})
