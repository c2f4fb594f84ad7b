import type { GitHubApi } from './api.ts'
import type { RepositoryName } from './changes.ts'
import { integerOf, listOf, objectOf, textOf, within } from './json.ts'
import { pagesOf } from './pages.ts'
import { PULL_REQUEST_FACTS, type PullRequestFacts, pullRequestFacts } from './pull-request-facts.ts'

/** GitHub answers queries over more nodes or aliases than this unreliably (502 from about 250 on). */
export const BATCH = 50
/** Pages of 100 pull requests of one commit; no commit is in that many. */
const MOST_PAGES = 20

/** Of commits: the numbers that the index has for each, and what is known of these pull requests. */
export interface Associated {
  readonly pulls: readonly PullRequestFacts[]
  readonly numbers: ReadonlyMap<string, readonly number[]>
  /** SHAs of commits with more pull requests than one answer lists. */
  readonly crowded: readonly string[]
}

/**
 * GraphQL API, `Commit.associatedPullRequests`: the merged pull request that introduced the commit; for commits that are
 * not on the default branch also the open ones. The index behind it lags seconds to minutes behind a merge.
 */
export const ASSOCIATED = `
query AssociatedPullRequests($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Commit {
      oid
      associatedPullRequests(first: 10) {
        pageInfo { hasNextPage }
        nodes { ...PullRequestFacts }
      }
    }
  }
}
${PULL_REQUEST_FACTS}`

/** @throws GitHubError */
export async function associated(
  github: GitHubApi,
  nodeIds: readonly string[],
  signal?: AbortSignal
): Promise<Associated> {
  const pulls: PullRequestFacts[] = []
  const numbers = new Map<string, readonly number[]>()
  const crowded: string[] = []
  for (const ids of batches(nodeIds)) {
    const data = await github.graphql(ASSOCIATED, { ids }, signal)
    for (const node of listOf(data.nodes).map(objectOf)) {
      const sha = textOf(node.oid)
      if (sha === undefined) continue
      const connection = within(node, 'associatedPullRequests')
      const found = listOf(connection.nodes).flatMap(pull => pullRequestFacts(pull) ?? [])
      pulls.push(...found)
      numbers.set(
        sha,
        found.map(({ number }) => number)
      )
      if (within(connection, 'pageInfo').hasNextPage === true) crowded.push(sha)
    }
  }
  return { pulls, numbers, crowded }
}

/** The pull requests merged last, found by date of update: they cover what the index does not know yet. */
export const RECENTLY_MERGED = `
query RecentlyMerged($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequests(first: ${BATCH}, states: MERGED, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullRequestFacts }
    }
  }
}
${PULL_REQUEST_FACTS}`

export interface RecentlyMerged {
  /** `owner/name` as it is today: a renamed repository still answers to its old name. */
  readonly repository: string
  readonly pulls: readonly PullRequestFacts[]
}

/** @throws GitHubError */
export async function recentlyMerged(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  signal?: AbortSignal
): Promise<RecentlyMerged> {
  const repository = within(await github.graphql(RECENTLY_MERGED, { owner, name }, signal), 'repository')
  return {
    repository: textOf(repository.nameWithOwner) ?? `${owner}/${name}`,
    pulls: listOf(within(repository, 'pullRequests').nodes).flatMap(pull => pullRequestFacts(pull) ?? [])
  }
}

/** One alias a number; the number of an issue, or of nothing, is null in the answer. */
export const byNumberQuery = (numbers: readonly number[]): string => `
query PullRequestsByNumber($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map(number => `p${number}: pullRequest(number: ${number}) { ...PullRequestFacts }`).join('\n    ')}
  }
}
${PULL_REQUEST_FACTS}`

/** Those of the numbers that are pull requests. @throws GitHubError */
export async function byNumber(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  numbers: readonly number[],
  signal?: AbortSignal
): Promise<readonly PullRequestFacts[]> {
  const pulls: PullRequestFacts[] = []
  for (const batch of batches(numbers)) {
    const data = await github.graphql(byNumberQuery(batch), { owner, name }, signal)
    pulls.push(...Object.values(within(data, 'repository')).flatMap(pull => pullRequestFacts(pull) ?? []))
  }
  return pulls
}

/** Numbers of all pull requests of one commit (REST API, "List pull requests associated with a commit"). @throws GitHubError */
export async function numbersOfCommit(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  commit_sha: string,
  signal?: AbortSignal
): Promise<readonly number[]> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls'
  const parameters = { owner, repo: name, commit_sha, per_page: 100 }
  const numbers: number[] = []
  for await (const { data } of pagesOf(github, route, parameters, MOST_PAGES, signal))
    numbers.push(...listOf(data).flatMap(pull => integerOf(objectOf(pull).number) ?? []))
  return numbers
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += BATCH) yield all.slice(from, from + BATCH)
}
