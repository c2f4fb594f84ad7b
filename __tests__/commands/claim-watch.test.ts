import { describe, expect, test } from '@jest/globals'
import { watchRivals } from '../../src/commands/claim-watch.ts'
import type { Claiming } from '../../src/commands/claiming.ts'
import type { RunEvent } from '../../src/commands/run-events.ts'
import type { Claim } from '../../src/release/journal/claim.ts'
import { asking, BEGIN, type ClaimStore, claimStore, held } from '../support/claim-store.ts'

const GROUPS = ['web-blue', 'web-2-blue']
const LEASE = 300_000
/** When a claim that stands still is looked at, in ms since it was first seen: every ten seconds for a minute, then every thirty. */
const SOON = [0, 10_000, 20_000, 30_000, 40_000, 50_000]
const SELDOM = [60_000, 90_000, 120_000, 150_000, 180_000, 210_000, 240_000, 270_000]

/** Our own claim, `m`, is on all groups. */
function watched(overrides: Partial<Claiming> = {}, names = GROUPS) {
  const store = claimStore(names)
  for (const name of names) store.claim(name, asking('m'))
  const events: RunEvent[] = []
  const beats: { readonly at: number; readonly atOnce: boolean }[] = []
  const claiming = store.claiming({ listener: event => events.push(event), ...overrides })
  const watch = () =>
    watchRivals(claiming, names, async atOnce => {
      beats.push({ at: store.elapsed(), atOnce })
    })
  return { ...store, events, beats, watch }
}

const onAll = (store: ClaimStore, claim: Claim) => {
  for (const name of GROUPS) store.claim(name, claim)
}

describe('our own claim', () => {
  test('shown on every group, and nobody else: at once', async () => {
    const store = watched()
    expect(await store.watch()).toEqual({ rivals: [], lookedAt: BEGIN })
    expect({ elapsed: store.elapsed(), beats: store.beats, events: store.events }).toEqual({
      elapsed: 0,
      beats: [],
      events: []
    })
  })

  test('not yet shown on one of the groups: looked for every second', async () => {
    const store = watched()
    store.drop('web-2-blue', 'm')
    store.claim('web-2-blue', held('over', { state: 'released' }))
    store.at(2_500, () => store.claim('web-2-blue', asking('m')))
    expect(await store.watch()).toMatchObject({ lookedAt: BEGIN + 3_000 })
    expect(store.looks).toEqual([0, 1_000, 2_000, 3_000])
  })

  test('never shown: after a minute it says so', async () => {
    const store = watched()
    store.drop('web-2-blue', 'm')
    await expect(store.watch()).rejects.toMatchObject({
      kind: 'unknown',
      operation: 'CreateOrUpdateTags',
      message: expect.stringContaining('the claim on web-blue does not appear')
    })
    expect(store.elapsed()).toBe(61_000)
  })

  test.each([
    { took: 59_999, lookedAt: 0 },
    { took: 60_000, lookedAt: 61_000 }
  ])('shown by a look that took $took ms', async ({ took, lookedAt }) => {
    const store = watched()
    store.slow.push(took)
    expect(await store.watch()).toEqual({ rivals: [], lookedAt: BEGIN + lookedAt })
  })
})

