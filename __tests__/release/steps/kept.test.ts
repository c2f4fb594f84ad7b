import { describe, expect, test } from '@jest/globals'
import { markIds } from '../../../src/release/journal/id-marks.ts'
import { keptTag } from '../../../src/release/journal/journal.ts'
import { type Situation, standing } from '../../../src/release/situation.ts'
import { endRejected, keepParked, strangersIn } from '../../../src/release/steps/kept.ts'
import type { Group } from '../../../src/release/world.ts'
import { group, ids, inRelease, instance, observe, serving, tagged } from '../../support/observation.ts'

const parked = (count: number) => ids('g', count).map(id => instance(id, 'Standby'))
const rejected = (instances: Group['instances'] = parked(2)) =>
  tagged(group('web-green', { instances }), keptTag(1, markIds(['g1', 'g2'])))

/** Web-blue came back, and web-green is what the rollback has left of the version that was rejected. */
function rolledBack(live: Group, green: Group): Situation {
  const where = standing(observe(...inRelease('rolled-back', live, green)))
  if (where.kind !== 'closed') throw new Error(`the release is ${where.kind}`)
  return where.situation
}

describe('a rejected version that stays parked', () => {
  test('is noted', () => {
    const at = rolledBack(serving('web-blue', 3), group('web-green', { instances: parked(2) }))
    expect(keepParked(at.new, 1)).toMatchObject({
      force: 'additive',
      change: { kind: 'tag', group: 'web-green', tags: [{ key: 'bg-release:kept' }] }
    })
    expect(keepParked(rolledBack(serving('web-blue', 3), rejected()).new, 1)).toBeUndefined()
  })

  test('is ended one instance at a time, then waited for, then forgotten', () => {
    const end = (...instances: Group['instances']) =>
      endRejected(rolledBack(serving('web-blue', 3), rejected(instances)))
    expect(end(...parked(2))).toMatchObject({
      force: 'ending',
      change: { kind: 'terminate', group: 'web-green', id: 'g1' }
    })
    expect(end(instance('g1', 'Terminating'))).toEqual({
      kind: 'wait',
      wait: { for: 'ended', group: 'web-green', left: 1 }
    })
    expect(end()).toMatchObject({ change: { kind: 'untag', keys: ['bg-release:kept'] } })
  })

  test.each([
    ['launches', { desired: 3 }, 2, 3],
    ['wants nothing', { desired: 0 }, 0, 1]
  ])('is not ended while the live colour %s', (_, sizes, healthy, of) => {
    const live = serving('web-blue', healthy, { min: 0, ...sizes })
    expect(endRejected(rolledBack(live, rejected()))).toEqual({
      kind: 'wait',
      wait: { for: 'new-healthy', group: 'web-blue', healthy, of }
    })
  })

  test("is somebody else's once it serves again", () => {
    const back = rejected([instance('g1'), instance('g2', 'Standby')])
    expect(endRejected(rolledBack(serving('web-blue', 3), back))).toMatchObject({
      kind: 'refuse',
      findings: [{ code: 'BGR-DRIFT', message: expect.stringContaining('g1 is InService') }]
    })
  })
})

test('where a note has no room for the marks of all, it is their number that tells of a stranger', () => {
  const many = group('web-green', { instances: parked(182) })
  expect(strangersIn(many, markIds(ids('g', 182)))).toEqual([])
  expect(strangersIn(many, markIds(ids('g', 181)))).toHaveLength(182)
})
