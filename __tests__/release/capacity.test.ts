import { describe, expect, test } from '@jest/globals'
import { carries, holders, moving, parked, settled, stillTargets } from '../../src/release/capacity.ts'
import { group, instance, observe, serving, WEB } from '../support/observation.ts'

const none = group('web-green')
const idsOf = (found: readonly { readonly id: string }[]) => found.map(each => each.id)

describe('an instance holds', () => {
  test('when it is in service and healthy to both services', () => {
    const blue = group('web-blue', {
      desired: 4,
      instances: [
        instance('a'),
        instance('b'),
        instance('c', 'InService', 'unhealthy'),
        instance('d', 'Pending')
      ]
    })
    expect(idsOf(holders(blue, observe(blue, none, { ill: ['b'] })))).toEqual(['a'])
  })

  test('not in Standby, whatever is said about it', () => {
    const blue = group('web-blue', { instances: [instance('a', 'Standby')] })
    const seen = {
      ...observe(blue, none),
      targets: new Map([[WEB, [{ instanceId: 'a', state: 'healthy' }]]])
    }
    expect(holders(blue, seen)).toEqual([])
  })

  test('only when it is healthy in every target group', () => {
    const blue = serving('web-blue', 2, { targetGroups: [WEB, 'arn:second'] })
    const seen = observe(blue, none)
    expect(holders(blue, seen)).toEqual([])
    const both = new Map([...seen.targets, ['arn:second', [{ instanceId: 'b1', state: 'healthy' }]]])
    expect(
      idsOf(
        holders(
          { ...blue, instances: [instance('b1'), instance('b2')] },
          {
            ...observe({ ...blue, instances: [instance('b1'), instance('b2')] }, none),
            targets: new Map([
              ...both,
              [
                WEB,
                [
                  { instanceId: 'b1', state: 'healthy' },
                  { instanceId: 'b2', state: 'healthy' }
                ]
              ]
            ])
          }
        )
      )
    ).toEqual(['b1'])
  })

  test.each(['initial', 'unhealthy', 'draining', 'unused', 'unavailable'])(
    'not while its target is %s',
    state => {
      const blue = group('web-blue', { instances: [instance('a')] })
      const seen = { ...observe(blue, none), targets: new Map([[WEB, [{ instanceId: 'a', state }]]]) }
      expect(holders(blue, seen)).toEqual([])
    }
  )
})

describe('a group carries a demand', () => {
  const blue = serving('web-blue', 3)
  const [first] = idsOf(blue.instances)

  test('when enough hold and none that is in service does not', () => {
    expect(carries(blue, observe(blue, none), 3)).toBe(true)
    expect(carries(blue, observe(blue, none), 4)).toBe(false)
    expect(carries(blue, observe(blue, none, { ill: [first ?? ''] }), 2)).toBe(false)
  })
})

describe('a group is settled', () => {
  test('when nothing moves and what serves is what it wants', () => {
    const beside = serving('web-blue', 3)
    expect(settled(beside)).toBe(true)
    expect(settled({ ...beside, instances: [...beside.instances, instance('x', 'Standby')] })).toBe(true)
    expect(settled(serving('web-blue', 3, { desired: 4 }))).toBe(false)
    const coming = serving('web-blue', 3)
    for (const lifecycle of [
      'Pending',
      'Pending:Wait',
      'Terminating',
      'Terminating:Proceed',
      'EnteringStandby',
      'Detaching'
    ]) {
      const moves = { ...coming, instances: [...coming.instances, instance('x', lifecycle)] }
      expect(settled(moves)).toBe(false)
      expect(idsOf(moving(moves))).toEqual(['x'])
    }
  })
})

describe('a group is parked', () => {
  const standby = group('web-blue', {
    instances: [instance('a', 'Standby'), instance('b', 'Terminating:Wait')]
  })

  test('when it wants nothing and nothing of it is a target', () => {
    expect(parked(standby, observe(standby, none))).toBe(true)
    expect(parked(none, observe(standby, none))).toBe(true)
  })

  test('not while a target drains, an instance is on its way, or instances are wanted', () => {
    expect(parked(standby, observe(standby, none, { draining: ['a'] }))).toBe(false)
    expect(stillTargets(standby, observe(standby, none, { draining: ['a', 'foreign'] }))).toEqual(['a'])
    expect(parked({ ...standby, desired: 1 }, observe(standby, none))).toBe(false)
    for (const lifecycle of ['InService', 'Pending', 'EnteringStandby']) {
      const busy = { ...standby, instances: [instance('a', lifecycle)] }
      expect(parked(busy, { ...observe(busy, none), targets: new Map() })).toBe(false)
    }
  })
})
