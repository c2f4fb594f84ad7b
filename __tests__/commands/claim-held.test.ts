import { describe, expect, test } from '@jest/globals'
import { closeClaim } from '../../src/commands/close-claim.ts'
import type { Claim } from '../../src/release/journal/claim.ts'
import { asking, held } from '../support/claim-store.ts'
import {
  failing,
  GROUPS,
  LEASE,
  onAll,
  ownOn,
  QUIET,
  SECONDS,
  shownOn,
  statesOf,
  stored,
  take
} from '../support/claiming.ts'

describe('a heartbeat', () => {
  test('every half minute, and none after a stop', async () => {
    const stop = new AbortController()
    const store = stored()
    const claim = await take(store, { stop: stop.signal })
    const beatAfter = async (ms: number) => {
      store.pass(ms)
      const before = store.written.length
      await claim.beat()
      return store.written.length - before
    }
    expect([await beatAfter(29_999), await beatAfter(1), await beatAfter(10_000)]).toEqual([0, 1, 0])
    expect(ownOn(store)).toMatchObject({ state: 'held', beat: 2, at: SECONDS + 30 })
    stop.abort()
    expect(await beatAfter(60_000)).toBe(0)
  })

  test('that AWS does not take for three minutes: the claim has lapsed, and is not written again unseen', async () => {
    const store = stored()
    const claim = await take(store)
    store.trouble.put.push(...Array.from({ length: 3 }, () => failing('busy')))
    store.pass(100_000)
    await expect(claim.beat()).rejects.toMatchObject({ kind: 'busy' })
    expect(store.written.slice(2).map(({ at }) => at)).toEqual([100_000, 100_300, 100_900])
    store.pass(180_000 - 100_900 - 1)
    expect(claim.lapsed()).toBe(false)
    store.pass(1)
    expect(claim.lapsed()).toBe(true)
    store.trouble.put.push(failing('busy'))
    await expect(claim.beat()).rejects.toMatchObject({ kind: 'busy' })
    expect(store.written.slice(5).map(({ at }) => at)).toEqual([180_000])
  })

  test('while it asks: at once where another one is to give way', async () => {
    const store = stored()
    onAll(store, asking('z'))
    store.at(3_000, () => onAll(store, asking('z', { state: 'released', beat: 1 })))
    await take(store)
    expect(statesOf(store)).toEqual([
      ...[0, 0, 2_000].map(at => ({ at, state: 'asking' })),
      { at: 4_000, state: 'held' }
    ])
  })

  test('while it waits for a dead one', async () => {
    const store = stored()
    onAll(store, held('z'))
    await take(store)
    expect(statesOf(store).map(({ at }) => at)).toEqual([
      0,
      ...Array.from({ length: 9 }, (_, n) => (n + 1) * 30_000),
      LEASE
    ])
  })
})

describe('what a look shows of the claim', () => {
  async function taken() {
    const store = stored()
    const claim = await take(store)
    const shown = (...claims: readonly Claim[]) => {
      store.drop('web-blue', 'm')
      for (const each of claims) store.claim('web-blue', each)
      const { shownBy, isBehind } = claim
      return { shown: shownBy(store.group('web-blue')), behind: isBehind('web-blue') }
    }
    return { store, claim, shown }
  }

  test('held: it counts; absent: it does not', async () => {
    const { shown } = await taken()
    expect(shown(held('m'))).toEqual({ shown: true, behind: false })
    expect(shown()).toEqual({ shown: false, behind: false })
    expect(shown(held('m', { state: 'ended' }))).toEqual({ shown: false, behind: false })
  })

  test('as it was when it asked: the next beat brings it back, sooner than usual', async () => {
    const { store, claim, shown } = await taken()
    expect(shown(asking('m'), held('y', { state: 'released' }))).toEqual({ shown: false, behind: true })
    expect(claim.isBehind('web-2-blue')).toBe(false)
    const writes = store.written.length
    store.pass(9_999)
    await claim.beat()
    expect(store.written).toHaveLength(writes)
    store.pass(1)
    await claim.beat()
    expect(store.written).toHaveLength(writes + 1)
    expect(shown(held('m'))).toEqual({ shown: true, behind: false })
    store.pass(10_000)
    await claim.beat()
    expect(store.written).toHaveLength(writes + 1)
  })

  test('not beside the claim of another run, and not once it has lapsed', async () => {
    const { store, shown } = await taken()
    expect(shown(asking('m'), held('z'))).toEqual({ shown: false, behind: false })
    store.drop('web-blue', 'z')
    store.pass(179_999)
    expect(shown(asking('m')).behind).toBe(true)
    store.pass(1)
    expect(shown(asking('m')).behind).toBe(false)
  })

  test.each([
    { other: held('z', { at: SECONDS }), after: 179_999, over: true },
    { other: held('z', { at: SECONDS }), after: 180_000, over: false },
    { other: asking('z', { at: SECONDS }), after: 0, over: false },
    { other: held('z', { at: SECONDS, state: 'ended' }), after: 0, over: false },
    { other: held('m', { at: SECONDS }), after: 0, over: false }
  ])('another run at work, $other.id $other.state $after ms ago: taken over $over', async expected => {
    const { store, claim } = await taken()
    store.claim('web-blue', expected.other)
    store.pass(expected.after)
    expect(claim.isTakenOver(store.group('web-blue'))).toBe(expected.over)
  })

  test('the late write of a run that was dead when this one began takes nothing over', async () => {
    const store = stored()
    onAll(store, held('y'))
    onAll(store, held('z'))
    const claim = await take(store)
    onAll(store, held('z', { at: SECONDS + LEASE / 1000 }))
    expect(claim.isTakenOver(store.group('web-blue'))).toBe(false)
    onAll(store, held('x', { at: SECONDS + LEASE / 1000 }))
    expect(claim.isTakenOver(store.group('web-blue'))).toBe(true)
  })
})

describe('signing off', () => {
  test.each([
    { name: 'a refusal', error: failing('denied'), aborted: false },
    { name: 'an abort', error: new Error('aborted'), aborted: true }
  ])('$name is passed over', async ({ error, aborted }) => {
    const store = stored()
    const claim = await take(store)
    const until = new AbortController()
    if (aborted) until.abort()
    store.trouble.put.push(error)
    expect(await claim.signOff('released', until.signal)).toBe(false)
  })

  test('a fault of our own is not', async () => {
    const store = stored()
    const claim = await take(store)
    store.trouble.put.push(new Error('a fault'))
    await expect(claim.signOff('released', QUIET)).rejects.toThrow('a fault')
  })
})

describe('signing off for a run that was killed', () => {
  test.each([
    { was: held('z', { beat: 4 }), is: 'ended' },
    { was: asking('z', { beat: 4 }), is: 'released' }
  ])('$was.state becomes $is, as of now', async ({ was, is }) => {
    const store = stored()
    onAll(store, was)
    onAll(store, held('y'))
    store.pass(1_500)
    expect(await closeClaim(store, GROUPS, 'z', QUIET)).toBe(2)
    for (const name of GROUPS) {
      expect(shownOn(store, name)).toEqual([{ ...was, state: is, beat: 5, at: SECONDS + 1 }, held('y')])
    }
    expect(store.written).toMatchObject([{ at: 1_500, signedAt: 1_500, groups: GROUPS }])
  })

  test('nothing is written where it is over already', async () => {
    const store = stored()
    onAll(store, held('z', { state: 'released' }))
    expect(await closeClaim(store, GROUPS, 'z', QUIET)).toBe(0)
    expect(store.written).toEqual([])
  })
})
