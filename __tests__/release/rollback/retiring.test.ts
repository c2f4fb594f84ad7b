/** Rollback when the old colour is back: how the new one leaves, and what is ended when. */
import { describe, expect, test } from '@jest/globals'
import type { Facts } from '../../../src/release/goal.ts'
import {
  acceptedTag,
  demandTag,
  holdTag,
  type Pin,
  pinTag,
  stickyTag
} from '../../../src/release/journal/journal.ts'
import { type RollbackGoal, rollback } from '../../../src/release/rollback.ts'
import { SCALING_AND_HEALING } from '../../../src/release/steps/hold.ts'
import type { Group, Instance, Observation } from '../../../src/release/world.ts'
import {
  FACTS,
  group,
  ids,
  inRelease,
  instance,
  observe,
  serving,
  tagged
} from '../../support/observation.ts'
import { BLUE, forward, GREEN, NOTE, notes, splitSituation } from '../../support/split-release.ts'
import { situationOf } from '../../support/waiting-release.ts'

const GOAL: RollbackGoal = {
  command: 'rollback',
  afterRollback: 'terminate',
  allowSticky: false,
  keepIdleScaling: false
}
const pinned = (min: number, more: Partial<Pin> = {}) =>
  pinTag(1, { set: min, was: 0, min: 2, max: 6, top: 6, ...more })
const protectedOnes = (...lifecycles: readonly string[]): readonly Instance[] =>
  lifecycles.map((lifecycle, n) => ({ ...instance(`b${n + 1}`, lifecycle), protected: true }))

/** Three of the old colour serve, pinned and protected. */
const back = tagged(
  serving('web-blue', 3, { min: 3, instances: protectedOnes('InService', 'InService', 'InService') }),
  pinned(3),
  demandTag(1, 3)
)
const held = { suspended: SCALING_AND_HEALING }
const HELD = holdTag(SCALING_AND_HEALING)
const fresh = tagged(serving('web-green', 3, { ...held, min: 0 }), HELD)
const freshOf = (lifecycle: string, sizes: Partial<Group> = {}) =>
  tagged(group('web-green', { ...held, ...sizes, instances: [instance('g1', lifecycle)] }), HELD)
const parked = freshOf('Standby')

const seenWith = (blue: Group, green: Group, more: Parameters<typeof observe>[2] = {}, ended = 0) =>
  observe(...inRelease('retiring', blue, green, ended), more)
const next = (seen: Observation, goal: Partial<RollbackGoal> = {}, facts: Partial<Facts> = {}) =>
  rollback(situationOf(seen), { ...GOAL, ...goal }, { ...FACTS, ...facts })
/** While a request of a dead run may still arrive. */
const early = (seen: Observation) => next(seen, {}, { quietFrom: seen.at + 1 })

test('the share that a person accepts is noted before the new colour is held', () => {
  const running = serving('web-green', 3, { min: 0 })
  expect(next(seenWith(back, running), { acceptCapacity: 50 })).toMatchObject({
    change: { kind: 'tag', group: 'web-blue', tags: [{ key: 'bg-release:accepted:1' }] }
  })
  expect(next(seenWith(back, running))).toMatchObject({ change: { group: 'web-green', tags: [HELD] } })
})

describe('while a request of a dead run may still arrive', () => {
  const leaves = { kind: 'enter-standby', group: 'web-green' }

  test('the new colour leaves at once where nothing can touch the old one', () => {
    expect(early(seenWith(back, fresh))).toMatchObject({ force: 'covered', change: leaves })
  })

  test('it waits where a finalize had begun, which ends instances by their ids', () => {
    expect(early(seenWith(back, fresh, {}, 1))).toMatchObject({ force: 'reducing', change: leaves })
  })

  test('it waits where MinSize does not hold all that is wanted, since not all of it is there', () => {
    const short = tagged(
      serving('web-blue', 3, { min: 2, instances: protectedOnes('InService', 'InService', 'Pending') }),
      pinned(2),
      demandTag(1, 3),
      acceptedTag(1, 60)
    )
    expect(early(seenWith(short, fresh))).toMatchObject({ force: 'reducing', change: leaves })
  })

  test('the new group is shut once nothing of it serves, after the old one runs by itself', () => {
    const drains = { draining: ['g1'] }
    const shut = { force: 'covered', change: { kind: 'resize', group: 'web-green', max: 0 } }
    expect(early(seenWith(back, parked, drains))).toMatchObject(shut)
    const suspended = tagged({ ...back, suspended: ['AZRebalance'] }, holdTag(['AZRebalance']))
    expect(early(seenWith(suspended, parked, drains))).toMatchObject({
      force: 'covered',
      change: { kind: 'resume', group: 'web-blue' }
    })
  })

  test.each([
    ['has one in service that is to be counted in', 'InService', {}, { desired: 1 }],
    ['still launches what is to be dropped first', 'Pending', { desired: 1 }, { desired: 0 }],
    ['has a MinSize that is to be taken away first', 'Pending', { min: 1 }, { min: 0 }]
  ])('the new group is not shut while it %s', (_, lifecycle, sizes, expected) => {
    const noted = tagged(freshOf(lifecycle, sizes), pinned(0, { was: 1, min: 0 }))
    const step = early(seenWith(back, noted))
    expect(step).toMatchObject({ change: { kind: 'resize', group: 'web-green', ...expected } })
    expect(step).not.toHaveProperty('change.max')
  })
})

describe('when the new colour is out of traffic', () => {
  test('what still waits of the old one returns too', () => {
    const share = serving('web-blue', 1, {
      min: 1,
      instances: protectedOnes('InService', 'Standby', 'Standby')
    })
    const seen = seenWith(tagged(share, pinned(1), demandTag(1, 3), acceptedTag(1, 30)), parked)
    expect(next(seen)).toMatchObject({ change: { kind: 'exit-standby', ids: ['b2', 'b3'] } })
  })

  test('what AWS does not let return is ended when the old colour carries all it wants', () => {
    const instances = protectedOnes('InService', 'InService', 'InService', 'Standby')
    const old = tagged(serving('web-blue', 3, { instances }), pinned(2, { was: 2 }), demandTag(1, 3))
    const refused = { refusedReturns: [['b4']] }
    expect(next(seenWith(old, parked), {}, refused)).toMatchObject({
      change: { kind: 'terminate', group: 'web-blue', id: 'b4' }
    })
    expect(next(seenWith(old, parked, { ill: ['b3'] }), {}, refused)).toEqual({
      kind: 'wait',
      wait: { for: 'old-back', group: 'web-blue', healthy: 2, of: 3 }
    })
  })
})

describe('a version that is kept', () => {
  const keep = (demand: number, green: number) =>
    rollback(
      splitSituation({
        blue: {
          group: { min: 2, desired: 2, instances: ids('b', 2).map(id => instance(id)) },
          noted: [demandTag(1, demand), pinned(2, { was: 2 })]
        },
        green: { group: { ...held, min: 0 }, noted: [HELD, stickyTag(1, 0)] },
        forwards: [forward({ [BLUE]: 1, [GREEN]: green }, { tags: notes(NOTE) })],
        release: { state: 'retiring' }
      }),
      { ...GOAL, afterRollback: 'standby' },
      FACTS
    )

  test('enters Standby at weight 0, however far the old colour has followed the load down since', () => {
    expect(keep(3, 0)).toMatchObject({ change: { kind: 'enter-standby', group: 'web-green' } })
  })

  test('leaves a weight only when the old colour carries the demand', () => {
    expect(keep(3, 1)).toMatchObject({ change: { kind: 'resize', group: 'web-blue', desired: 3 } })
  })
})
