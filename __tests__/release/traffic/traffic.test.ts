import { describe, expect, test } from '@jest/globals'
import { guard } from '../../../src/release/guard.ts'
import { canonical, reweigh } from '../../../src/release/traffic/actions.ts'
import type { Forward } from '../../../src/release/traffic/forward.ts'
import { isTest, noteOf, noteTag } from '../../../src/release/traffic/forward-journal.ts'
import { pairingsOf } from '../../../src/release/traffic/pairing.ts'
import { serving, weighs } from '../../../src/release/traffic/routes.ts'
import { topologyOf } from '../../../src/release/traffic/topology.ts'
import type { Observation } from '../../../src/release/world.ts'
import { group, instance, observe, serving as servingGroup } from '../../support/observation.ts'
import { BLUE, forward, GREEN, targetGroupArn } from '../../support/split-release.ts'

const attached = (blue: readonly string[], green: readonly string[]): Observation =>
  observe(group('web-blue', { targetGroups: blue }), group('web-green', { targetGroups: green }))

/** Three blue and `green` green instances, healthy in target groups of their own. */
function split(green: number, ...forwards: readonly Forward[]): Observation {
  const seen = observe(
    servingGroup('web-blue', 3, { targetGroups: [BLUE] }),
    servingGroup('web-green', green, { targetGroups: [GREEN] })
  )
  const healthy = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ instanceId: `${prefix}${n + 1}`, state: 'healthy' }))
  return {
    ...seen,
    targets: new Map([
      [BLUE, healthy('b', 3)],
      [GREEN, healthy('g', green)]
    ]),
    forwards
  }
}

describe('topology', () => {
  test.each([
    [[BLUE], [BLUE], 'shared'],
    [[BLUE], [GREEN], 'split'],
    [[], [], 'shared']
  ])('%j beside %j is %s', (blue, green, found) => {
    expect(topologyOf(attached(blue, green))).toBe(found)
  })

  test.each([
    [[BLUE, GREEN], [GREEN]],
    [[BLUE], []]
  ])('%j beside %j is neither', (blue, green) => {
    expect(topologyOf(attached(blue, green))).toMatchObject({ code: 'BGR-TARGET-GROUPS-DIFFER' })
  })
})

describe('pairs of target groups', () => {
  test('of one for each colour need no names', () => {
    expect(pairingsOf(attached([targetGroupArn('a')], [targetGroupArn('b')]))).toEqual([
      { blue: targetGroupArn('a'), green: targetGroupArn('b') }
    ])
  })

  test('of several are told by names that differ in the colour', () => {
    const seen = attached(
      [targetGroupArn('in-blue'), targetGroupArn('out-blue')],
      [targetGroupArn('out-green'), targetGroupArn('in-green')]
    )
    expect(pairingsOf(seen)).toEqual([
      { blue: targetGroupArn('in-blue'), green: targetGroupArn('in-green') },
      { blue: targetGroupArn('out-blue'), green: targetGroupArn('out-green') }
    ])
  })

  test.each([
    [
      [targetGroupArn('a'), targetGroupArn('b')],
      [targetGroupArn('c'), targetGroupArn('d')]
    ],
    [[targetGroupArn('in-blue')], [targetGroupArn('in-green'), targetGroupArn('out-green')]]
  ])('%j and %j cannot be told', (blue, green) => {
    expect(pairingsOf(attached(blue, green))).toMatchObject({ code: 'BGR-TARGET-GROUPS-DIFFER' })
  })
})

describe('actions', () => {
  const before = canonical([
    { Type: 'authenticate-cognito', Order: 1, AuthenticateCognitoConfig: { UserPoolArn: 'p' } },
    {
      Order: 2,
      TargetGroupArn: BLUE,
      Type: 'forward',
      ForwardConfig: { TargetGroupStickinessConfig: { Enabled: false }, TargetGroups: [] }
    }
  ])

  test('keep everything but the weights', () => {
    const after = JSON.parse(reweigh(before, [{ targetGroup: BLUE, weight: 2 }]))
    expect(after).toEqual([
      { Type: 'authenticate-cognito', Order: 1, AuthenticateCognitoConfig: { UserPoolArn: 'p' } },
      {
        Type: 'forward',
        Order: 2,
        ForwardConfig: {
          TargetGroupStickinessConfig: { Enabled: false },
          TargetGroups: [{ TargetGroupArn: BLUE, Weight: 2 }]
        }
      }
    ])
  })

  test('are the same text whatever order AWS answers in', () => {
    expect(canonical({ b: [{ d: 1, c: 2 }], a: 0 })).toBe(canonical({ a: 0, b: [{ c: 2, d: 1 }] }))
  })

  test('may have a member that is null', () => {
    expect(canonical([{ b: null, a: { c: null } }])).toBe('[{"a":{"c":null},"b":null}]')
  })
})

