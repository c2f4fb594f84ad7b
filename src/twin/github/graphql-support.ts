import { GraphQLError } from 'graphql'
import { openNodeId } from './render-base.ts'
import type { Commit, GitHubWorld, PullRequest, Repository } from './world.ts'

/** An error with GitHub's own `type`, told at the place where it happened. */
export const refused = (type: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type } })

export interface ConnectionArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
}

/** GitHub's limit for `first` and `last`. */
const MOST_NODES = 100

const cursor = (index: number): string => Buffer.from(`cursor:${index}`).toString('base64')

const indexOf = (text: string): number => Number(Buffer.from(text, 'base64').toString().split(':')[1])

/**
 * A page of a connection. GitHub refuses one without `first` or `last`, and more than 100 (GraphQL API, "Node limit").
 * @throws GraphQLError
 */
export function connection<T>(all: readonly T[], { first, last, after }: ConnectionArguments) {
  const size = first ?? last ?? -1
  if (size < 0) throw refused('MISSING_PAGINATION_BOUNDARIES', 'You must provide a `first` or `last` value.')
  if (size > MOST_NODES)
    throw refused(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records exceeds the limit of ${MOST_NODES} records.`
    )
  const from = after ? indexOf(after) + 1 : 0
  const start = typeof first !== 'number' ? Math.max(from, all.length - size) : from
  const end = Math.min(all.length, start + size)
  return {
    totalCount: all.length,
    nodes: all.slice(start, end),
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: end > start ? cursor(start) : null,
      endCursor: end > start ? cursor(end - 1) : null
    }
  }
}

export type Found =
  | { readonly kind: 'commit'; readonly repository: Repository; readonly commit: Commit }
  | { readonly kind: 'pull'; readonly repository: Repository; readonly pull: PullRequest }

/** What a global id of this world names: commits and pull requests can be asked for by id. */
export function findByNodeId(world: GitHubWorld, id: string): Found | undefined {
  const opened = openNodeId(id)
  if (opened?.kind === 'C') {
    const [fullName = '', sha = ''] = opened.value.split(':')
    const repository = world.repositories[fullName]
    const commit = repository?.commits[sha]
    return repository && commit && { kind: 'commit', repository, commit }
  }
  if (opened?.kind !== 'PR') return undefined
  for (const repository of Object.values(world.repositories)) {
    const pull = Object.values(repository.pulls).find(each => String(each.id) === opened.value)
    if (pull !== undefined) return { kind: 'pull', repository, pull }
  }
  return undefined
}
