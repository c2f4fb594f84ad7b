import { iso, isoOrNull, nodeId, renderUser } from './render-base.ts'
import { fullName, renderRepository, repositoryUrl, webUrl } from './render-repository.ts'
import type { PullRequest, Repository } from './world.ts'

/** Schema `label`. Labels are no more than names here. */
export const renderLabel = (repository: Repository, name: string, origin: string) => ({
  id: [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007, 1),
  node_id: nodeId('LA', `${fullName(repository)}:${name}`),
  url: `${repositoryUrl(repository, origin)}/labels/${encodeURIComponent(name)}`,
  name,
  description: '',
  color: 'ededed',
  default: false
})

/** Schema `pull-request-simple`. */
export function renderPull(
  repository: Repository,
  pull: PullRequest,
  origin: string
): Readonly<Record<string, unknown>> {
  const base = repositoryUrl(repository, origin)
  const url = `${base}/pulls/${pull.number}`
  const issue = `${base}/issues/${pull.number}`
  const web = `${webUrl(repository, origin)}/pull/${pull.number}`
  const statuses = `${base}/statuses/${pull.headSha}`
  const user = renderUser(pull.author, origin)
  const headOwner = pull.headRepository?.split('/')[0] ?? repository.owner
  const rendered = renderRepository(repository, origin)
  return {
    url,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${base}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user,
    body: pull.body === '' ? null : pull.body,
    labels: pull.labels.map(name => renderLabel(repository, name, origin)),
    milestone: null,
    active_lock_reason: null,
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.updatedAt),
    closed_at: isoOrNull(pull.closedAt),
    merged_at: isoOrNull(pull.merge?.at),
    merge_commit_sha: pull.merge?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    // The repository of a fork is not part of this world: a deleted fork reads as null too.
    head: {
      label: `${headOwner}:${pull.head}`,
      ref: pull.head,
      sha: pull.headSha,
      user,
      repo: pull.headRepository === undefined ? rendered : null
    },
    base: {
      label: `${repository.owner}:${pull.base}`,
      ref: pull.base,
      sha: repository.branches[pull.base] ?? pull.headSha,
      user: rendered.owner,
      repo: rendered
    },
    _links: {
      self: { href: url },
      html: { href: web },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${base}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses }
    },
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    draft: false
  }
}

/** Schema `pull-request`. */
export const renderFullPull = (repository: Repository, pull: PullRequest, origin: string) => ({
  ...renderPull(repository, pull, origin),
  merged: pull.merge !== undefined,
  mergeable: pull.merge === undefined ? true : null,
  mergeable_state: pull.merge === undefined ? 'clean' : 'unknown',
  merged_by: pull.merge === undefined ? null : renderUser(pull.merge.by, origin),
  comments: 0,
  review_comments: 0,
  maintainer_can_modify: false,
  commits: pull.commits.length,
  additions: 0,
  deletions: 0,
  changed_files: 0
})
