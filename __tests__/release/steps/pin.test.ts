import { describe, expect, test } from '@jest/globals'
import type { Step } from '../../../src/release/decision.ts'
import { type Pin, pinTag, readSide } from '../../../src/release/journal/journal.ts'
import { makeRoom, ownSizes, pinDown, pinUp, unpin } from '../../../src/release/steps/pin.ts'
import type { Group } from '../../../src/release/world.ts'
import { group, serving, tagged } from '../../support/observation.ts'

const PIN: Pin = { set: 3, was: 2, min: 2, max: 6, top: 6 }
const OWN = { min: 2, max: 6 }
const NOTHING = { hold: [] }

/** Carries a step out again and again until it has nothing more to do, and counts its changes. */
function settle(
  start: Group,
  step: (now: Group) => Step
): { readonly end: Group; readonly kinds: readonly string[] } {
  let now = start
  const kinds: string[] = []
  for (let next = step(now); next; next = step(now)) {
    if (next.kind !== 'change' || kinds.length > 5) throw new Error(`unexpected ${JSON.stringify(next)}`)
    const { change } = next
    kinds.push(`${change.kind} ${next.force}`)
    if (change.kind === 'tag') now = tagged(now, ...change.tags)
    if (change.kind === 'resize') now = { ...now, min: change.min ?? now.min, max: change.max ?? now.max }
  }
  return { end: now, kinds }
}
const sideOf = (now: Group) => readSide(now, 1, [])
const ownOf = (now: Group) => {
  const { pin } = sideOf(now)
  return pin ? ownSizes(now, pin) : { min: now.min, max: now.max }
}

describe("the user's own sizes", () => {
  test.each([
    ['what we set is ours', { min: 3, max: 6 }, OWN],
    ['what stood before is what he had', { min: 2, max: 6 }, OWN],
    ['any other MinSize is his new one', { min: 1, max: 6 }, { min: 1, max: 6 }],
    ['a higher one too', { min: 4, max: 6 }, { min: 4, max: 6 }],
    ['any other MaxSize is his new one', { min: 3, max: 9 }, { min: 2, max: 9 }],
    ['both', { min: 0, max: 1 }, { min: 0, max: 1 }]
  ])('%s', (_, sizes, expected) => {
    expect(ownSizes(group('web-blue', sizes), PIN)).toEqual(expected)
  })

  test('are told from a MaxSize that we raised', () => {
    const raised = { ...PIN, max: 4, top: 6 }
    expect(ownSizes(group('web-blue', { min: 3, max: 6 }), raised).max).toBe(4)
    expect(ownSizes(group('web-blue', { min: 3, max: 4 }), raised).max).toBe(4)
    expect(ownSizes(group('web-blue', { min: 3, max: 5 }), raised).max).toBe(5)
  })
})

describe('pinning', () => {
  test('is noted first, raises MinSize to what serves, and rests there', () => {
    const { end, kinds } = settle(serving('web-blue', 3), now => pinUp(now, sideOf(now), 1, ownOf(now)))
    expect(kinds).toEqual(['tag additive', 'resize additive'])
    expect(end.min).toBe(3)
    expect(ownOf(end)).toEqual(OWN)
  })

  test('never goes above what is in service, nor above desired, nor down', () => {
    const launching = serving('web-blue', 3, { desired: 5 })
    expect(settle(launching, now => pinUp(now, sideOf(now), 1, OWN)).end.min).toBe(3)
    const leaving = serving('web-blue', 3, { desired: 1, min: 0 })
    expect(settle(leaving, now => pinUp(now, sideOf(now), 1, OWN)).end.min).toBe(1)
    const higher = serving('web-blue', 3, { min: 5, desired: 5 })
    expect(settle(higher, now => pinUp(now, sideOf(now), 1, { min: 5, max: 6 })).end.min).toBe(5)
  })

  test('notes an edit before it pins again', () => {
    const pinned = settle(serving('web-blue', 3), now => pinUp(now, sideOf(now), 1, ownOf(now))).end
    const edited = { ...pinned, min: 1, max: 8 }
    const { end } = settle(edited, now => pinUp(now, sideOf(now), 1, ownOf(now)))
    expect(end.min).toBe(3)
    expect(ownOf(end)).toEqual({ min: 1, max: 8 })
  })

  test('down to 0 reduces, and keeps what the user has', () => {
    const pinned = settle(serving('web-blue', 3), now => pinUp(now, sideOf(now), 1, ownOf(now))).end
    const { end, kinds } = settle(pinned, now => pinDown(now, sideOf(now), 1, ownOf(now)))
    expect(kinds).toEqual(['tag additive', 'resize reducing'])
    expect(end.min).toBe(0)
    expect(ownOf(end)).toEqual(OWN)
  })

  test('killed between the note and the call does not take the old MinSize for an edit', () => {
    const start = serving('web-blue', 3)
    const note = pinUp(start, NOTHING, 1, OWN)
    if (note?.kind !== 'change' || note.change.kind !== 'tag') throw new Error('no note')
    expect(ownOf(tagged(start, ...note.change.tags))).toEqual(OWN)
  })
})