describe('the note of a forward', () => {
  const note = {
    epoch: 7,
    use: 'test',
    found: { blue: 0, green: 999 },
    goal: { blue: 999, green: 0 },
    sticky: 604_800
  } as const
  const { key, value } = noteTag(note)

  test('comes back as it was written', () => {
    expect(noteOf(forward({}, { tags: new Map([[key, value]]) }), 7)).toEqual(note)
    expect(noteOf(forward({}, { tags: new Map([[key, value]]) }), 8)).toBeUndefined()
  })

  test('that was edited makes no test rule', () => {
    const edited = forward({}, { tags: new Map([[key, value.replace('999', '998')]]) })
    expect(isTest(edited)).toBe(false)
    expect(() => noteOf(edited, 7)).toThrow('checksum')
  })

  test('of a test rule takes it out of the traffic', () => {
    const rule = { tags: new Map([[key, value]]) }
    const seen = split(3, forward({ [BLUE]: 1 }), forward({ [GREEN]: 1 }, rule))
    expect([weighs(seen.groups.blue, seen), weighs(seen.groups.green, seen)]).toEqual([true, false])
    expect([serving(seen.groups.blue, seen), serving(seen.groups.green, seen)]).toEqual([3, 0])
  })
})

describe('the guard', () => {
  const weigh = (blue: number, green: number) =>
    ({
      kind: 'weigh',
      group: 'web-green',
      forward: 'arn:listener',
      of: 'listener',
      shares: [
        { targetGroup: BLUE, weight: blue },
        { targetGroup: GREEN, weight: green }
      ],
      actions: '[]'
    }) as const

  test('lets requests go to a colour that carries the demand, and adds it at weight 0', () => {
    const seen = split(3, forward({ [BLUE]: 1 }))
    expect(guard(weigh(0, 1), seen, 3)).toBeUndefined()
    expect(guard(weigh(1, 0), split(0, forward({ [BLUE]: 1 })), 3)).toBeUndefined()
  })

  test('lets a colour enter Standby at weight 0, whatever the other one carries, and at a weight only beside one that does', () => {
    const enter = { kind: 'enter-standby', group: 'web-blue', ids: ['b1'] } as const
    expect(guard(enter, split(2, forward({ [BLUE]: 0, [GREEN]: 1 })), 3)).toBeUndefined()
    expect(guard(enter, split(2, forward({ [BLUE]: 1 })), 3)).toMatchObject({ code: 'BGR-GUARD' })
    expect(guard(enter, split(3, forward({ [BLUE]: 1 })), 3)).toBeUndefined()
  })

  test('asks nothing of a colour where nothing has to be held', () => {
    expect(guard(weigh(0, 1), split(2, forward({ [BLUE]: 1 })), undefined)).toBeUndefined()
  })

  test.each([
    ['to a colour that does not', split(2, forward({ [BLUE]: 1 })), weigh(0, 1)],
    ['nowhere', split(3, forward({ [BLUE]: 1 })), weigh(0, 0)],
    ['where the look does not show a forward', split(3), weigh(0, 1)],
    [
      'to a stranger',
      split(3, forward({ [BLUE]: 1 })),
      { ...weigh(0, 1), shares: [{ targetGroup: targetGroupArn('other'), weight: 1 }] }
    ]
  ])('stops requests %s', (_, seen, change) => {
    expect(guard(change, seen, 3)).toMatchObject({ code: 'BGR-GUARD' })
  })

  test('ends by desired capacity only what gets no requests, beside a colour that serves', () => {
    const end = { kind: 'resize', group: 'web-blue', desired: 0 } as const
    const moved = forward({ [BLUE]: 0, [GREEN]: 1 })
    expect(guard(end, split(3, moved), 0)).toBeUndefined()
    expect(guard(end, split(3, forward({ [BLUE]: 1, [GREEN]: 0 })), 0)).toMatchObject({ code: 'BGR-GUARD' })
    expect(guard(end, split(0, moved), 0)).toMatchObject({ code: 'BGR-GUARD' })
  })

  test('knows an instance that still boots from one that serves', () => {
    const seen = split(0, forward({ [BLUE]: 0, [GREEN]: 1 }))
    const booting = { ...seen.groups.green, desired: 1, instances: [instance('g1', 'Pending')] }
    const now = { ...seen, groups: { ...seen.groups, green: booting } }
    expect(guard({ kind: 'resize', group: 'web-blue', desired: 0 }, now, 0)).toMatchObject({
      code: 'BGR-GUARD'
    })
  })
})
