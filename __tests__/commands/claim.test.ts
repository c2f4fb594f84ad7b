import { describe, expect, test } from '@jest/globals'
import { windowOf } from '../../src/commands/claim.ts'
import { claimKey } from '../../src/release/journal/claim.ts'
import { TAG_LIMIT } from '../../src/release/preflight/tags.ts'
import { asking, BEGIN, held } from '../support/claim-store.ts'
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

  test('where none is to be swept AWS is not asked to remove anything', async () => {
    const store = stored()
    store.trouble.remove.push(new Error('no tags'))
    const claim = await take(store)
    expect(await claim.signOff('released', QUIET)).toBe(true)
    expect(ownOn(store)?.state).toBe('released')
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
