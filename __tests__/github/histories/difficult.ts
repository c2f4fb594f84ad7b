import type { GitHubAnswer, GitHubApi } from '../../../src/github/api.ts'
import { listOf, objectOf, within } from '../../../src/github/json.ts'
import { randomFrom } from './history.ts'

export interface Difficulty {
  readonly seed: number
  /** Commits a page, however many are asked for. */
  readonly pageSize: number
  /** Whether pages come in the order of the history. */
  readonly ordered: boolean
  /** How many of the pull requests merged last are listed by date. */
  readonly window: number
}

/**
 * The same GitHub, as little helpful as it may be: small pages, in any order; few of the newest pull requests; and in the
 * index also those of a fork that shares the commits.
 */
export function difficult(github: GitHubApi, { seed, pageSize, ordered, window }: Difficulty): GitHubApi {
  const compared = async (route: string, parameters: Readonly<Record<string, unknown>>) => {
    const answer = await github.rest(route, { ...parameters, per_page: 250, page: 1 })
    const all = listOf(objectOf(answer.data).commits)
    const from = (Number(parameters.page) - 1) * pageSize
    const commits = (ordered ? all : shuffled(all, randomFrom(seed))).slice(from, from + pageSize)
    return { ...answer, data: { ...objectOf(answer.data), commits } } satisfies GitHubAnswer
  }
  return {
    rest: (route, parameters = {}) =>
      route.includes('/compare/') ? compared(route, parameters) : github.rest(route, parameters),
    graphql: async (query, variables) => {
      const data = await github.graphql(query, variables)
      if (Array.isArray(data.nodes)) return { ...data, nodes: data.nodes.map(withFork) }
      const recent = within(data, 'repository', 'pullRequests').nodes
      if (recent === undefined) return data
      const nodes = listOf(recent).slice(0, window)
      return { ...data, repository: { ...within(data, 'repository'), pullRequests: { nodes } } }
    }
  }
}

function withFork(node: unknown): unknown {
  const commit = objectOf(node)
  const associated = within(commit, 'associatedPullRequests')
  const twin = {
    number: 5000,
    title: 'The same commit, merged in a fork',
    merged: true,
    mergedAt: '2026-01-01T00:00:00Z',
    baseRepository: { nameWithOwner: 'someone/fork' },
    mergeCommit: { oid: commit.oid }
  }
  return { ...commit, associatedPullRequests: { ...associated, nodes: [twin, ...listOf(associated.nodes)] } }
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map(item => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
