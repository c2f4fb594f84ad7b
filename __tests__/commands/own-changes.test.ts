/** What a run knows of its own changes: which looks are older than they are, and which requests may still arrive. */
import { describe, expect, test } from '@jest/globals'
import { WINDOW_MS } from '../../src/commands/claim.ts'
import { createOwnEffects } from '../../src/commands/own-effects.ts'
import { createOwnWrites } from '../../src/commands/own-writes.ts'
import { createUnanswered, keyOf } from '../../src/commands/unanswered.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Observation } from '../../src/release/world.ts'
import { CHANGED_WORLDS, type ChangedWorld, look, mirrored } from '../support/changed-worlds.ts'
import { BEGIN } from '../support/claim-store.ts'

const at = (seen: Observation, ms: number): Observation => ({ ...seen, at: BEGIN + ms })
const BOTH = CHANGED_WORLDS.flatMap(each => [each, mirrored(each)])
const NOTE = 'bg-release:demand:1'
const tag = (key: string, value: string, group = 'web-blue'): Change => ({
  kind: 'tag',
  group,
  tags: [{ key, value, propagate: false }]
})
const noted = (key: string, value: string) => look({ tags: new Map([[key, value]]) })

describe('a request without an answer', () => {
  const lost = ({ change }: ChangedWorld) => {
    const unanswered = createUnanswered()
    unanswered.sending(change)
    unanswered.lost(change, BEGIN)
    return unanswered
  }

  test.each(BOTH)('$name: settled by a look that shows all of it', each => {
    const unanswered = lost(each)
    for (const shown of [each.before, ...each.parts]) {
      unanswered.settle(at(shown, 1))
      expect(unanswered.until()).toBe(BEGIN + WINDOW_MS)
    }
    unanswered.settle(at(each.after, 1))
    expect(unanswered.until()).toBe(0)
  })

  test.each(CHANGED_WORLDS)('$name: settled by time', each => {
    const unanswered = lost(each)
    unanswered.settle(at(each.before, WINDOW_MS - 1))
    expect(unanswered.until()).toBe(BEGIN + WINDOW_MS)
    unanswered.settle(at(each.before, WINDOW_MS))
    expect(unanswered.until()).toBe(0)
  })

  test.each(CHANGED_WORLDS)('$name: sent twice, no look tells one from the other', each => {
    const unanswered = lost(each)
    unanswered.sending({ ...each.change })
    unanswered.settle(at(each.after, 1))
    expect(unanswered.until()).toBe(BEGIN + WINDOW_MS)
  })

  test('of several the last one counts', () => {
    const unanswered = createUnanswered()
    unanswered.lost(tag('a', '1'), BEGIN)
    unanswered.lost(tag('b', '1'), BEGIN + 5)
    expect(unanswered.until()).toBe(BEGIN + 5 + WINDOW_MS)
    unanswered.settle(at(noted('b', '1'), 6))
    expect(unanswered.until()).toBe(BEGIN + WINDOW_MS)
  })

  test.each(['min', 'max', 'desired'] as const)('a resize of %s alone is settled by that alone', size => {
    const unanswered = createUnanswered()
    unanswered.lost({ kind: 'resize', group: 'web-blue', [size]: 5 }, BEGIN)
    unanswered.settle(at(look({ [size]: 4 }), 1))
    expect(unanswered.until()).toBe(BEGIN + WINDOW_MS)
    unanswered.settle(at(look({ [size]: 5 }), 1))
    expect(unanswered.until()).toBe(0)
  })

  test('a listener that is gone shows what was to become of it', () => {
    for (const each of CHANGED_WORLDS.filter(({ change }) => 'forward' in change)) {
      const unanswered = lost(each)
      unanswered.settle(at(look({}), 1))
      expect(unanswered.until()).toBe(0)
    }
  })

  test('what is protected and gone is as it was to be; on and off are different things', () => {
    const change: Change = { kind: 'protect', group: 'web-blue', ids: ['i-9'], on: false }
    const unanswered = createUnanswered()
    unanswered.lost(change, BEGIN)
    unanswered.settle(at(look({}), 1))
    expect(unanswered.until()).toBe(0)
    expect(keyOf(change)).not.toBe(keyOf({ ...change, on: true }))
  })
})

