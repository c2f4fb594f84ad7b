import type { RepositoryName } from '../github/changes.ts'

/** Where at GitHub this runs, as the runner says. */
export interface GitHubPlace {
  readonly repository: RepositoryName
  /** E.g. `https://github.com`. */
  readonly serverUrl: string
  readonly build: { readonly number: string; readonly url: string }
}

type Environment = Readonly<Record<string, string | undefined>>

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/]|$)/

/** Undefined outside a workflow. */
export function placeOf(env: Environment): GitHubPlace | undefined {
  const [owner, name, ...rest] = (env.GITHUB_REPOSITORY ?? '').split('/')
  const run = env.GITHUB_RUN_ID
  if (!owner || !name || rest.length > 0 || !run) return undefined
  const serverUrl = env.GITHUB_SERVER_URL || 'https://github.com'
  const attempt = env.GITHUB_RUN_ATTEMPT ?? '1'
  const again = attempt === '1' ? '' : `/attempts/${attempt}`
  const url = `${serverUrl}/${owner}/${name}/actions/runs/${run}${again}`
  return { repository: { owner, name }, serverUrl, build: { number: env.GITHUB_RUN_NUMBER || run, url } }
}

/** A release on a simulated AWS is told to a simulated GitHub alone. */
export const isSimulatedOnly = (env: Environment): boolean =>
  env.BG_RELEASE_TWIN === 'true' && !LOOPBACK.test(env.GITHUB_API_URL ?? '')
