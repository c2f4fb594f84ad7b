import { describe, expect, test } from '@jest/globals'
import { takeClaim, windowOf } from '../../src/commands/claim.ts'
import type { Claiming } from '../../src/commands/claiming.ts'
import { closeClaim } from '../../src/commands/close-claim.ts'
import { AwsError } from '../../src/release/errors.ts'
import { type Claim, claimKey, readClaims } from '../../src/release/journal/claim.ts'
import { TAG_LIMIT } from '../../src/release/preflight/tags.ts'
import { asking, BEGIN, type ClaimStore, claimStore, held } from '../support/claim-store.ts'

const GROUPS = ['web-blue', 'web-2-blue']
const LEASE = 300_000
const SECONDS = BEGIN / 1000
const QUIET = new AbortController().signal
const failing = (kind: AwsError['kind']) => new AwsError(kind, 'CreateOrUpdateTags', 'Code', 'it says', 'id')

const stored = (names: readonly string[] = GROUPS) => claimStore(names)
const take = (store: ClaimStore, overrides: Partial<Claiming> = {}) => takeClaim(store.claiming(overrides))
const onAll = (store: ClaimStore, claim: Claim) => {
  for (const name of GROUPS) store.claim(name, claim)
}
const shownOn = (store: ClaimStore, name = 'web-blue') => readClaims(store.group(name))
const ownOn = (store: ClaimStore, name = 'web-blue') => shownOn(store, name).find(({ id }) => id === 'm')
const statesOf = (store: ClaimStore) =>
  store.written.map(({ at, value }) => ({ at, state: /state=(\w+)/.exec(value)?.[1] }))

describe('taking a claim', () => {
  test('asks on every group, looks, and holds with the time of the look', async () => {
    const store = stored()
    store.slow.push(2_500)
    const { quietFrom } = await take(store)
    expect(store.written).toMatchObject([
      { at: 0, signedAt: 0, groups: GROUPS },
      { at: 2_500, signedAt: 0, groups: GROUPS }
    ])
    expect(statesOf(store).map(({ state }) => state)).toEqual(['asking', 'held'])
    const own = { id: 'm', state: 'held', command: 'deploy', by: 'a_test', beat: 1, at: SECONDS + 2 }
    expect(GROUPS.map(name => ownOn(store, name))).toEqual([own, own])
    expect({ quietFrom, removed: store.removed }).toEqual({ quietFrom: 0, removed: [] })
  })

  test.each(['busy', 'unknown'] as const)('%s is tried three times, longer apart each time', async kind => {
    const store = stored()
    store.trouble.put.push(failing(kind), failing(kind))
    await take(store)
    expect(statesOf(store)).toEqual([
      { at: 0, state: 'asking' },
      { at: 300, state: 'asking' },
      { at: 900, state: 'asking' },
      { at: 900, state: 'held' }
    ])
    const other = stored()
    other.trouble.put.push(failing(kind), failing(kind), failing(kind))
    await expect(take(other)).rejects.toMatchObject({ kind })
    expect(statesOf(other)).toEqual([
      { at: 0, state: 'asking' },
      { at: 300, state: 'asking' },
      { at: 900, state: 'asking' },
      { at: 900, state: 'released' }
    ])
  })

  test.each([
    { name: 'a refusal', error: failing('denied') },
    { name: 'a fault', error: new Error('a fault') },
    { name: 'what only looks like an answer', error: Object.assign(new Error('like'), { kind: 'busy' }) }
  ])('$name is not tried again, and what may have been written is taken back', async ({ error }) => {
    const store = stored()
    store.trouble.put.push(error)
    await expect(take(store)).rejects.toBe(error)
    expect(statesOf(store)).toEqual([
      { at: 0, state: 'asking' },
      { at: 0, state: 'released' }
    ])
    expect(store.looks).toEqual([])
  })

  test('taking it back may fail: the first error is the one that is told', async () => {
    const store = stored()
    const error = failing('denied')
    store.trouble.put.push(error, failing('denied'))
    await expect(take(store)).rejects.toBe(error)
  })

  test('whoever is turned away takes its claim back', async () => {
    const store = stored()
    onAll(store, held('z'))
    store.at(9_000, () => onAll(store, held('z', { beat: 1 })))
    await expect(take(store)).rejects.toMatchObject({ findings: [{ code: 'BGR-CLAIMED' }] })
    expect(ownOn(store)).toMatchObject({ state: 'released', at: SECONDS + 10 })
    expect(shownOn(store)).toContainEqual(held('z', { beat: 1 }))
  })

  test('a group without room for a tag is named', async () => {
    const store = stored()
    store.fill('web-2-blue', TAG_LIMIT)
    store.fill('web-blue', TAG_LIMIT - 1)
    const error = failing('refused')
    store.trouble.put.push(error)
    await expect(take(store)).rejects.toMatchObject({
      cause: error,
      findings: [
        {
          code: 'BGR-TAG-ROOM',
          message: expect.stringContaining(`web-2-blue has ${TAG_LIMIT} tags already`),
          fix: expect.stringContaining('Remove a tag')
        }
      ]
    })
  })

  test.each([
    { name: 'refused for another reason', looked: undefined, full: TAG_LIMIT - 1 },
    { name: 'refused, and nobody knows which', looked: failing('denied'), full: TAG_LIMIT }
  ])('$name: the error of AWS', async ({ looked, full }) => {
    const store = stored()
    store.fill('web-blue', full)
    const error = failing('refused')
    store.trouble.put.push(error)
    store.trouble.look.push(looked)
    await expect(take(store)).rejects.toBe(error)
  })
})

