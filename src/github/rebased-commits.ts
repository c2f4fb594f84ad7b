import type { GitHubApi } from './api.ts'
import { GitHubError } from './api.ts'
import type { RepositoryName } from './changes.ts'
import { compare, type RangeCommit } from './compare.ts'

/**
 * Of a pull request that the index does not know yet: the commits that a rebase made before its last one. They stand in a
 * row and carry the messages of the head branch's commits, whose merges a rebase drops (GitHub Docs, "About merge methods
 * on GitHub"). Empty for a squash, whose message is another.
 *
 * @param last SHA of the last commit that the merge made on the base branch
 * @param head SHA of the head branch's last commit
 * @param claimed SHAs that are not asked about
 * @throws GitHubError
 */
export async function rebasedCommits(
  github: GitHubApi,
  repository: RepositoryName,
  commits: readonly RangeCommit[],
  last: string,
  head: string,
  claimed: ReadonlySet<string>,
  signal?: AbortSignal
): Promise<readonly string[]> {
  const bySha = new Map(commits.map(commit => [commit.sha, commit]))
  const before = (sha: string) => {
    const parents = bySha.get(sha)?.parents ?? []
    return parents.length === 1 ? bySha.get(parents[0] ?? '') : undefined
  }
  const first = before(last)
  if (first === undefined || first.parents.length > 1 || claimed.has(first.sha)) return []
  const originals = await branchCommits(github, repository, last, head, signal)
  const rebased: string[] = []
  let copy = bySha.get(last)
  for (const { message } of originals.toReversed()) {
    if (copy === undefined || copy.message !== message) break
    rebased.push(copy.sha)
    copy = before(copy.sha)
  }
  return rebased
}

/** The commits of the head branch that are not in the base branch's history; none where the branch is out of reach. */
async function branchCommits(
  github: GitHubApi,
  repository: RepositoryName,
  last: string,
  head: string,
  signal?: AbortSignal
): Promise<readonly RangeCommit[]> {
  try {
    const { commits = [] } = await compare(github, repository, last, head, signal)
    return commits.filter(({ parents }) => parents.length < 2)
  } catch (error) {
    if (error instanceof GitHubError && error.kind === 'not-found') return []
    throw error
  }
}