describe('the claim of another run', () => {
  test('that is at work: turned away at its next heartbeat, with its name', async () => {
    const store = watched()
    onAll(store, held('z'))
    store.at(9_000, () => onAll(store, held('z', { beat: 1 })))
    await expect(store.watch()).rejects.toMatchObject({
      findings: [
        {
          code: 'BGR-CLAIMED',
          message: 'Another run works on this service: somebody (deploy, claim z).',
          fix: expect.stringContaining('Wait until it has ended')
        }
      ]
    })
    expect(store.elapsed()).toBe(10_000)
  })

  test('that stands still: passed over after its lease, as of when it was first seen', async () => {
    const store = watched({ deadline: BEGIN + LEASE })
    store.claim('web-2-blue', held('z'))
    expect(await store.watch()).toEqual({
      rivals: [{ claim: { ...held('z'), at: BEGIN / 1000 }, groups: ['web-2-blue'] }],
      lookedAt: BEGIN + LEASE
    })
    const waits = [...SOON, ...SELDOM]
    expect(store.looks).toEqual([...waits, LEASE])
    expect(store.beats).toEqual(waits.map(at => ({ at, atOnce: false })))
    expect(store.events).toEqual(
      waits.map(at => ({ kind: 'watching-claim', claim: 'z', holder: 'somebody', at: BEGIN + at }))
    )
  })

  test('that asks and stands still: looked at often for a minute alone', async () => {
    const store = watched()
    onAll(store, asking('z'))
    expect(await store.watch()).toMatchObject({ lookedAt: BEGIN + LEASE })
    const often = Array.from({ length: 30 }, (_, n) => n * 2_000)
    expect(store.looks).toEqual([...often, ...SELDOM, LEASE])
  })

  test('that wakes up after a minute: turned away at the next look, half a minute later at most', async () => {
    const store = watched()
    onAll(store, held('z'))
    store.at(61_000, () => onAll(store, held('z', { beat: 1 })))
    await expect(store.watch()).rejects.toMatchObject({ findings: [{ code: 'BGR-CLAIMED' }] })
    expect(store.elapsed()).toBe(90_000)
  })

  test('that stands still and cannot be waited for: said before anything is waited for', async () => {
    const store = watched({ deadline: BEGIN + LEASE - 1 })
    onAll(store, held('z'))
    await expect(store.watch()).rejects.toMatchObject({
      findings: [
        {
          code: 'BGR-CLAIMED',
          message: expect.stringContaining('longer than the time limit'),
          fix: expect.stringContaining('break-claim')
        }
      ]
    })
    expect({ elapsed: store.elapsed(), events: store.events }).toEqual({ elapsed: 0, events: [] })
  })

  test('that is over: not waited for, with the time that it says itself', async () => {
    const store = watched()
    const over = [held('a', { state: 'released', at: 17 }), held('z', { state: 'ended', at: 18 })]
    for (const claim of over) onAll(store, claim)
    expect(await store.watch()).toEqual({
      rivals: over.map(claim => ({ claim, groups: GROUPS })),
      lookedAt: BEGIN
    })
  })

  test.each([
    { first: 5, second: 3 },
    { first: 3, second: 5 }
  ])('with heartbeat $first on one group and $second on the other: the later one counts', async beats => {
    const store = watched()
    store.claim('web-blue', held('z', { beat: beats.first, state: 'ended' }))
    store.claim('web-2-blue', held('z', { beat: beats.second, state: 'ended' }))
    const { rivals } = await store.watch()
    expect(rivals).toEqual([{ claim: held('z', { beat: 5, state: 'ended' }), groups: GROUPS }])
  })

  test('that withdraws while it is watched', async () => {
    const store = watched()
    onAll(store, held('z'))
    store.at(15_000, () => onAll(store, held('z', { state: 'released', beat: 1 })))
    expect(await store.watch()).toMatchObject({ lookedAt: BEGIN + 20_000 })
  })
})

