import { produce } from 'immer'
import { acceptedHeader, grants, rateHeaders, spend, tokenOf, tokenText } from './access.ts'
import { createFaults, type Faults, type GitHubFault } from './faults.ts'
import { createGraphQL } from './graphql.ts'
import { type Call, notFound, Refusal, type RestRequest } from './route.ts'
import { createRouter, type Match, ROUTES } from './routes.ts'
import type { GitHubWorld } from './world.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON text; empty for an empty body. */
  readonly body: string
}

export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** No answer ever comes. */
  | { readonly kind: 'hang' }
  /** The connection ends without an answer. */
  | { readonly kind: 'cut' }

export interface GitHubTwin {
  world(): GitHubWorld
  /** Changes the world between calls, as people and runners do. `recipe` gets an immer draft. */
  change(recipe: (draft: GitHubWorld) => void): void
  answer(request: RestRequest): Outcome
  readonly faults: Faults
  /** Number of calls so far, those that were struck by a fault included, by route. */
  calls(): Readonly<Record<string, number>>
}

export const GRAPHQL_ROUTE = 'POST /graphql'

const DOCUMENTATION = 'https://docs.github.com/rest'

/**
 * The simulated GitHub over a world.
 *
 * @param origin what URLs in answers begin with, without a slash at the end
 * @param now gives the world its time before every call; without it the world's time moves only by `change`
 */
export function createGitHubTwin(initial: GitHubWorld, origin: string, now?: () => number): GitHubTwin {
  let world = initial
  let calls: Readonly<Record<string, number>> = {}
  const route = createRouter(ROUTES)
  const faults = createFaults()
  const graphql = createGraphQL(origin)

  const change = (recipe: (draft: GitHubWorld) => void) => {
    world = produce(world, draft => {
      recipe(draft)
    })
  }

  const serve = (request: RestRequest, match: Match | undefined): Answer => {
    const { authorization } = request.headers
    const text = tokenText(authorization) ?? ''
    const known = () => rateHeaders(world.tokens[text])
    const needs = match === undefined ? {} : acceptedHeader(match.route.needs)
    try {
      tokenOf(world, authorization)
      change(draft => spend(draft, text))
      const token = tokenOf(world, authorization)
      if (request.path === '/graphql') return json(200, graphql(world, token, request.body), known())
      if (match === undefined) throw notFound()
      const call = { token, match, request, origin }
      if (request.method === 'GET') return answerRest(world, call, known)
      let answer: Answer | undefined
      // Made while the draft is open: an answer must not hold parts of it.
      change(draft => {
        answer = answerRest(draft, call, known)
      })
      if (answer === undefined) throw new Refusal(500, 'no answer was made')
      return answer
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const spent = error.message.startsWith('API rate limit') ? { 'x-ratelimit-remaining': '0' } : {}
      return refused(error, { ...known(), ...needs, ...spent })
    }
  }

  return {
    world: () => world,
    change,
    faults,
    calls: () => calls,
    answer: request => {
      if (now !== undefined) {
        const time = now()
        change(draft => {
          draft.now = time
        })
      }
      const match = route(request.method, request.path)
      const name = nameOf(request, match)
      calls = { ...calls, [name]: (calls[name] ?? 0) + 1 }
      const fault = faults.strike(name)
      if (fault === undefined) return { kind: 'answer', answer: serve(request, match) }
      return struck(fault, () => serve(request, match))
    }
  }
}

function nameOf({ method, path }: RestRequest, match: Match | undefined): string {
  if (path === '/graphql') return GRAPHQL_ROUTE
  return match === undefined ? `${method} ${path}` : `${match.route.method} ${match.route.path}`
}

interface Matched {
  readonly token: Call['token']
  readonly match: Match
  readonly request: RestRequest
  readonly origin: string
}

/** @throws Refusal */
function answerRest(
  world: GitHubWorld,
  { token, match, request, origin }: Matched,
  headers: () => Readonly<Record<string, string>>
): Answer {
  const { route, path } = match
  const repository = world.repositories[`${path.owner}/${path.repo}`]
  if (repository === undefined) throw notFound()
  if (!route.needs.some(grant => grants(token, grant)))
    throw new Refusal(403, 'Resource not accessible by integration')
  const body = typeof request.body === 'object' && request.body !== null ? { ...request.body } : {}
  const reply = route.handle({ world, repository, token, path, query: request.query, body, origin })
  return json(reply.status, reply.body, { ...headers(), ...acceptedHeader(route.needs), ...reply.headers })
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>>): Answer {
  const type = { 'content-type': 'application/json; charset=utf-8', 'x-github-request-id': 'TWIN:0001' }
  return { status, headers: { ...type, ...headers }, body: body === undefined ? '' : JSON.stringify(body) }
}

const refused = (refusal: Refusal, headers: Readonly<Record<string, string>>): Answer =>
  json(
    refusal.status,
    {
      message: refusal.message,
      ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
      documentation_url: DOCUMENTATION,
      status: String(refusal.status)
    },
    { ...headers, ...refusal.headers }
  )

function struck(fault: GitHubFault, serve: () => Answer): Outcome {
  const answer = (refusal: Refusal): Outcome => ({ kind: 'answer', answer: refused(refusal, {}) })
  switch (fault.kind) {
    case 'server-error':
      return answer(new Refusal(fault.status, 'Server Error'))
    case 'lost-answer':
      serve()
      return answer(new Refusal(502, 'Server Error'))
    case 'rate-limit':
      return answer(
        new Refusal(403, 'API rate limit exceeded for installation ID 1.', {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(fault.resetAt / 1000))
        })
      )
    case 'secondary-limit':
      return answer(
        new Refusal(
          fault.status,
          'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
          fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
        )
      )
    case 'malformed': {
      const whole = serve()
      return { kind: 'answer', answer: { ...whole, body: whole.body.slice(0, whole.body.length / 2) } }
    }
    case 'hang':
      serve()
      return { kind: 'hang' }
    case 'cut':
      return { kind: 'cut' }
  }
}