describe('claims of earlier runs', () => {
  test.each([
    { claim: held('z', { at: 5 }), until: 425_000 },
    { claim: held('z', { at: 5, state: 'ended' }), until: 365_000 },
    { claim: held('z', { at: 5, state: 'released' }), until: 0 },
    { claim: asking('z', { at: 5 }), until: 0 }
  ])('$claim.state: a request may arrive until $until', ({ claim, until }) => {
    expect(windowOf(claim)).toBe(until)
  })

  test('a dead one: nothing is taken away within its window; its claim goes when we sign off, ours says how long', async () => {
    const store = stored()
    onAll(store, held('z'))
    const claim = await take(store)
    expect(claim.quietFrom).toBe(BEGIN + 420_000)
    expect(store.removed).toEqual([])
    expect(store.written.at(-1)).toMatchObject({ at: LEASE, signedAt: LEASE })
    store.pass(420_000 - LEASE - 1)
    expect(await claim.signOff('released', QUIET)).toBe(true)
    expect(ownOn(store)?.state).toBe('ended')
    expect(store.removed).toEqual(GROUPS.map(group => ({ at: 419_999, group, key: claimKey('z') })))
    expect(shownOn(store)).toHaveLength(1)
  })

  test('once the window has passed the claim ends as it is', async () => {
    const store = stored()
    onAll(store, held('z'))
    const claim = await take(store)
    store.pass(420_000 - LEASE)
    await claim.signOff('released', QUIET)
    expect(ownOn(store)?.state).toBe('released')
  })

  test('its claim stays where ours cannot be signed off', async () => {
    const store = stored()
    onAll(store, held('z'))
    const claim = await take(store)
    store.trouble.put.push(failing('denied'))
    expect(await claim.signOff('released', QUIET)).toBe(false)
    expect(shownOn(store)).toContainEqual(held('z'))
  })

  test.each([
    { claim: held('z', { state: 'released' }), goes: true, quietFrom: 0 },
    { claim: held('z', { state: 'ended', at: SECONDS - 361 }), goes: true, quietFrom: 0 },
    { claim: held('z', { state: 'ended', at: SECONDS - 360 }), goes: true, quietFrom: 0 },
    {
      claim: held('z', { state: 'ended', at: SECONDS - 359 }),
      goes: false,
      quietFrom: BEGIN + 1_000
    }
  ])('$claim.state $claim.at: swept $goes', async ({ claim, goes, quietFrom }) => {
    const store = stored()
    store.claim('web-2-blue', claim)
    const own = await take(store)
    expect(own.quietFrom).toBe(quietFrom)
    expect(store.removed).toEqual(goes ? [{ at: 0, group: 'web-2-blue', key: claimKey('z') }] : [])
    store.pass(1_000)
    await own.signOff('released', QUIET)
    // Nobody knows who else still counts with a window that is not our own.
    expect(shownOn(store, 'web-2-blue')).toHaveLength(goes ? 1 : 2)
  })

  test('one that died while it asked leaves no window', async () => {
    const store = stored()
    onAll(store, asking('a'))
    expect((await take(store)).quietFrom).toBe(0)
  })

  test('what cannot be swept stays, and stops nobody', async () => {
    const store = stored()
    onAll(store, held('z', { state: 'released' }))
    store.trouble.remove.push(failing('denied'))
    await take(store)
    expect(ownOn(store)?.state).toBe('held')
    const other = stored()
    onAll(other, held('z', { state: 'released' }))
    other.trouble.remove.push(new Error('a fault'))
    await expect(take(other)).rejects.toThrow('a fault')
    expect(ownOn(other)?.state).toBe('released')
  })
})

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
