import type { Author, LinkedIssue, RepositoryName } from './changes.ts'
import { integerOf, listOf, objectOf, textOf, within } from './json.ts'

/** A pull request as GitHub tells of it, before anybody asked whether it belongs to a range. */
export interface PullRequestFacts {
  readonly number: number
  readonly title: string
  /** `owner/name` that it was opened against. */
  readonly repository: string
  readonly baseBranch: string
  readonly headBranch: string
  /** SHA of the last commit of the head branch as it was opened and pushed to, never one of a rebase. */
  readonly headCommit: string
  /** Absent unless it is merged. */
  readonly merge?: { readonly at: number; readonly commit: string }
  readonly author?: Author
  readonly labels: readonly string[]
  readonly issues: readonly LinkedIssue[]
}

/** GraphQL API, object PullRequest. `mergeCommit` of a rebase is the last commit of those made on the base branch. */
export const PULL_REQUEST_FACTS = `
fragment PullRequestFacts on PullRequest {
  number
  title
  merged
  mergedAt
  baseRefName
  headRefName
  headRefOid
  baseRepository { nameWithOwner }
  mergeCommit { oid }
  author { __typename login }
  labels(first: 50) { nodes { name } }
  closingIssuesReferences(first: 20) { nodes { number title repository { nameWithOwner } } }
}`

/** Undefined for null and whatever else is no pull request. */
export function pullRequestFacts(value: unknown): PullRequestFacts | undefined {
  const pull = objectOf(value)
  const number = integerOf(pull.number)
  const repository = textOf(within(pull, 'baseRepository').nameWithOwner)
  if (number === undefined || repository === undefined) return undefined
  const commit = textOf(within(pull, 'mergeCommit').oid)
  const at = Date.parse(textOf(pull.mergedAt) ?? '')
  const author = authorOf(pull.author)
  return {
    number,
    repository,
    title: textOf(pull.title) ?? '',
    baseBranch: textOf(pull.baseRefName) ?? '',
    headBranch: textOf(pull.headRefName) ?? '',
    headCommit: textOf(pull.headRefOid) ?? '',
    ...(pull.merged === true && commit !== undefined && { merge: { at: at || 0, commit } }),
    ...(author && { author }),
    labels: listOf(within(pull, 'labels').nodes).flatMap(label => textOf(objectOf(label).name) ?? []),
    issues: listOf(within(pull, 'closingIssuesReferences').nodes).flatMap(issue => issueOf(issue) ?? [])
  }
}

function authorOf(value: unknown): Author | undefined {
  const { login, __typename } = objectOf(value)
  const name = textOf(login)
  return name === undefined ? undefined : { login: name.replace(/\[bot\]$/, ''), bot: __typename === 'Bot' }
}

function issueOf(value: unknown): LinkedIssue | undefined {
  const issue = objectOf(value)
  const number = integerOf(issue.number)
  const repository = repositoryOf(textOf(within(issue, 'repository').nameWithOwner) ?? '')
  return number === undefined || repository === undefined
    ? undefined
    : { number, title: textOf(issue.title) ?? '', repository }
}

function repositoryOf(nameWithOwner: string): RepositoryName | undefined {
  const [owner, name, ...rest] = nameWithOwner.split('/')
  return owner && name && rest.length === 0 ? { owner, name } : undefined
}
