import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLError, type GraphQLFieldResolver, graphqlSync } from 'graphql'
import { actorNode, type GraphQLContext, nodeOf, repositoryNode } from './graphql-nodes.ts'
import { findByNodeId, refused } from './graphql-support.ts'
import { pullIndex, reach } from './history.ts'
import type { GitHubWorld, Repository, Token } from './world.ts'

/** GitHub's limit for `nodes(ids:)`. */
const MOST_IDS = 100

/**
 * The GraphQL API: GitHub's own schema, cut down to what this world holds (scripts/generate-github-schemas.ts), executed
 * by the reference implementation, so that a query which GitHub would refuse is refused.
 */
export function createGraphQL(
  origin: string
): (world: GitHubWorld, token: Token, body: unknown) => Readonly<Record<string, unknown>> {
  const schema = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'))
  return (world, token, body) => {
    const { query, variables } = typeof body === 'object' && body !== null ? { ...(body as Ask) } : {}
    if (typeof query !== 'string')
      return { errors: [{ message: 'A query attribute must be specified and must be a string.' }] }
    const { data, errors } = graphqlSync({
      schema,
      source: query,
      rootValue: ROOT,
      contextValue: contextOf(world, token, origin),
      variableValues: { ...variables },
      fieldResolver
    })
    const told = errors?.map(({ message, path, locations, extensions }) => ({
      ...(typeof extensions.type === 'string' ? { type: extensions.type } : { extensions }),
      ...(path === undefined ? {} : { path }),
      locations,
      message
    }))
    return { ...(data === undefined ? {} : { data }), ...(told === undefined ? {} : { errors: told }) }
  }
}

interface Ask {
  readonly query?: unknown
  readonly variables?: Readonly<Record<string, unknown>>
}

const contextOf = (world: GitHubWorld, token: Token, origin: string): GraphQLContext => ({
  world,
  token,
  origin,
  onDefault: once(repository => reach(repository, repository.branches[repository.defaultBranch] ?? '')),
  pulls: once(pullIndex)
})

/** Made once a query for each repository: a query asks it for every commit. */
function once<T>(make: (repository: Repository) => T): (repository: Repository) => T {
  const made = new Map<Repository, T>()
  return repository => {
    const known = made.get(repository) ?? make(repository)
    made.set(repository, known)
    return known
  }
}

/** A field that this world has nothing for is an error: null would be an answer that GitHub might not give. */
const fieldResolver: GraphQLFieldResolver<unknown, GraphQLContext> = (source, args, context, info) => {
  const members = source as Readonly<Record<string, unknown>>
  if (!(info.fieldName in members))
    throw new GraphQLError(`the twin does not answer ${info.parentType.name}.${info.fieldName}`)
  const value = members[info.fieldName]
  return typeof value === 'function' ? value(args, context) : value
}

const ROOT = {
  repository({ owner, name }: { owner: string; name: string }, context: GraphQLContext) {
    const repository = context.world.repositories[`${owner}/${name}`]
    if (repository === undefined)
      throw refused('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`)
    return repositoryNode(context, repository)
  },
  viewer: (_args: unknown, { token, origin }: GraphQLContext) => actorNode(token.actor, origin),
  node: ({ id }: { id: string }, context: GraphQLContext) => node(context, id),
  nodes({ ids }: { ids: readonly string[] }, context: GraphQLContext) {
    if (ids.length > MOST_IDS)
      throw refused(
        'ARGUMENT_LIMIT',
        `You may not provide more than ${MOST_IDS} node ids; you provided ${ids.length}.`
      )
    return ids.map(id => {
      try {
        return node(context, id)
      } catch (error) {
        // An error in a list is told at its place, and the others are answered.
        return error
      }
    })
  }
}

function node(context: GraphQLContext, id: string) {
  const found = findByNodeId(context.world, id)
  if (found === undefined)
    throw refused('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)
  return nodeOf(context, found)
}