describe('the effect of an answered change', () => {
  const effective = BOTH.filter(({ change }) =>
    ['resize', 'suspend', 'resume', 'enter-standby', 'exit-standby', 'terminate'].includes(change.kind)
  )

  test.each(effective)('$name: a look that shows things as before is older, for 45 s', each => {
    const effects = createOwnEffects()
    effects.made(each.change, each.before, BEGIN)
    for (const shown of [each.before, ...each.parts]) {
      expect(effects.shownBy(at(shown, 44_999))).toBe(false)
      expect(effects.shownBy(at(shown, 45_000))).toBe(true)
    }
    expect(effects.shownBy(at(each.after, 1))).toBe(true)
  })

  test.each(CHANGED_WORLDS.filter(({ change }) => !effective.some(each => each.change === change)))(
    '$name: has none that a group shows',
    each => {
      const effects = createOwnEffects()
      effects.made(each.change, each.before, BEGIN)
      expect(effects.shownBy(at(each.before, 1))).toBe(true)
    }
  )

  test('a third value is somebody else’s, and a size that stays as it was says nothing', () => {
    const effects = createOwnEffects()
    const before = look({ min: 1, max: 6, desired: 3 })
    effects.made({ kind: 'resize', group: 'web-blue', min: 1, desired: 5 }, before, BEGIN)
    expect(effects.shownBy(at(look({ min: 1, max: 6, desired: 4 }), 1))).toBe(true)
    expect(effects.shownBy(at(before, 1))).toBe(false)
  })

  test('a later change of the same size takes the place of the earlier one', () => {
    const effects = createOwnEffects()
    const first = look({ desired: 3 })
    effects.made({ kind: 'resize', group: 'web-blue', desired: 5 }, first, BEGIN)
    effects.made({ kind: 'resize', group: 'web-blue', desired: 3 }, look({ desired: 5 }), BEGIN)
    expect(effects.shownBy(at(first, 1))).toBe(true)
    expect(effects.shownBy(at(look({ desired: 5 }), 1))).toBe(false)
  })

  test.each<Change>([
    tag(NOTE, '1'),
    { kind: 'suspend', group: 'web-blue', processes: ['AZRebalance'] },
    { kind: 'resize', group: 'web-blue', min: 2 }
  ])('$kind leaves the desired capacity to be shown', change => {
    const effects = createOwnEffects()
    const before = look({ min: 1, desired: 3 })
    effects.made({ kind: 'resize', group: 'web-blue', desired: 5 }, before, BEGIN)
    effects.made(change, look({ min: 1, desired: 5 }), BEGIN)
    const shows = (desired: number) =>
      effects.shownBy(at(look({ min: 2, desired, suspended: ['AZRebalance'] }), 1))
    expect([shows(3), shows(5)]).toEqual([false, true])
  })

  test.each(['enter-standby', 'exit-standby'] as const)('%s moves the desired capacity', kind => {
    const effects = createOwnEffects()
    const before = look({ desired: 3 }, { desired: 3 })
    effects.made({ kind: 'resize', group: 'web-blue', desired: 5 }, before, BEGIN)
    effects.made({ kind, group: 'web-green', ids: [] }, before, BEGIN)
    expect(effects.shownBy(at(before, 1))).toBe(false)
    effects.made({ kind, group: 'web-blue', ids: [] }, before, BEGIN)
    expect(effects.shownBy(at(before, 1))).toBe(true)
  })
})

describe('the notes of a run', () => {
  test.each(['web-blue', 'web-green'])('on %s: a look without the last one is older', group => {
    const writes = createOwnWrites()
    const shown = (value: string | undefined) => {
      const tags = { tags: new Map(value === undefined ? [] : [[NOTE, value]]) }
      return group === 'web-blue' ? look(tags) : look({}, tags)
    }
    writes.wrote(tag(NOTE, '1', group), BEGIN)
    writes.wrote(tag(NOTE, '2', group), BEGIN)
    const seen = [undefined, '1', '2'].map(value => writes.shownBy(at(shown(value), WINDOW_MS - 1)))
    expect(seen).toEqual([false, false, true])
    expect(writes.shownBy(at(shown('1'), WINDOW_MS))).toBe(true)
  })

  test('one that was taken away: a look that still has it is older', () => {
    const writes = createOwnWrites()
    writes.wrote({ kind: 'untag', group: 'web-blue', keys: [NOTE] }, BEGIN)
    expect(writes.shownBy(at(noted(NOTE, '1'), 1))).toBe(false)
    expect(writes.shownBy(at(look({ tags: new Map() }), 1))).toBe(true)
    expect(writes.repair(at(noted(NOTE, '1'), 20_000))).toBeUndefined()
  })

  test('a tag that is not ours alone is expected for a minute, and never written again', () => {
    const writes = createOwnWrites()
    writes.wrote(tag('docker:image:version', '2'), BEGIN)
    const other = noted('docker:image:version', '1')
    expect(writes.shownBy(at(other, 59_999))).toBe(false)
    expect(writes.repair(at(other, 59_999))).toBeUndefined()
    expect(writes.shownBy(at(other, 60_000))).toBe(true)
  })

  test.each([tag(NOTE, '2'), { kind: 'untag', group: 'web-blue', keys: [NOTE] } as const])(
    'while the next one is under way nobody knows which of the two stands',
    change => {
      const writes = createOwnWrites()
      writes.wrote(tag(NOTE, '1'), BEGIN)
      writes.sending({ ...change, group: 'web-green' })
      expect(writes.shownBy(at(noted(NOTE, '0'), 1))).toBe(false)
      writes.sending(change)
      expect(writes.shownBy(at(noted(NOTE, '0'), 1))).toBe(true)
    }
  )

  test('what looks have not shown for ten seconds is written again', () => {
    const writes = createOwnWrites()
    writes.wrote(tag(NOTE, '1'), BEGIN)
    writes.wrote(tag('bg-release:pin:1', '3'), BEGIN + 5_000)
    const nothing = look({ tags: new Map() })
    expect(writes.repair(at(nothing, 9_999))).toBeUndefined()
    expect(writes.repair(at(nothing, 10_000))).toEqual(tag(NOTE, '1'))
    expect(writes.repair(at(noted(NOTE, '1'), 14_999))).toBeUndefined()
    expect(writes.repair(at(nothing, 15_000))).toEqual({
      kind: 'tag',
      group: 'web-blue',
      tags: [
        { key: NOTE, value: '1', propagate: false },
        { key: 'bg-release:pin:1', value: '3', propagate: false }
      ]
    })
    expect(writes.repair(at(nothing, WINDOW_MS + 5_000))).toBeUndefined()
  })

  test('on the other group too', () => {
    const writes = createOwnWrites()
    writes.wrote(tag(NOTE, '1', 'web-green'), BEGIN)
    expect(writes.repair(at(look({}), 10_000))).toEqual(tag(NOTE, '1', 'web-green'))
  })

  test('changes that are no notes leave nothing to expect', () => {
    const writes = createOwnWrites()
    const resize: Change = { kind: 'resize', group: 'web-blue', min: 1 }
    writes.sending(resize)
    writes.wrote(resize, BEGIN)
    expect(writes.shownBy(at(look({}), 1))).toBe(true)
  })
})
