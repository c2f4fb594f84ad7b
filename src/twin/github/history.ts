import type { Commit, PullRequest, Repository } from './world.ts'

/** All commits that `head` reaches, itself included. */
export function reach(repository: Repository, head: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [head]
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const commit = repository.commits[sha]
    if (commit === undefined || seen.has(sha)) continue
    seen.add(sha)
    open.push(...commit.parents)
  }
  return seen
}

/** A branch, a tag, a full ref, HEAD, or a SHA of at least seven digits. */
export function resolveRef(repository: Repository, ref: string): string | undefined {
  const name = ref === 'HEAD' ? repository.defaultBranch : ref.replace(/^refs\//, '')
  if (name.startsWith('heads/')) return repository.branches[name.slice(6)]
  if (name.startsWith('tags/')) return repository.tags[name.slice(5)]
  const named = repository.branches[name] ?? repository.tags[name]
  if (named !== undefined) return named
  if (repository.commits[name] !== undefined) return name
  if (!/^[0-9a-f]{7,39}$/.test(name)) return undefined
  const matches = Object.keys(repository.commits).filter(sha => sha.startsWith(name))
  return matches.length === 1 ? matches[0] : undefined
}

/** `commits` from the oldest to the newest: no commit before its parents, and by time where that leaves a choice. */
export function chronological(repository: Repository, shas: ReadonlySet<string>): readonly Commit[] {
  const children = new Map<string, string[]>()
  const waitsFor = new Map<string, number>()
  const ready: Commit[] = []
  const later = (a: Commit, b: Commit) => b.at - a.at || (a.sha < b.sha ? 1 : -1)
  for (const sha of shas) {
    const commit = repository.commits[sha]
    if (commit === undefined) continue
    const parents = commit.parents.filter(parent => shas.has(parent))
    waitsFor.set(sha, parents.length)
    if (parents.length === 0) ready.push(commit)
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), sha])
  }
  ready.sort(later)
  const ordered: Commit[] = []
  for (let commit = ready.pop(); commit !== undefined; commit = ready.pop()) {
    ordered.push(commit)
    for (const sha of children.get(commit.sha) ?? []) {
      const left = (waitsFor.get(sha) ?? 1) - 1
      waitsFor.set(sha, left)
      const child = repository.commits[sha]
      if (left === 0 && child !== undefined) insert(ready, child, later)
    }
  }
  return ordered
}

function insert(sorted: Commit[], commit: Commit, order: (a: Commit, b: Commit) => number): void {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = sorted[middle]
    if (at !== undefined && order(at, commit) < 0) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, commit)
}

export interface Comparison {
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical'
  /** What head has and base has not, oldest first. */
  readonly ahead: readonly Commit[]
  readonly behindBy: number
  /** Undefined for histories without a common commit. */
  readonly mergeBase: Commit | undefined
}

export function compare(repository: Repository, base: string, head: string): Comparison {
  const ofBase = reach(repository, base)
  const ofHead = reach(repository, head)
  const ahead = chronological(repository, difference(ofHead, ofBase))
  const behindBy = difference(ofBase, ofHead).size
  const common = new Set([...ofBase].filter(sha => ofHead.has(sha)))
  const mergeBase = chronological(repository, bestOf(repository, common)).at(-1)
  const status =
    ahead.length === 0 ? (behindBy === 0 ? 'identical' : 'behind') : behindBy === 0 ? 'ahead' : 'diverged'
  return { status, ahead, behindBy, mergeBase }
}

const difference = (from: ReadonlySet<string>, without: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...from].filter(sha => !without.has(sha)))

/** Of a set that is closed under parents: those that no other member has as a parent. */
function bestOf(repository: Repository, shas: ReadonlySet<string>): ReadonlySet<string> {
  const parents = new Set([...shas].flatMap(sha => repository.commits[sha]?.parents ?? []))
  return difference(shas, parents)
}

/** The pull requests that a commit belongs to, by its SHA: to their branch, or to what their merge made. */
export type PullIndex = ReadonlyMap<string, readonly PullRequest[]>

export function pullIndex(repository: Repository): PullIndex {
  const index = new Map<string, PullRequest[]>()
  for (const pull of Object.values(repository.pulls)) {
    for (const sha of new Set([...pull.commits, ...(pull.merge?.made ?? [])])) {
      const known = index.get(sha)
      if (known === undefined) index.set(sha, [pull])
      else known.push(pull)
    }
  }
  return index
}

/**
 * The pull requests that GitHub knows for a commit: the merged ones that brought it, and for a commit that is not on
 * the default branch also open ones (REST API reference, "List pull requests associated with a commit").
 *
 * @param onDefault what the default branch reaches
 * @param lagMs from the merge until the index knows it
 */
export function associatedPulls(
  index: PullIndex,
  sha: string,
  onDefault: ReadonlySet<string>,
  now: number,
  lagMs: number
): readonly PullRequest[] {
  return (index.get(sha) ?? []).filter(({ state, merge }) =>
    merge === undefined
      ? state === 'open' && !onDefault.has(sha)
      : (merge.indexedAt ?? merge.at + lagMs) <= now
  )
}
