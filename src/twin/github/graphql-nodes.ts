import { grants } from './access.ts'
import type { Actor } from './actor.ts'
import { type ConnectionArguments, connection, type Found, refused } from './graphql-support.ts'
import { associatedPulls, type PullIndex } from './history.ts'
import { iso, isoOrNull, nodeId } from './render-base.ts'
import { commitNodeId } from './render-commit.ts'
import { fullName, webUrl } from './render-repository.ts'
import type { Grant } from './route.ts'
import type { Commit, GitHubWorld, Issue, PullRequest, Repository, Token } from './world.ts'

export interface GraphQLContext {
  readonly world: GitHubWorld
  readonly token: Token
  readonly origin: string
  /** What the default branch reaches. */
  onDefault(repository: Repository): ReadonlySet<string>
  pulls(repository: Repository): PullIndex
}

/** @throws GraphQLError */
function need({ token }: GraphQLContext, ...grant: readonly Grant[]): void {
  if (!grant.some(each => grants(token, each)))
    throw refused('FORBIDDEN', 'Resource not accessible by integration')
}

export const nodeOf = (context: GraphQLContext, found: Found) =>
  found.kind === 'commit'
    ? commitNode(context, found.repository, found.commit)
    : pullNode(context, found.repository, found.pull)

/** GraphQL tells bots by their type and not by a suffix of the login. */
export const actorNode = ({ login, type, id }: Actor, origin: string) => ({
  __typename: type,
  id: nodeId('U', id),
  databaseId: id,
  login,
  url: `${origin}/web/${type === 'Bot' ? 'apps/' : ''}${login}`
})

interface PullsArguments extends ConnectionArguments {
  readonly states?: readonly ('OPEN' | 'CLOSED' | 'MERGED')[]
  readonly baseRefName?: string
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' }
}

const stateOf = ({ state, merge }: PullRequest) =>
  merge !== undefined ? 'MERGED' : state === 'open' ? 'OPEN' : 'CLOSED'

export function repositoryNode(context: GraphQLContext, repository: Repository) {
  return {
    __typename: 'Repository',
    id: nodeId('R', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    isPrivate: repository.private,
    url: webUrl(repository, context.origin),
    pullRequest({ number }: { number: number }) {
      need(context, 'pull_requests=read')
      const pull = repository.pulls[number]
      if (pull === undefined)
        throw refused('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
      return pullNode(context, repository, pull)
    },
    pullRequests({ states, baseRefName, orderBy, ...paging }: PullsArguments) {
      need(context, 'pull_requests=read')
      const by = (pull: PullRequest) => (orderBy?.field === 'UPDATED_AT' ? pull.updatedAt : pull.createdAt)
      const up = orderBy?.direction === 'DESC' ? -1 : 1
      const pulls = Object.values(repository.pulls)
        .filter(pull => states?.includes(stateOf(pull)) ?? true)
        .filter(pull => (baseRefName ?? pull.base) === pull.base)
        .sort((a, b) => up * (by(a) - by(b) || a.number - b.number))
      return pullConnection(context, repository, pulls, paging)
    }
  }
}

function pullConnection(
  context: GraphQLContext,
  repository: Repository,
  pulls: readonly PullRequest[],
  paging: ConnectionArguments
) {
  const page = connection(pulls, paging)
  return { ...page, nodes: page.nodes.map(pull => pullNode(context, repository, pull)) }
}

function commitNode(context: GraphQLContext, repository: Repository, commit: Commit) {
  const { world, origin } = context
  need(context, 'contents=read')
  const [headline = ''] = commit.message.split('\n')
  const person = {
    name: commit.authorName,
    email: commit.authorEmail,
    date: iso(commit.at),
    user: commit.author?.type === 'User' ? actorNode(commit.author, origin) : null
  }
  return {
    __typename: 'Commit',
    id: commitNodeId(repository, commit.sha),
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    authoredDate: iso(commit.at),
    committedDate: iso(commit.at),
    url: `${webUrl(repository, origin)}/commit/${commit.sha}`,
    author: person,
    committer: person,
    repository: () => repositoryNode(context, repository),
    associatedPullRequests(paging: ConnectionArguments) {
      need(context, 'pull_requests=read')
      const { now, associationLagMs } = world
      const pulls = associatedPulls(
        context.pulls(repository),
        commit.sha,
        context.onDefault(repository),
        now,
        associationLagMs
      )
      return pullConnection(context, repository, pulls, paging)
    }
  }
}

function pullNode(context: GraphQLContext, repository: Repository, pull: PullRequest) {
  const { origin } = context
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', pull.id),
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: stateOf(pull),
    isDraft: false,
    merged: pull.merge !== undefined,
    createdAt: iso(pull.createdAt),
    updatedAt: iso(pull.updatedAt),
    closedAt: isoOrNull(pull.closedAt),
    mergedAt: isoOrNull(pull.merge?.at),
    mergedBy: pull.merge === undefined ? null : actorNode(pull.merge.by, origin),
    baseRefName: pull.base,
    headRefName: pull.head,
    headRefOid: pull.headSha,
    isCrossRepository: pull.headRepository !== undefined,
    url: `${webUrl(repository, origin)}/pull/${pull.number}`,
    author: actorNode(pull.author, origin),
    repository: () => repositoryNode(context, repository),
    baseRepository: () => repositoryNode(context, repository),
    mergeCommit() {
      const commit = repository.commits[pull.merge?.sha ?? '']
      return commit === undefined ? null : commitNode(context, repository, commit)
    },
    labels: (paging: ConnectionArguments) =>
      connection(
        pull.labels.map(name => ({ __typename: 'Label', name })),
        paging
      ),
    closingIssuesReferences(paging: ConnectionArguments) {
      need(context, 'issues=read')
      const issues = pull.closes.flatMap(number => repository.issues[number] ?? [])
      return connection(
        issues.map(issue => issueNode(context, repository, issue)),
        paging
      )
    }
  }
}

function issueNode(context: GraphQLContext, repository: Repository, issue: Issue) {
  return {
    __typename: 'Issue',
    id: nodeId('I', issue.id),
    number: issue.number,
    title: issue.title,
    state: issue.state === 'open' ? 'OPEN' : 'CLOSED',
    url: `${webUrl(repository, context.origin)}/issues/${issue.number}`,
    repository: () => repositoryNode(context, repository)
  }
}