describe('a MinSize that was announced and is not there', () => {
  const repinned = (pin: Pin) => {
    const announced = tagged(serving('web-blue', 4), pinTag(1, pin))
    const step = pinUp(announced, sideOf(announced), 1, OWN)
    if (step?.kind !== 'change' || step.change.kind !== 'tag') throw new Error('no note')
    return sideOf(tagged(announced, ...step.change.tags)).pin
  }

  test('stays noted when another one is announced, for it may still arrive', () => {
    expect(repinned(PIN)).toEqual({ set: 4, was: 2, late: 3, min: 2, max: 6, top: 6 })
  })

  test('is not late where it is the one that is announced again', () => {
    expect(repinned({ ...PIN, set: 4, top: 5 })).toEqual({ set: 4, was: 2, min: 2, max: 6, top: 6 })
  })
})

describe('room above MaxSize', () => {
  test('is made once, and remembered as ours', () => {
    const { end, kinds } = settle(serving('web-blue', 3, { max: 4 }), now =>
      makeRoom(now, sideOf(now), 1, ownOf(now), 6)
    )
    expect(kinds).toEqual(['tag additive', 'resize additive'])
    expect(end.max).toBe(6)
    expect(ownOf(end)).toEqual({ min: 2, max: 4 })
  })

  test('is not made where there is enough', () => {
    expect(makeRoom(group('web-blue'), NOTHING, 1, OWN, 6)).toBeUndefined()
  })
})

describe('unpinning', () => {
  test("gives the user's own sizes back, and then knows an edit to any of them", () => {
    const pinned = settle(serving('web-blue', 3), now => pinUp(now, sideOf(now), 1, ownOf(now))).end
    const { end, kinds } = settle(pinned, now => unpin(now, sideOf(now), 1, ownOf(now), false))
    expect(kinds).toEqual(['resize reducing', 'tag additive'])
    expect(end).toMatchObject({ min: 2, max: 6 })
    for (const min of [0, 1, 3, 4]) expect(ownOf({ ...end, min })).toEqual({ min, max: 6 })
  })

  test('waits with its note where a MinSize that a dead run announced may still arrive, and gives that back too', () => {
    const announced = tagged(serving('web-blue', 3), pinTag(1, PIN))
    const step = (now: Group) => unpin(now, sideOf(now), 1, ownOf(now), true)
    expect(step(announced)).toMatchObject({ force: 'reducing', change: { kind: 'tag' } })
    expect(step({ ...announced, min: 3 })).toMatchObject({ force: 'reducing', change: { min: 2 } })
  })

  test('of a group that was never pinned waits for nothing', () => {
    expect(unpin(serving('web-blue', 3), NOTHING, 1, OWN, true)).toMatchObject({
      force: 'additive',
      change: { kind: 'tag' }
    })
  })

  test('never sets a MaxSize below what runs, nor a MinSize above MaxSize', () => {
    const busy = serving('web-blue', 5, { max: 6, min: 5 })
    expect(settle(busy, now => unpin(now, sideOf(now), 1, { min: 2, max: 3 }, false)).end).toMatchObject({
      min: 2,
      max: 5
    })
    expect(settle(busy, now => unpin(now, sideOf(now), 1, { min: 9, max: 5 }, false)).end).toMatchObject({
      min: 5,
      max: 5
    })
  })
})
