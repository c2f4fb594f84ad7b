import { GRAPHQL_ROUTE, graphqlData, type RawAnswer, restError } from '../../src/github/answer-error.ts'
import { type GitHubAnswer, type GitHubApi, GitHubError, type Parameters } from '../../src/github/api.ts'
import { createGitHubTwin, type GitHubTwin } from '../../src/twin/github/door.ts'
import type { RestRequest } from '../../src/twin/github/route.ts'
import type { GitHubWorld } from '../../src/twin/github/world.ts'

/** What URLs in the answers of a twin without HTTP begin with. */
export const TWIN_ORIGIN = 'http://github.twin'

export interface TwinGitHub {
  readonly twin: GitHubTwin
  /** A client with that token; it makes the same of an answer as src/github/client.ts, without HTTP, waiting and retries. */
  api(token: string): GitHubApi
}

/** The simulated GitHub over `world`, in process. */
export function createTwinGitHub(world: GitHubWorld): TwinGitHub {
  const twin = createGitHubTwin(world, TWIN_ORIGIN)
  return {
    twin,
    api: token => ({
      async rest(route, parameters = {}, signal) {
        const answer = await exchange(twin, route, requestOf(route, parameters, token), signal)
        if (answer.status >= 400) throw restError(route, answer)
        return answer
      },
      async graphql(query, variables = {}, signal) {
        const request = { ...requestOf(GRAPHQL_ROUTE, {}, token), body: { query, variables } }
        const answer = await exchange(twin, GRAPHQL_ROUTE, request, signal)
        if (answer.status >= 400) throw restError(GRAPHQL_ROUTE, answer)
        return graphqlData(answer)
      }
    })
  }
}

/** Route template and parameters as octokit reads them: what the template does not take goes into query or body. */
export function requestOf(route: string, parameters: Parameters, token: string): RestRequest {
  const [method = '', template = ''] = route.split(' ')
  const rest = { ...parameters }
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const reads = method === 'GET'
  const pairs = Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)])
  return {
    method,
    path,
    query: new URLSearchParams(reads ? pairs : []),
    headers: { authorization: `token ${token}` },
    body: reads ? undefined : JSON.parse(JSON.stringify(rest))
  }
}

async function exchange(
  twin: GitHubTwin,
  route: string,
  request: RestRequest,
  signal: AbortSignal | undefined
): Promise<RawAnswer & GitHubAnswer> {
  signal?.throwIfAborted()
  const outcome = twin.answer(request)
  if (outcome.kind === 'hang')
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  if (outcome.kind === 'cut') throw new GitHubError('unavailable', route, 'the connection ended')
  const { status, headers, body } = outcome.answer
  try {
    return { status, headers, data: body === '' ? undefined : JSON.parse(body) }
  } catch (cause) {
    throw new GitHubError(
      'unavailable',
      route,
      'the answer is not the JSON that was expected',
      { status },
      { cause }
    )
  }
}
