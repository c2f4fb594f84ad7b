import type { Changes, Range } from '../../../src/github/changes.ts'
import type { GitRepository } from './git.ts'
import type { History, PlannedPull } from './history.ts'

/** What counts of changes, in an order of its own. */
export interface Told {
  readonly kind: Changes['kind']
  readonly added: RangeTold
  readonly removed: RangeTold
}

export interface RangeTold {
  /** Numbers, ascending; one that came twice is there twice. */
  readonly pulls: readonly number[]
  /** SHAs, ascending. */
  readonly direct: readonly string[]
}

const NOTHING: RangeTold = { pulls: [], direct: [] }

/** By git: a range is what `git rev-list` lists, and a pull request is in it when its merge is. */
export function expectedOf(history: History, git: GitRepository): Told {
  const shas = git.shas(history)
  const [base, head] = [shas[history.base] ?? '', shas[history.head] ?? '']
  const { added, removed } = git.between(base, head)
  const kind =
    removed.length === 0
      ? added.length === 0
        ? 'identical'
        : 'ahead'
      : added.length === 0
        ? 'behind'
        : 'diverged'
  return { kind, added: rangeOf(history, shas, added), removed: rangeOf(history, shas, removed) }
}

function rangeOf(history: History, shas: readonly string[], listed: readonly string[]): RangeTold {
  const pulls = mergedIn(history, shas, listed)
  const brought = new Set(pulls.flatMap(({ commits, merge }) => [...commits, ...(merge?.made ?? [])]))
  const range = new Set(listed)
  return {
    pulls: pulls.map(({ number }) => number).sort((a, b) => a - b),
    direct: history.commits
      .filter(({ id, parents }) => range.has(shas[id] ?? '') && parents.length < 2 && !brought.has(id))
      .map(({ id }) => shas[id] ?? '')
      .sort()
  }
}

export function mergedIn(
  history: History,
  shas: readonly string[],
  listed: readonly string[]
): readonly PlannedPull[] {
  const range = new Set(listed)
  return history.pulls.filter(
    ({ merge }) => merge !== undefined && range.has(shas[merge.made.at(-1) ?? -1] ?? '')
  )
}

export function toldBy(changes: Changes): Told {
  return {
    kind: changes.kind,
    added: 'added' in changes ? listed(changes.added) : NOTHING,
    removed: 'removed' in changes ? listed(changes.removed) : NOTHING
  }
}

const listed = (range: Range): RangeTold =>
  range.kind === 'too-many'
    ? NOTHING
    : {
        pulls: range.pullRequests.map(({ number }) => number).sort((a, b) => a - b),
        direct: range.directCommits.map(({ sha }) => sha).sort()
      }

/** What a history has to offer within its range. */
export function met(history: History, told: Told): readonly string[] {
  const numbers = new Set([...told.added.pulls, ...told.removed.pulls])
  const inside = history.pulls.filter(({ number }) => numbers.has(number))
  const of = (name: string, is: boolean) => (is ? [name] : [])
  return [
    told.kind,
    ...inside.flatMap(({ merge }) => merge?.method ?? []),
    ...of(
      'late',
      inside.some(({ late }) => late)
    ),
    ...of(
      'late rebase',
      inside.some(({ late, merge }) => late && merge?.method === 'rebase' && merge.made.length > 1)
    ),
    ...of('late, not among the newest', inside.filter(({ late }) => late).length > history.window),
    ...of('direct', told.added.direct.length + told.removed.direct.length > 0),
    ...of(
      'reverted',
      inside.some(({ title }) => title.startsWith('Revert'))
    ),
    ...of(
      'backported',
      inside.some(({ title }) => title.includes('backport'))
    ),
    ...of(
      'stacked or nested',
      inside.some(({ base }) => base.startsWith('topic-'))
    ),
    ...of(
      'merged outside',
      history.pulls.some(({ merge, number }) => merge !== undefined && !numbers.has(number))
    ),
    ...of(
      'open',
      history.pulls.some(({ state }) => state === 'open')
    )
  ]
}
