/** GitHub's port over the simulated GitHub, in process, with a way to bend what it answers. */
import type { GitHubApi } from '../../../src/github/api.ts'
import { GitHubError, type GitHubErrorKind } from '../../../src/github/api.ts'
import type { Answer, GitHubTwin } from '../../../src/twin/github/door.ts'

/** Gives what arrives instead of what was sent; undefined leaves it. */
export type Bend = (route: string, data: unknown) => unknown

export function apiOverTwin(twin: GitHubTwin, token: string, bend: Bend = () => undefined): GitHubApi {
  return {
    rest: async (route, parameters = {}) => {
      const [method = 'GET', template = ''] = route.split(' ')
      const used = new Set<string>()
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
        used.add(name)
        return encodeURIComponent(String(parameters[name]))
      })
      const rest = Object.entries(parameters).filter(([name]) => !used.has(name))
      const query = new URLSearchParams(
        Object.fromEntries(rest.map(([name, value]) => [name, String(value)]))
      )
      const headers = { authorization: `Bearer ${token}` }
      const outcome = twin.answer({ method, path, query, headers, body: undefined })
      if (outcome.kind !== 'answer') throw new GitHubError('unavailable', route, 'no answer came')
      const { status, headers: answered } = outcome.answer
      const data = parsed(route, outcome.answer)
      if (status >= 300) throw failed(route, outcome.answer, data)
      return { status, headers: answered, data: bend(route, data) ?? data }
    },
    graphql: async () => {
      throw new TypeError('approvals ask no GraphQL')
    }
  }
}

function parsed(route: string, { body }: Answer): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new GitHubError('unavailable', route, 'the answer is no JSON', {}, { cause })
  }
}

function failed(route: string, { status, headers }: Answer, data: unknown): GitHubError {
  const message = String(Object.entries(data ?? {}).find(([name]) => name === 'message')?.[1])
  const permission = headers['x-accepted-github-permissions']
  const facts = { status, ...(permission !== undefined && { permission }) }
  return new GitHubError(kindOf(status, headers), route, message, facts)
}

function kindOf(status: number, headers: Readonly<Record<string, string>>): GitHubErrorKind {
  if (status === 429 || headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0')
    return 'rate-limited'
  if (status === 401 || status === 403) return 'denied'
  if (status === 404) return 'not-found'
  return status >= 500 ? 'unavailable' : 'refused'
}
