import { defaults, GitHub, getOctokitOptions } from '@actions/github/lib/utils'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { brokenAnswer, GRAPHQL_ROUTE, graphqlData, type RawAnswer, restError } from './answer-error.ts'
import { type GitHubAnswer, type GitHubApi, GitHubError, type Parameters } from './api.ts'
import { objectOf, textOf } from './json.ts'
import { wholeAnswers } from './whole-answer.ts'

export interface GitHubOptions {
  readonly token: string
  /** GITHUB_API_URL, e.g. `https://api.github.com` or `https://github.example.com/api/v3`. */
  readonly baseUrl: string
  /** GITHUB_GRAPHQL_URL; by default where GitHub and its Enterprise Server have it beside `baseUrl`. */
  readonly graphqlUrl?: string
  readonly userAgent: string
  /** Ms that one attempt may take; default 15 s. */
  readonly timeoutMs?: number
  /** How often a read that failed is tried again; default 3. */
  readonly retries?: number
  /** The longest wait that a rate limit may ask for, in seconds; default 60. A longer one is an error at once. */
  readonly longestWait?: number
  /** Ms that a second of waiting between attempts lasts; default 1000. */
  readonly second?: number
  /** Whether writes keep a distance of seconds; default true. */
  readonly paced?: boolean
}

/** All client errors: asking again gives the same answer. Rate limits among them are for the throttling plugin. */
const FINAL = [
  400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 418, 422, 423, 424, 426, 428
].concat([429, 431, 451])

/** How often a call that a rate limit refused, and that did not take place, is made again. */
const LIMITED_RETRIES = 2

const Client = GitHub.plugin(retry, throttling)

/**
 * The client of GitHub's APIs. Reads (GET, and GraphQL, of which the project has queries alone) are tried again after a
 * server error, a broken answer or none; what writes is sent once, for it may have taken place. Calls that a rate limit
 * refused are repeated when GitHub allows it within `longestWait`. Writes are a second apart, those that notify people
 * three, as GitHub asks (REST API, "Best practices for using the REST API"). Proxies are those of `@actions/github`:
 * HTTPS_PROXY, HTTP_PROXY, NO_PROXY.
 *
 * @throws GitHubError, kind `denied`, for a text that cannot be a token
 */
export function createGitHub(options: GitHubOptions): GitHubApi {
  const { paced = true, token } = options
  // Also because the error about a header that cannot be sent would show the token.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new GitHubError(
      'denied',
      '',
      `the token is ${token === '' ? 'empty' : 'not one line of plain text'}`
    )
  const unpaced = createClient(options, { write: UNPACED, notifications: UNPACED })
  const rest = paced ? createClient(options, {}) : unpaced
  const graphqlUrl = options.graphqlUrl ?? graphqlUrlOf(options.baseUrl)
  return {
    rest: (route, parameters = {}, signal) =>
      untilAborted(signal, () => {
        // Given for reads too it would outdo `doNotRetry`.
        const once = route.startsWith('GET ') ? {} : { retries: 0 }
        return answerOf(route, rest, route, { ...parameters, request: { ...once, signal } })
      }),
    graphql: (query, variables = {}, signal) =>
      untilAborted(signal, async () => {
        const parameters = { query, variables, request: { signal } }
        // The throttling plugin takes every POST for a write.
        return graphqlData(await answerOf(GRAPHQL_ROUTE, unpaced, `POST ${graphqlUrl}`, parameters))
      })
  }
}

type Octokit = InstanceType<typeof Client>

/** A limiter of the throttling plugin that lets everything through at once. */
const UNPACED = { key: () => ({ schedule: (_options: unknown, job: () => unknown) => job() }) }

function createClient(options: GitHubOptions, pace: object): Octokit {
  const {
    token,
    baseUrl,
    userAgent,
    timeoutMs = 15_000,
    retries = 3,
    longestWait = 60,
    second = 1000
  } = options
  const wanted = (retryAfter: number, _options: unknown, _octokit: unknown, retryCount: number) =>
    retryAfter <= longestWait && retryCount < LIMITED_RETRIES
  const sent = sameOrigin(baseUrl, defaults.baseUrl) ? defaults.request?.fetch : undefined
  return new Client(
    getOctokitOptions(token, {
      baseUrl: baseUrl.replace(/\/$/, ''),
      userAgent,
      log: SILENT,
      request: { fetch: wholeAnswers(sent ?? fetch, timeoutMs) },
      retry: { retries, doNotRetry: FINAL, retryAfterBaseValue: second },
      throttle: {
        ...pace,
        id: token,
        retryAfterBaseValue: second,
        fallbackSecondaryRateRetryAfter: 60,
        onRateLimit: wanted,
        onSecondaryRateLimit: wanted
      }
    })
  )
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

function sameOrigin(a: string, b: string | undefined): boolean {
  return b !== undefined && new URL(a).origin === new URL(b).origin
}

/** GitHub Enterprise Server has REST under `/api/v3` and GraphQL under `/api/graphql`. */
const graphqlUrlOf = (baseUrl: string): string => `${baseUrl.replace(/\/$/, '').replace(/\/v3$/, '')}/graphql`

/** @throws GitHubError */
async function answerOf(
  name: string,
  client: Octokit,
  route: string,
  parameters: Parameters
): Promise<GitHubAnswer> {
  try {
    const { status, data, headers } = await client.request(route, { ...parameters })
    const answer = { status, data: data === '' ? undefined : data, headers: textHeaders(headers) }
    if (typeof answer.data === 'string') throw brokenAnswer(name, answer)
    return answer
  } catch (error) {
    if (error instanceof GitHubError) throw error
    const answer = answerIn(error)
    if (answer === undefined) throw new GitHubError('unavailable', name, textIn(error), {}, { cause: error })
    if (answer.status >= 400) throw restError(name, answer, { cause: error })
    // A query that succeeded with errors in its body: graphqlData tells them apart.
    return answer
  }
}

/** The answer that an error of octokit carries. */
function answerIn(error: unknown): RawAnswer | undefined {
  const { status, data, headers } = objectOf(objectOf(error).response)
  return typeof status === 'number' ? { status, data, headers: textHeaders(objectOf(headers)) } : undefined
}

const textIn = (error: unknown): string =>
  error instanceof Error ? error.message : (textOf(error) ?? 'no answer')

const textHeaders = (headers: object): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), String(value)]]
    )
  )

/** Also ends a wait between attempts, which octokit's plugins do not. @throws the signal's reason */
async function untilAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return work()
  signal.throwIfAborted()
  const ended = new AbortController()
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended.signal })
  })
  const running = work()
  // When the race is lost nobody waits for this any more, and its late failure must not end the process.
  running.catch(() => undefined)
  try {
    return await Promise.race([running, aborted])
  } finally {
    ended.abort()
  }
}
