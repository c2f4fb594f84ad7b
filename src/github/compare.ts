import type { GitHubApi } from './api.ts'
import { GitHubError } from './api.ts'
import type { Author, RepositoryName } from './changes.ts'
import { integerOf, type JsonObject, listOf, objectOf, textOf, within } from './json.ts'

/** The compare API lists no more than this. */
export const MOST_COMMITS = 10_000
const PER_PAGE = 250
const ROUTE = 'GET /repos/{owner}/{repo}/compare/{basehead}'

export interface RangeCommit {
  readonly sha: string
  /** GraphQL id. */
  readonly nodeId: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author?: Author
  readonly authorName: string
  /** Ms since the epoch. */
  readonly at: number
}

export interface Comparison {
  readonly status: 'identical' | 'ahead' | 'behind' | 'diverged'
  /** SHA. */
  readonly mergeBase: string
  /** Number of commits of the head that the base lacks. */
  readonly total: number
  /** All of them, parents before children; undefined above `MOST_COMMITS`. */
  readonly commits: readonly RangeCommit[] | undefined
}

/**
 * The commits that can be reached from `head` and not from `base`, both SHAs (REST API, "Compare two commits"; with
 * `page` the commits are in chronological order). Pages are asked for until all commits that the first one announces are
 * there, whatever number of them GitHub puts on a page.
 *
 * @throws GitHubError, kind `unavailable`, also where GitHub announces more commits than it gives
 */
export async function compare(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  base: string,
  head: string,
  signal?: AbortSignal
): Promise<Comparison> {
  const basehead = `${base}...${head}`
  const pageOf = async (page: number) =>
    objectOf(
      (await github.rest(ROUTE, { owner, repo: name, basehead, per_page: PER_PAGE, page }, signal)).data
    )
  const first = await pageOf(1)
  const status = statusOf(first.status)
  const total = integerOf(first.total_commits)
  const mergeBase = textOf(within(first, 'merge_base_commit').sha)
  if (status === undefined || total === undefined || mergeBase === undefined) throw broken('no comparison')
  if (total > MOST_COMMITS) return { status, mergeBase, total, commits: undefined }
  const commits = new Map<string, RangeCommit>()
  for (let page = 1, answer = first; ; answer = await pageOf(++page)) {
    const before = commits.size
    for (const commit of listOf(answer.commits).map(commitOf)) commits.set(commit.sha, commit)
    if (commits.size >= total) break
    if (commits.size === before) throw broken(`${commits.size} of ${total} commits`)
  }
  return { status, mergeBase, total, commits: parentsFirst([...commits.values()]) }
}

function statusOf(value: unknown): Comparison['status'] | undefined {
  return value === 'identical' || value === 'ahead' || value === 'behind' || value === 'diverged'
    ? value
    : undefined
}

/** Oldest first, but never a commit before its parents: clocks of committers differ. The order of pages plays no part. */
function parentsFirst(commits: readonly RangeCommit[]): readonly RangeCommit[] {
  const bySha = new Map(commits.map(commit => [commit.sha, commit]))
  const reached = new Set<string>()
  const ordered: RangeCommit[] = []
  for (const start of commits.toSorted((a, b) => a.at - b.at || (a.sha < b.sha ? -1 : 1))) {
    const stack = reached.has(start.sha) ? [] : [start]
    reached.add(start.sha)
    for (let commit = stack.at(-1); commit !== undefined; commit = stack.at(-1)) {
      const parent = commit.parents
        .map(sha => bySha.get(sha))
        .find(each => each !== undefined && !reached.has(each.sha))
      if (parent === undefined) {
        ordered.push(commit)
        stack.pop()
      } else {
        reached.add(parent.sha)
        stack.push(parent)
      }
    }
  }
  return ordered
}

function commitOf(value: unknown): RangeCommit {
  const commit = objectOf(value)
  const sha = textOf(commit.sha)
  const nodeId = textOf(commit.node_id)
  if (sha === undefined || nodeId === undefined) throw broken('a commit without SHA')
  const git = within(commit, 'commit')
  const author = accountOf(objectOf(commit.author))
  return {
    sha,
    nodeId,
    parents: listOf(commit.parents).flatMap(parent => textOf(objectOf(parent).sha) ?? []),
    message: textOf(git.message) ?? '',
    ...(author && { author }),
    authorName: textOf(within(git, 'author').name) ?? '',
    at: Date.parse(textOf(within(git, 'committer').date) ?? '') || 0
  }
}

function accountOf({ login, type }: JsonObject): Author | undefined {
  const name = textOf(login)
  return name === undefined ? undefined : { login: name.replace(/\[bot\]$/, ''), bot: type === 'Bot' }
}

const broken = (what: string) => new GitHubError('unavailable', ROUTE, `GitHub answered with ${what}`)
