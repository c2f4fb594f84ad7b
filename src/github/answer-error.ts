import { GitHubError, type GitHubErrorFacts, type GitHubErrorKind } from './api.ts'
import { type JsonObject, listOf, objectOf, textOf } from './json.ts'

/** An answer with any status. */
export interface RawAnswer {
  readonly status: number
  readonly data: unknown
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

/** What an answer of the REST API with an error status means. */
export function restError(route: string, answer: RawAnswer, options?: ErrorOptions): GitHubError {
  const message = messageOf(objectOf(answer.data)) || `status ${answer.status}`
  return new GitHubError(kindOf(answer, message), route, message, factsOf(answer), options)
}

function kindOf(answer: RawAnswer, message: string): GitHubErrorKind {
  const { status } = answer
  if (status === 401) return 'denied'
  if (isRateLimit(answer, message)) return 'rate-limited'
  if (status === 403) return 'denied'
  if (status === 404 || status === 410) return 'not-found'
  return status >= 500 || status === 408 ? 'unavailable' : 'refused'
}

/**
 * Both limits come as 403 or 429: the primary one with `x-ratelimit-remaining: 0`, the secondary one with `retry-after`
 * or with no more than its text (REST API, "Rate limits for the REST API").
 */
function isRateLimit({ status, headers }: RawAnswer, message: string): boolean {
  if (status === 429) return true
  if (status !== 403) return false
  return (
    headers['x-ratelimit-remaining'] === '0' ||
    headers['retry-after'] !== undefined ||
    /rate limit|abuse detection/i.test(message)
  )
}

/** Error members of a 422 name resource, field and code; only some have a text of their own. */
function messageOf({ message, errors }: JsonObject): string {
  const details = listOf(errors).map(error => {
    if (typeof error === 'string') return error
    const { resource, field, code, message: own } = objectOf(error)
    return textOf(own) ?? [textOf(resource), textOf(field), textOf(code)].filter(Boolean).join(' ')
  })
  return [textOf(message) ?? '', ...details].filter(text => text !== '').join(': ')
}

function factsOf({ status, headers }: RawAnswer): GitHubErrorFacts {
  const permission = headers['x-accepted-github-permissions']
  const requestId = headers['x-github-request-id']
  const retryAfter = secondsLeft(headers)
  return {
    status,
    ...(permission ? { permission } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(requestId ? { requestId } : {})
  }
}

/** By `retry-after`, else from the server's own `date` to the reset of the budget. */
function secondsLeft(headers: Readonly<Record<string, string>>): number | undefined {
  const asked = Number(headers['retry-after'] ?? Number.NaN)
  if (Number.isFinite(asked)) return asked
  if (headers['x-ratelimit-remaining'] !== '0') return undefined
  const left = Number(headers['x-ratelimit-reset']) - Date.parse(headers.date ?? '') / 1000
  return Number.isFinite(left) ? Math.max(0, Math.ceil(left)) : undefined
}

export const GRAPHQL_ROUTE = 'POST /graphql'

const KINDS: Readonly<Record<string, GitHubErrorKind>> = {
  NOT_FOUND: 'not-found',
  FORBIDDEN: 'denied',
  INSUFFICIENT_SCOPES: 'denied',
  UNAUTHENTICATED: 'denied',
  RATE_LIMITED: 'rate-limited',
  SERVICE_UNAVAILABLE: 'unavailable',
  INTERNAL: 'unavailable'
}

/**
 * The `data` of a GraphQL answer. GitHub answers 200 and puts errors beside the data, each with a `type`; a query that
 * timed out has none, and one that breaks the schema has `extensions` instead.
 *
 * @throws GitHubError for the first error that is not `NOT_FOUND`, and for an answer without data
 */
export function graphqlData(answer: RawAnswer): JsonObject {
  const { data, errors } = objectOf(answer.data)
  const failed = listOf(errors)
    .map(objectOf)
    .find(error => error.type !== 'NOT_FOUND' || !isObject(data))
  if (failed !== undefined) {
    const message = textOf(failed.message) ?? 'no message'
    throw new GitHubError(graphqlKind(failed), GRAPHQL_ROUTE, message, factsOf(answer))
  }
  if (!isObject(data)) throw brokenAnswer(GRAPHQL_ROUTE, answer)
  return objectOf(data)
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

function graphqlKind({ type, extensions, message }: JsonObject): GitHubErrorKind {
  if (typeof type === 'string') return KINDS[type] ?? 'refused'
  if (/something went wrong|timeout|timed out/i.test(textOf(message) ?? '')) return 'unavailable'
  return isObject(extensions) ? 'refused' : 'unavailable'
}

/** The answer is not what the API promises. */
export const brokenAnswer = (route: string, answer: RawAnswer): GitHubError =>
  new GitHubError('unavailable', route, 'the answer is not the JSON that was expected', factsOf(answer))
