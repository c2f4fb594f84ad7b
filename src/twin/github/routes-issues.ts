import { page } from './page.ts'
import { iso, nodeId, renderUser } from './render-base.ts'
import { renderFullPull, renderLabel, renderPull } from './render-pull.ts'
import { repositoryUrl, webUrl } from './render-repository.ts'
import { type Call, invalid, notFound, type Route } from './route.ts'
import { newId } from './seed.ts'
import type { IssueComment, PullRequest } from './world.ts'

/** GitHub's limit for the text of a comment, in characters. */
const LONGEST_COMMENT = 65_536

const SORTS: Readonly<Record<string, (pull: PullRequest) => number>> = {
  created: pull => pull.createdAt,
  updated: pull => pull.updatedAt
}

/** Open ones by time of creation, newest first, unless told (REST API reference, "List pull requests"). */
function listPulls(call: Call) {
  const { repository, origin, query } = call
  const state = query.get('state') ?? 'open'
  const base = query.get('base')
  const head = query.get('head')
  const sort = query.get('sort') ?? 'created'
  const by = SORTS[sort]
  if (by === undefined) throw invalid('PullRequest', 'sort', 'invalid')
  const up = (query.get('direction') ?? 'desc') === 'asc' ? 1 : -1
  const pulls = Object.values(repository.pulls)
    .filter(pull => state === 'all' || pull.state === state)
    .filter(pull => base === null || pull.base === base)
    .filter(pull => head === null || `${repository.owner}:${pull.head}` === head)
    .sort((a, b) => up * (by(a) - by(b) || a.number - b.number))
  const { items, headers } = page(call, `${repositoryUrl(repository, origin)}/pulls`, pulls)
  return { status: 200, headers, body: items.map(pull => renderPull(repository, pull, origin)) }
}

function getPull({ repository, path, origin }: Call) {
  const pull = repository.pulls[path.pull_number ?? '']
  if (pull === undefined) throw notFound()
  return { status: 200, body: renderFullPull(repository, pull, origin) }
}

/** A pull request is an issue too. @throws Refusal 404 */
function issueOf({ repository, path }: Call) {
  const number = path.issue_number ?? ''
  const found = repository.pulls[number] ?? repository.issues[number]
  if (found === undefined) throw notFound()
  return found
}

function renderComment({ repository, origin }: Call, comment: IssueComment) {
  const base = repositoryUrl(repository, origin)
  const kind = repository.pulls[comment.issue] === undefined ? 'issues' : 'pull'
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${base}/issues/comments/${comment.id}`,
    html_url: `${webUrl(repository, origin)}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${base}/issues/${comment.issue}`,
    user: renderUser(comment.author, origin),
    body: comment.body,
    author_association: 'CONTRIBUTOR',
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt)
  }
}

function listComments(call: Call) {
  const { repository, origin } = call
  const { number } = issueOf(call)
  const comments = Object.values(repository.comments).filter(({ issue }) => issue === number)
  const url = `${repositoryUrl(repository, origin)}/issues/${number}/comments`
  const { items, headers } = page(call, url, comments)
  return { status: 200, headers, body: items.map(comment => renderComment(call, comment)) }
}

/** @throws Refusal 422 */
function commentText({ body }: Call): string {
  const text = body.body
  if (typeof text !== 'string' || text.trim() === '') throw invalid('IssueComment', 'body', 'missing_field')
  if (text.length > LONGEST_COMMENT) throw invalid('IssueComment', 'body', 'unprocessable')
  return text
}

function createComment(call: Call) {
  const { world, repository, token } = call
  const { number } = issueOf(call)
  const comment: IssueComment = {
    id: newId(world),
    issue: number,
    author: token.actor,
    body: commentText(call),
    createdAt: world.now,
    updatedAt: world.now
  }
  repository.comments[comment.id] = comment
  return { status: 201, body: renderComment(call, comment) }
}

function updateComment(call: Call) {
  const comment = call.repository.comments[call.path.comment_id ?? '']
  if (comment === undefined) throw notFound()
  comment.body = commentText(call)
  comment.updatedAt = call.world.now
  return { status: 200, body: renderComment(call, comment) }
}

const renderLabels = (call: Call, labels: readonly string[]) =>
  labels.map(name => renderLabel(call.repository, name, call.origin))

function listLabels(call: Call) {
  const { number, labels } = issueOf(call)
  const url = `${repositoryUrl(call.repository, call.origin)}/issues/${number}/labels`
  const { items, headers } = page(call, url, labels)
  return { status: 200, headers, body: renderLabels(call, items) }
}

/** Labels that the repository does not have yet are made (REST API reference, "Add labels to an issue"). */
function addLabels(call: Call) {
  const issue = issueOf(call)
  const { labels } = call.body
  if (!Array.isArray(labels) || !labels.every(label => typeof label === 'string' && label !== ''))
    throw invalid('Label', 'name', 'invalid')
  issue.labels = [...new Set([...issue.labels, ...labels.map(String)])]
  return { status: 200, body: renderLabels(call, issue.labels) }
}

function removeLabel(call: Call) {
  const issue = issueOf(call)
  const name = call.path.name ?? ''
  if (!issue.labels.includes(name)) throw notFound()
  issue.labels = issue.labels.filter(label => label !== name)
  return { status: 200, body: renderLabels(call, issue.labels) }
}

const REPOSITORY = '/repos/{owner}/{repo}'
const ISSUE = `${REPOSITORY}/issues/{issue_number}`

export const ISSUE_ROUTES: readonly Route[] = [
  { method: 'GET', path: `${REPOSITORY}/pulls`, needs: ['pull_requests=read'], handle: listPulls },
  {
    method: 'GET',
    path: `${REPOSITORY}/pulls/{pull_number}`,
    needs: ['pull_requests=read'],
    handle: getPull
  },
  {
    method: 'PATCH',
    path: `${REPOSITORY}/issues/comments/{comment_id}`,
    needs: ['issues=write', 'pull_requests=write'],
    handle: updateComment
  },
  {
    method: 'GET',
    path: `${ISSUE}/comments`,
    needs: ['issues=read', 'pull_requests=read'],
    handle: listComments
  },
  {
    method: 'POST',
    path: `${ISSUE}/comments`,
    needs: ['issues=write', 'pull_requests=write'],
    handle: createComment
  },
  {
    method: 'GET',
    path: `${ISSUE}/labels`,
    needs: ['issues=read', 'pull_requests=read'],
    handle: listLabels
  },
  {
    method: 'POST',
    path: `${ISSUE}/labels`,
    needs: ['issues=write', 'pull_requests=write'],
    handle: addLabels
  },
  {
    method: 'DELETE',
    path: `${ISSUE}/labels/{name}`,
    needs: ['issues=write', 'pull_requests=write'],
    handle: removeLabel
  }
]
