/** Rollback while the old colour comes back: what is done first where several things are to be done. */
import { describe, expect, test } from '@jest/globals'
import type { Facts } from '../../../src/release/goal.ts'
import { demandTag, holdTag, pinTag } from '../../../src/release/journal/journal.ts'
import { type RollbackGoal, rollback } from '../../../src/release/rollback.ts'
import { SCALING, SCALING_AND_HEALING } from '../../../src/release/steps/hold.ts'
import type { Forward } from '../../../src/release/traffic/forward.ts'
import type { Group, Observation } from '../../../src/release/world.ts'
import { FACTS, group, inRelease, observe, serving, tagged } from '../../support/observation.ts'
import { situationOf } from '../../support/waiting-release.ts'

const GOAL: RollbackGoal = {
  command: 'rollback',
  afterRollback: 'terminate',
  allowSticky: false,
  keepIdleScaling: false
}
const PINNED = pinTag(1, { set: 3, was: 0, min: 2, max: 6, top: 6 })
const live = tagged(serving('web-green', 3, { min: 3 }), PINNED)
const old = (count: number, sizes: Partial<Group> = {}) =>
  tagged(serving('web-blue', count, { min: count, ...sizes }), demandTag(1, 3))

const seenWith = (blue: Group, green = live) => observe(...inRelease('rolling-back', blue, green))
const next = (seen: Observation, goal: Partial<RollbackGoal> = {}, facts: Partial<Facts> = {}) =>
  rollback(situationOf(seen), { ...GOAL, ...goal }, { ...FACTS, ...facts })

describe('first', () => {
  test('the weights of a listener that no release knows are noted, then the share that a person accepts', () => {
    const arn = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/${name}/1`
    const forward: Forward = {
      arn: 'arn:listener',
      of: 'listener',
      name: 'web:443',
      loadBalancer: 'arn:lb',
      protocol: 'HTTPS',
      actions: '[]',
      shares: [{ targetGroup: arn('web-green'), weight: 1 }],
      stickySeconds: 0,
      tags: new Map()
    }
    const blue = old(3, { targetGroups: [arn('web-blue')] })
    const green = { ...live, targetGroups: [arn('web-green')] }
    const half = { acceptCapacity: 50 }
    expect(next({ ...seenWith(blue, green), forwards: [forward] }, half)).toMatchObject({
      change: { kind: 'tag-forward', forward: 'arn:listener' }
    })
    expect(next(seenWith(blue, green), half)).toMatchObject({
      change: { kind: 'tag', tags: [{ key: 'bg-release:accepted:1' }] }
    })
  })

  test('the share that a person accepts is noted, then a demand that has grown', () => {
    const grown = tagged(serving('web-green', 4, { min: 3 }), PINNED)
    const seen = seenWith(old(3), grown)
    expect(next(seen, { acceptCapacity: 50 })).toMatchObject({
      change: { tags: [{ key: 'bg-release:accepted:1' }] }
    })
    expect(next(seen)).toMatchObject({ change: { tags: [{ key: 'bg-release:demand:1' }] } })
  })

  test('the new colour stops scaling where the old one scales, then there is room for what is launched', () => {
    const short = old(1, { max: 2 })
    expect(next(seenWith(short))).toMatchObject({ change: { kind: 'tag', group: 'web-green' } })
    const held = tagged({ ...live, suspended: SCALING_AND_HEALING }, holdTag(SCALING_AND_HEALING))
    expect(next(seenWith(short, held))).toMatchObject({
      change: { group: 'web-blue', tags: [{ key: 'bg-release:pin:1' }] }
    })
    const roomy = old(1, { max: 3 })
    expect(next(seenWith(roomy, held))).toMatchObject({
      change: { kind: 'resize', group: 'web-blue', desired: 3 }
    })
  })
})

describe('what holds the new colour', () => {
  const noted = { kind: 'tag', group: 'web-green', tags: [holdTag(SCALING_AND_HEALING)] }
  const daily = {
    name: 'daily',
    settings: { Recurrence: '0 8 * * *', DesiredCapacity: 4 }
  }

  // Of two notes of one tag the first may arrive last: what the second says of would be taken for the user's.
  test('is noted as a whole, before the old colour has all of its instances and after', () => {
    expect(next(seenWith(old(1, { max: 3 })))).toMatchObject({ change: noted })
    expect(next(seenWith(old(3)))).toMatchObject({ change: noted })
  })

  test('heals until the old one carries the demand, and is said with the schedule that may not have run', () => {
    const held = (suspended: readonly string[]) =>
      tagged({ ...live, suspended }, holdTag(SCALING_AND_HEALING))
    const short = (suspended: readonly string[] = []) => seenWith(old(1, { max: 3 }), held(suspended))
    expect(next(short())).toMatchObject({
      change: { kind: 'suspend', group: 'web-green', processes: SCALING }
    })
    expect(next(short(SCALING))).toMatchObject({ change: { kind: 'resize', group: 'web-blue' } })
    expect(next(seenWith(tagged(old(3), PINNED), held(SCALING)))).toMatchObject({
      change: { kind: 'suspend', group: 'web-green', processes: ['AZRebalance', 'ReplaceUnhealthy'] }
    })
    const scheduled = { policies: [], scheduledActions: [daily], alarms: [] }
    const seen = { ...short(), at: Date.UTC(2026, 0, 5, 8, 1) }
    expect(
      next({ ...seen, attached: { ...seen.attached, green: scheduled } }, {}, { quietFrom: 0 })
    ).toMatchObject({
      why: expect.stringContaining('it may not have run: the scheduled action daily, due at 2026-01-05T08:00')
    })
  })
})

describe('scale-in protection', () => {
  const at = seenWith(old(3)).at

  test.each([
    ['is given while a request of a dead run may still arrive', at + 1, 'bg-release:protection:1'],
    ['is not needed from the moment on when none can', at, 'bg-release:hold']
  ])('%s', (_, quietFrom, key) => {
    expect(next(seenWith(old(3)), {}, { quietFrom })).toMatchObject({ change: { tags: [{ key }] } })
  })
})

test('an old group without instances is asked for all of them', () => {
  const empty = tagged(group('web-blue'), demandTag(1, 3))
  expect(next(seenWith(empty))).toMatchObject({ change: { kind: 'resize', group: 'web-blue', desired: 3 } })
})
