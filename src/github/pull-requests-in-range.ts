import type { GitHubApi } from './api.ts'
import type { RepositoryName } from './changes.ts'
import { claimedByMerges } from './claimed-commits.ts'
import type { RangeCommit } from './compare.ts'
import type { PullRequestFacts } from './pull-request-facts.ts'
import { associated, byNumber, numbersOfCommit, recentlyMerged } from './pull-request-queries.ts'
import { rebasedCommits } from './rebased-commits.ts'

export interface Merged extends PullRequestFacts {
  readonly merge: { readonly at: number; readonly commit: string }
}

export interface InRange {
  readonly pulls: readonly Merged[]
  /** What none of them brought, merges left out, in the order of `commits`. */
  readonly unclaimed: readonly RangeCommit[]
}

/**
 * Exactly the pull requests of the repository that were merged by a commit of the range. One test decides for squash,
 * merge and rebase alike: is `mergeCommit` in the range? Three ways of finding candidates: the index by commit, the pull
 * requests merged last (the index lags), and numbers in messages. A message is believed in nothing: the number is
 * looked up and held against the same test.
 *
 * @param commits all commits of the range
 * @throws GitHubError
 */
export async function pullRequestsInRange(
  github: GitHubApi,
  repository: RepositoryName,
  commits: readonly RangeCommit[],
  signal?: AbortSignal
): Promise<InRange> {
  const inRange = new Set(commits.map(({ sha }) => sha))
  const seen = new Map<number, PullRequestFacts>()
  const kept = new Map<number, Merged>()
  const recent = await recentlyMerged(github, repository, signal)
  const add = (pull: PullRequestFacts) => {
    // A fork shares its commits with us: the index may name its pull requests too.
    if (pull.repository.toLowerCase() !== recent.repository.toLowerCase()) return
    seen.set(pull.number, pull)
    const { merge } = pull
    if (merge !== undefined && inRange.has(merge.commit)) kept.set(pull.number, { ...pull, merge })
  }
  recent.pulls.forEach(add)
  const ids = commits.map(({ nodeId }) => nodeId)
  const index = await associated(github, ids, signal)
  index.pulls.forEach(add)

  const named = new Set<number>()
  for (const sha of index.crowded)
    for (const number of await numbersOfCommit(github, repository, sha, signal)) named.add(number)
  const merges = () => new Set([...kept.values()].map(({ merge }) => merge.commit))
  const explained = merges()
  for (const { sha, message } of commits) {
    const number = explained.has(sha) ? undefined : numberIn(message)
    if (number !== undefined) named.add(number)
  }
  const unseen = [...named].filter(number => !seen.has(number))
  for (const pull of await byNumber(github, repository, unseen, signal)) add(pull)

  const claimed = new Set(claimedByMerges(commits, merges()))
  for (const [sha, numbers] of index.numbers) if (numbers.some(number => kept.has(number))) claimed.add(sha)
  for (const { number, headCommit, merge } of kept.values()) {
    if (index.numbers.get(merge.commit)?.includes(number)) continue
    const rebased = await rebasedCommits(
      github,
      repository,
      commits,
      merge.commit,
      headCommit,
      claimed,
      signal
    )
    for (const sha of rebased) claimed.add(sha)
  }
  return {
    pulls: [...kept.values()].sort((a, b) => a.merge.at - b.merge.at || a.number - b.number),
    unclaimed: commits.filter(({ sha, parents }) => parents.length < 2 && !claimed.has(sha))
  }
}

/** The number that GitHub writes into the first line of a merge, or at the end of that of a squash. */
function numberIn(message: string): number | undefined {
  const [subject = ''] = message.split(/\r?\n/, 1)
  const match = /^Merge pull request #(\d{1,9}) from /.exec(subject) ?? /\(#(\d{1,9})\)\s*$/.exec(subject)
  return match?.[1] === undefined || Number(match[1]) === 0 ? undefined : Number(match[1])
}