describe('two that ask at once', () => {
  test('the smaller id goes on, tells the other one at every look that it lives, and waits for it to withdraw', async () => {
    const store = watched()
    onAll(store, asking('z'))
    store.at(1_000, () => onAll(store, asking('z', { beat: 1 })))
    store.at(5_000, () => onAll(store, asking('z', { state: 'released', beat: 2 })))
    expect(await store.watch()).toMatchObject({ lookedAt: BEGIN + 6_000 })
    expect(store.beats).toEqual([0, 2_000, 4_000].map(at => ({ at, atOnce: true })))
  })

  test('the larger id withdraws when the other one lives', async () => {
    const store = watched()
    onAll(store, asking('a'))
    store.at(1_000, () => onAll(store, asking('a', { beat: 1 })))
    await expect(store.watch()).rejects.toMatchObject({ findings: [{ code: 'BGR-CLAIMED' }] })
    expect(store.elapsed()).toBe(2_000)
    expect(store.beats).toEqual([{ at: 0, atOnce: false }])
  })

  test('one that has got its claim does not give way any more, whatever its id', async () => {
    const store = watched()
    onAll(store, asking('z'))
    store.at(1_000, () => onAll(store, held('z', { beat: 1 })))
    await expect(store.watch()).rejects.toMatchObject({ findings: [{ code: 'BGR-CLAIMED' }] })
    expect(store.elapsed()).toBe(2_000)
  })

  test('beside a dead one: looked at often until they have settled it, then less', async () => {
    const store = watched()
    onAll(store, held('a'))
    onAll(store, asking('z'))
    store.at(3_000, () => onAll(store, asking('z', { state: 'released' })))
    expect(await store.watch()).toMatchObject({ lookedAt: BEGIN + LEASE })
    expect(store.looks.slice(0, 5)).toEqual([0, 2_000, 4_000, 14_000, 24_000])
    // No look comes later than the lease ends.
    expect(store.looks.slice(-3)).toEqual([244_000, 274_000, LEASE])
    expect(store.beats.slice(0, 3)).toEqual([
      { at: 0, atOnce: true },
      { at: 2_000, atOnce: true },
      { at: 4_000, atOnce: false }
    ])
  })
})

describe('somebody who knows whether the run has ended', () => {
  function asked(answers: (id: string, at: number) => boolean) {
    const questions: { readonly id: string; readonly at: number }[] = []
    const store = watched({
      isOver: async ({ id }) => {
        const at = store.elapsed()
        questions.push({ id, at })
        return answers(id, at)
      }
    })
    return { ...store, questions }
  }

  test('says that it has: nobody waits', async () => {
    const store = asked(() => true)
    onAll(store, held('z'))
    expect(await store.watch()).toMatchObject({ rivals: [{ claim: { id: 'z' } }], lookedAt: BEGIN })
  })

  test('is asked again every half minute', async () => {
    const store = asked((_, at) => at >= 60_000)
    onAll(store, held('z'))
    expect(await store.watch()).toMatchObject({ lookedAt: BEGIN + 60_000 })
    expect(store.questions).toEqual([0, 30_000, 60_000].map(at => ({ id: 'z', at })))
  })

  test('knows it of one alone: the other one is waited for', async () => {
    const store = asked(id => id === 'a')
    onAll(store, held('a'))
    onAll(store, held('z'))
    expect(await store.watch()).toMatchObject({ lookedAt: BEGIN + LEASE })
    expect(store.events).toHaveLength(SOON.length + SELDOM.length)
    expect(new Set(store.events.map(event => ('claim' in event ? event.claim : '')))).toEqual(new Set(['z']))
  })

  test('is asked when there is somebody to ask about, and of nobody who is over', async () => {
    const store = asked(() => true)
    store.drop('web-blue', 'm')
    onAll(store, held('a', { state: 'ended' }))
    store.at(500, () => onAll(store, held('z')))
    store.at(5_000, () => store.claim('web-blue', asking('m')))
    expect(await store.watch()).toMatchObject({ lookedAt: BEGIN + 5_000 })
    expect(store.questions).toEqual([{ id: 'z', at: 1_000 }])
  })
})

test('people hear of the wait before a heartbeat that may fail', async () => {
  const store = claimStore(GROUPS)
  for (const name of GROUPS) store.claim(name, asking('m'))
  onAll(store, held('z'))
  const events: RunEvent[] = []
  const claiming = store.claiming({ listener: event => events.push(event) })
  const failing = async () => {
    throw new Error('no heartbeat')
  }
  await expect(watchRivals(claiming, GROUPS, failing)).rejects.toThrow('no heartbeat')
  expect(events).toMatchObject([{ kind: 'watching-claim', claim: 'z' }])
})

test('a stop ends the wait', async () => {
  const stop = new AbortController()
  const store = watched({ stop: stop.signal })
  onAll(store, held('z'))
  store.at(20_000, () => stop.abort(new Error('stopped')))
  await expect(store.watch()).rejects.toThrow('stopped')
})
