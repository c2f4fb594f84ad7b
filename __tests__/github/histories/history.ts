/** Makes histories as teams make them, from a seed. Nothing here knows how changes are collected. */

export interface PlannedCommit {
  /** Place in `commits`. */
  readonly id: number
  readonly parents: readonly number[]
  readonly message: string
  /** Ms since the epoch. */
  readonly at: number
}

export type Method = 'squash' | 'merge' | 'rebase'

export interface PlannedPull {
  readonly number: number
  readonly title: string
  base: string
  readonly head: string
  /** Of the head branch at the end or at the merge: what the base branch lacks. */
  commits: readonly number[]
  state: 'open' | 'closed' | 'merged'
  merge?: {
    readonly method: Method
    readonly at: number
    /** The message names the number, as GitHub writes it unless somebody edits it. */
    readonly named: boolean
    readonly made: readonly number[]
  }
  /** The index by commit does not know the merge yet. */
  late: boolean
}

export interface History {
  readonly seed: number
  readonly commits: readonly PlannedCommit[]
  readonly branches: Readonly<Record<string, number>>
  readonly pulls: readonly PlannedPull[]
  readonly base: number
  readonly head: number
  /** How many of the pull requests merged last are listed by date. */
  readonly window: number
}

const START = Date.UTC(2026, 0, 5)

