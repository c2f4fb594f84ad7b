/** Deploy, while the old colour leaves traffic. */
import { describe, expect, test } from '@jest/globals'
import type { Decision } from '../../src/release/decision.ts'
import { next } from '../../src/release/next.ts'
import { parked } from '../../src/release/traffic/parked.ts'
import type { Group, Observation } from '../../src/release/world.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { FACTS, instance } from '../support/observation.ts'
import { goneOn, sharedOpen, writes } from '../support/on-the-way.ts'
import { meddle } from '../support/waiting-release.ts'

const decided = (seen: Observation): Decision => next(seen, DEPLOY, FACTS)

describe('before the old colour leaves', () => {
  const switching = goneOn(sharedOpen, (_, at) => at?.release.state === 'switching')
  const resumed = (seen: Observation) =>
    meddle(seen, 'blue', blue => ({
      ...blue,
      suspended: blue.suspended.filter(each => each !== 'AZRebalance')
    }))
  /** The load grows: the new colour is about to have one more. */
  const grown = (seen: Observation) =>
    meddle(seen, 'green', green => ({
      ...green,
      desired: 4,
      instances: [...green.instances, instance('g4', 'Pending')]
    }))
  const ill = (seen: Observation) =>
    meddle(seen, 'green', ({ instances: [first, ...more], ...green }) => ({
      ...green,
      instances: [...(first ? [{ ...first, health: 'unhealthy' }] : []), ...more]
    }))

  test('its floor goes', () => {
    expect(writes('web-blue', 'bg-release:pin')(decided(switching))).toBe(true)
  })

  test('what somebody has resumed on it is suspended again', () => {
    expect(decided(resumed(grown(switching)))).toMatchObject({
      change: { kind: 'suspend', group: 'web-blue', processes: ['AZRebalance'] }
    })
  })

  test('a load that grows is noted, and counts from then on', () => {
    expect(writes('web-blue', 'bg-release:demand')(decided(ill(grown(switching))))).toBe(true)
    const noted = goneOn(grown(switching), decision => decision.kind === 'wait')
    expect(decided(noted)).toMatchObject({ wait: { for: 'new-healthy', healthy: 3, of: 4 } })
  })

  test('its floor stays as long as the new colour is not well', () => {
    expect(decided(ill(switching))).toMatchObject({
      wait: { for: 'new-healthy', group: 'web-green', healthy: 2, of: 3 }
    })
  })
})

describe('when the old colour is parked', () => {
  const alone = goneOn(sharedOpen, (_, at) => at !== undefined && parked(at.old.group, at.seen))
  const waits = (instances: Group['instances'], desired: number) =>
    decided(meddle(alone, 'green', green => ({ ...green, desired, instances })))

  test.each([
    [3, 2],
    [1, 0],
    [0, 0]
  ])('the new one has to carry what it wants today, at least one: %i wanted, %i there', (wanted, there) => {
    expect(waits(alone.groups.green.instances.slice(0, there), wanted)).toMatchObject({
      wait: { for: 'new-healthy', healthy: there, of: Math.max(wanted, 1) }
    })
  })

  test('the note of its sizes waits while a MinSize of an earlier run may still arrive', () => {
    const given = goneOn(
      alone,
      (decision, at) => at?.new.group.min === 2 && writes('web-green', 'bg-release:pin')(decision)
    )
    const from = (quietFrom: number) => next(given, DEPLOY, { ...FACTS, quietFrom })
    expect(from(given.at + 1)).toEqual({ kind: 'wait', wait: { for: 'window', until: given.at + 1 } })
    expect(from(given.at)).toMatchObject({ kind: 'change', force: 'additive' })
  })
})
