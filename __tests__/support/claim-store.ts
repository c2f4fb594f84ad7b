/** Blue groups with nothing but tags, in a time that goes by only when somebody sleeps. */
import type { Claiming } from '../../src/commands/claiming.ts'
import { type Claim, claimTag } from '../../src/release/journal/claim.ts'
import type { Clock, FleetPort } from '../../src/release/ports.ts'
import type { Group } from '../../src/release/world.ts'
import { group } from './observation.ts'
import { onePair, simulate } from './simulation.ts'

/** A whole second. */
export const BEGIN = 1_800_000_000_000

export interface Written {
  /** Ms since `BEGIN`. */
  readonly at: number
  readonly signedAt: number
  readonly groups: readonly string[]
  readonly value: string
}

export interface ClaimStore {
  readonly clock: Clock
  readonly fleet: FleetPort
  /** What was put into tags, by the code under test. */
  readonly written: Written[]
  readonly removed: { readonly at: number; readonly group: string; readonly key: string }[]
  /** When a look began, ms since `BEGIN`. */
  readonly looks: number[]
  /** What the next calls meet, in order; undefined lets one pass. */
  readonly trouble: {
    readonly put: (Error | undefined)[]
    readonly remove: (Error | undefined)[]
    readonly look: (Error | undefined)[]
  }
  /** How long the next looks take, in ms. */
  readonly slow: number[]
  /** Ms since `BEGIN`. */
  elapsed(): number
  pass(ms: number): void
  /** At that time, ms since `BEGIN`. */
  at(ms: number, act: () => void): void
  claim(name: string, claim: Claim): void
  drop(name: string, id: string): void
  /** Fills the group up to so many tags. */
  fill(name: string, count: number): void
  group(name: string): Group
  claiming(overrides?: Partial<Claiming>): Claiming
}

export function claimStore(names: readonly string[] = ['web-blue']): ClaimStore {
  let now = BEGIN
  const tags = new Map(names.map(name => [name, new Map<string, string>()]))
  const tagsOf = (name: string) => tags.get(name) ?? new Map<string, string>()
  let coming: readonly { readonly due: number; readonly act: () => void }[] = []
  const store: Pick<ClaimStore, 'written' | 'removed' | 'looks' | 'trouble' | 'slow'> = {
    written: [],
    removed: [],
    looks: [],
    trouble: { put: [], remove: [], look: [] },
    slow: []
  }
  const pass = (ms: number) => {
    const until = now + ms
    for (const { due, act } of coming.filter(each => each.due <= until).sort((a, b) => a.due - b.due)) {
      now = due
      act()
    }
    coming = coming.filter(each => each.due > until)
    now = until
  }
  const clock: Clock = {
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      pass(ms)
    }
  }
  const meet = (troubles: (Error | undefined)[]) => {
    const error = troubles.shift()
    if (error) throw error
  }
  const groupOf = (name: string) => group(name, { tags: new Map(tagsOf(name)) })
  const fleet: FleetPort = {
    ...simulate(onePair()).fleet,
    groupsByName: async wanted => {
      store.looks.push(now - BEGIN)
      meet(store.trouble.look)
      const found = wanted.filter(name => tags.has(name)).map(groupOf)
      pass(store.slow.shift() ?? 0)
      return found
    },
    putTags: async (put, signedAt) => {
      const [first] = put
      store.written.push({
        at: now - BEGIN,
        signedAt: signedAt - BEGIN,
        groups: put.map(each => each.group),
        value: first?.value ?? ''
      })
      meet(store.trouble.put)
      for (const each of put) tagsOf(each.group).set(each.key, each.value)
    },
    removeTags: async places => {
      meet(store.trouble.remove)
      for (const { group: name, key } of places) {
        store.removed.push({ at: now - BEGIN, group: name, key })
        tagsOf(name).delete(key)
      }
    }
  }
  const quiet = new AbortController().signal
  return {
    ...store,
    clock,
    fleet,
    elapsed: () => now - BEGIN,
    pass,
    at: (ms, act) => {
      coming = [...coming, { due: BEGIN + ms, act }]
    },
    claim: (name, claim) => {
      const { key, value } = claimTag(claim)
      tagsOf(name).set(key, value)
    },
    drop: (name, id) => {
      for (const key of tagsOf(name).keys()) if (key.endsWith(`:${id}`)) tagsOf(name).delete(key)
    },
    fill: (name, count) => {
      for (let n = tagsOf(name).size; n < count; n++) tagsOf(name).set(`team:${n}`, 'x')
    },
    group: groupOf,
    claiming: overrides => ({
      fleet,
      clock,
      pairs: names.map(blue => ({
        service: blue.replace('-blue', ''),
        names: { blue, green: blue.replace('blue', 'green') },
        region: 'eu-west-1',
        account: '111122223333'
      })),
      claimant: { id: 'm', by: 'a test' },
      command: 'deploy',
      deadline: BEGIN + 3_600_000,
      listener: () => undefined,
      stop: quiet,
      abort: quiet,
      ...overrides
    })
  }
}

const AT_FIRST = { command: 'deploy', by: 'somebody', beat: 0, at: BEGIN / 1000 - 1_000 } as const

export const held = (id: string, overrides: Partial<Claim> = {}): Claim => ({
  id,
  state: 'held',
  ...AT_FIRST,
  ...overrides
})
export const asking = (id: string, overrides: Partial<Claim> = {}): Claim =>
  held(id, { state: 'asking', ...overrides })