export function makeHistory(seed: number): History {
  const random = randomFrom(seed)
  const below = (most: number) => Math.floor(random() * most)
  const chance = (of: number) => random() < of
  const pick = <T>(from: readonly T[]): T | undefined => from[below(from.length)]

  const commits: PlannedCommit[] = []
  const branches: Record<string, number> = {}
  const pulls: PlannedPull[] = []
  let number = 0
  const at = () => START + commits.length * 60_000 + pulls.length * 1000

  const commit = (branch: string, message: string, ...others: readonly number[]): number => {
    const tip = branches[branch]
    const id = commits.length
    commits.push({ id, parents: [...(tip === undefined ? [] : [tip]), ...others], message, at: at() })
    branches[branch] = id
    return id
  }
  const reach = (start: number | undefined): ReadonlySet<number> => {
    const reached = new Set<number>()
    const open = start === undefined ? [] : [start]
    for (let id = open.pop(); id !== undefined; id = open.pop())
      if (!reached.has(id)) {
        reached.add(id)
        open.push(...(commits[id]?.parents ?? []))
      }
    return reached
  }
  const lacking = (base: string, head: string): readonly number[] => {
    const has = reach(branches[base])
    return [...reach(branches[head])].filter(id => !has.has(id)).sort((a, b) => a - b)
  }
  const work = (): string => {
    const text = `${pick(['feat', 'fix', 'chore']) ?? 'fix'}: part ${commits.length}`
    // The number of an issue, of another pull request, or of nothing.
    return chance(0.15) ? `${text} (#${1 + below(30)})` : text
  }
  const lines = () => Object.keys(branches).filter(name => !name.startsWith('topic-'))
  const open = () => pulls.filter(({ state }) => state === 'open')
  const openPull = (base: string, title: string, messages: readonly string[]): void => {
    number += 1 + below(2)
    const head = `topic-${number}`
    branches[head] = branches[base] ?? 0
    for (const message of messages) commit(head, message)
    pulls.push({ number, title, base, head, commits: [], state: 'open', late: false })
  }

  const steps: readonly (() => void)[] = [
    () => commit(pick(lines()) ?? 'main', work()),
    // A merge by hand: no pull request brought it.
    () => {
      const [into, from] = [pick(lines()) ?? 'main', pick(lines()) ?? 'main']
      if (lacking(into, from).length > 0) commit(into, `Merge branch '${from}'`, branches[from] ?? 0)
    },
    () => {
      if (branches['release-1'] === undefined) branches['release-1'] = branches.main ?? 0
    },
    ...repeat(4, () => {
      const title = `Change ${number}`
      openPull(pick(lines()) ?? 'main', title, [...Array(1 + below(4))].map(work))
    }),
    // On top of another topic that is not merged yet, or into it.
    ...repeat(2, () => openPull(pick(open())?.head ?? 'main', `Stacked ${number}`, [work(), work()])),
    ...repeat(2, () => {
      const pull = pick(open())
      if (pull !== undefined) commit(pull.head, work())
    }),
    ...repeat(2, () => {
      const pull = pick(open())
      const tip = branches[pull?.base ?? '']
      if (pull !== undefined && tip !== undefined && lacking(pull.head, pull.base).length > 0)
        commit(pull.head, `Merge branch '${pull.base}' into ${pull.head}`, tip)
    }),
    () => {
      const pull = pick(pulls.filter(({ state }) => state === 'merged'))
      if (pull !== undefined)
        openPull(pull.base, `Revert "${pull.title}"`, [`Revert "${pull.title}" (#${pull.number})`])
    },
    // A backport: the original's commits anew on the older line, messages and all.
    () => {
      const pull = pick(pulls.filter(({ state }) => state === 'merged'))
      const messages = pull?.merge?.made.map(id => commits[id]?.message ?? '')
      if (pull !== undefined && messages !== undefined && branches['release-1'] !== undefined)
        openPull('release-1', `${pull.title} (backport #${pull.number})`, messages)
    },
    () => {
      const pull = pick(open())
      if (pull !== undefined && chance(0.3)) pull.state = 'closed'
    },
    ...repeat(6, () => {
      const pull = pick(open())
      if (pull !== undefined && lacking(pull.base, pull.head).length > 0) merge(pull)
    })
  ]

  const merge = (pull: PlannedPull): void => {
    const brought = lacking(pull.base, pull.head)
    const plain = brought.filter(id => (commits[id]?.parents.length ?? 0) < 2)
    const method = plain.length === 0 ? 'merge' : (pick<Method>(['squash', 'merge', 'rebase']) ?? 'merge')
    const named = method !== 'rebase' && chance(0.8)
    const made = ((): readonly number[] => {
      switch (method) {
        case 'squash':
          return [commit(pull.base, named ? `${pull.title} (#${pull.number})\n\n* part (#1)` : pull.title)]
        case 'merge': {
          const text = named
            ? `Merge pull request #${pull.number} from acme/${pull.head}`
            : `Bring in ${pull.head}`
          return [commit(pull.base, text, branches[pull.head] ?? 0)]
        }
        case 'rebase':
          return plain.map(id => commit(pull.base, commits[id]?.message ?? ''))
      }
    })()
    pull.commits = brought
    pull.state = 'merged'
    pull.merge = { method, at: at() + pull.number, named, made }
    // GitHub moves what was stacked on a deleted branch to the branch below.
    if (chance(0.5)) for (const other of open()) if (other.base === pull.head) other.base = pull.base
  }

  commit('main', 'Begin')
  for (let step = 10 + below(50); step > 0; step--) pick(steps)?.()
  for (const pull of open()) pull.commits = lacking(pull.base, pull.head)

  const merged = pulls
    .filter(pull => pull.merge !== undefined)
    .sort((a, b) => (b.merge?.at ?? 0) - (a.merge?.at ?? 0))
  const window = 1 + below(4)
  for (const [place, pull] of merged.entries())
    pull.late = place < window ? chance(0.6) : pull.merge?.named === true && chance(0.2)
  const [base, head] = ends()
  return { seed, commits, branches, pulls, base, head, window }

  /** Mostly an older and a newer point of one line, else any two commits. */
  function ends(): readonly [number, number] {
    if (chance(0.2)) return [below(commits.length), below(commits.length)]
    const line: number[] = []
    const name = pick(lines()) ?? 'main'
    for (let id = branches[name]; id !== undefined; id = commits[id]?.parents[0]) line.push(id)
    const newer = chance(0.6) ? 0 : below(line.length)
    const older = Math.min(line.length - 1, newer + 1 + below(line.length - newer))
    const [from, to] = [line[older] ?? 0, line[newer] ?? 0]
    return chance(0.1) ? [to, from] : [from, to]
  }
}

const repeat = <T>(times: number, item: T): readonly T[] => Array.from({ length: times }, () => item)

/** Uniform numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
