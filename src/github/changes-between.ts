import type { GitHubApi } from './api.ts'
import { GitHubError } from './api.ts'
import type { Changes, ChangesAsk, DirectCommit, PullRequest, Range } from './changes.ts'
import { type Comparison, compare, type RangeCommit } from './compare.ts'
import { findRevision } from './find-revision.ts'
import { issueKeys } from './issue-keys.ts'
import { type Merged, pullRequestsInRange } from './pull-requests-in-range.ts'

/**
 * What lies between the version that runs and the one to be released. The token needs `contents: read`,
 * `pull-requests: read` and `issues: read`, and `deployments: read` where an environment is asked.
 *
 * @throws GitHubError; the signal's reason where it aborts first
 */
export async function collectChanges(
  github: GitHubApi,
  ask: ChangesAsk,
  signal?: AbortSignal
): Promise<Changes> {
  const { repository } = ask
  const to = await findRevision(github, repository, ask.head, undefined, signal)
  if (to.revision === undefined) return { kind: 'unknown', repository, missing: 'head', tried: to.tried }
  const from = await findRevision(github, repository, ask.base, to.revision.commit, signal)
  if (from.revision === undefined) return { kind: 'unknown', repository, missing: 'base', tried: from.tried }
  const between = { repository, base: from.revision, head: to.revision }
  const [base, head] = [from.revision.commit, to.revision.commit]
  if (base === head) return { kind: 'identical', ...between }

  const forward = await compareOrUnrelated(github, ask, base, head, signal)
  if (forward === undefined) return { kind: 'unknown', repository, missing: 'base', tried: from.tried }
  const range = (comparison: Comparison) => rangeOf(github, ask, comparison, signal)
  const { status, mergeBase } = forward
  if (status === 'identical') return { kind: 'identical', ...between }
  if (status === 'ahead') return { kind: 'ahead', ...between, added: await range(forward) }
  const removed = await range(await compare(github, repository, head, base, signal))
  if (status === 'behind') return { kind: 'behind', ...between, removed }
  return { kind: 'diverged', ...between, mergeBase, added: await range(forward), removed }
}

/** Two commits without a common ancestor are answered with 404. */
async function compareOrUnrelated(
  github: GitHubApi,
  { repository }: ChangesAsk,
  base: string,
  head: string,
  signal?: AbortSignal
): Promise<Comparison | undefined> {
  try {
    return await compare(github, repository, base, head, signal)
  } catch (error) {
    if (error instanceof GitHubError && error.kind === 'not-found') return undefined
    throw error
  }
}

async function rangeOf(
  github: GitHubApi,
  { repository, issueProjects }: ChangesAsk,
  { total, commits }: Comparison,
  signal?: AbortSignal
): Promise<Range> {
  if (commits === undefined) return { kind: 'too-many', commits: total }
  const { pulls, unclaimed } = await pullRequestsInRange(github, repository, commits, signal)
  return {
    kind: 'listed',
    commits: commits.length,
    pullRequests: pulls.map(pull => pullRequest(pull, issueProjects)),
    directCommits: unclaimed.map(directCommit)
  }
}

function pullRequest(pull: Merged, issueProjects: readonly string[] | undefined): PullRequest {
  const { number, title, baseBranch, headBranch, author, labels, issues, merge } = pull
  return {
    number,
    title,
    mergedAt: merge.at,
    baseBranch,
    headBranch,
    mergeCommit: merge.commit,
    ...(author && { author }),
    labels,
    issues,
    issueKeys: issueKeys(title, headBranch, issueProjects)
  }
}

function directCommit({ sha, message, author, authorName, at }: RangeCommit): DirectCommit {
  const [subject = ''] = message.split(/\r?\n/, 1)
  return { sha, subject, ...(author && { author }), authorName, at }
}
