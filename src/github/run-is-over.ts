import type { GitHubApi } from './api.ts'
import { GitHubError } from './api.ts'
import { integerOf, objectOf } from './json.ts'

/** Whoever asks has other things to do: a claim is watched whatever GitHub says. */
const WITHIN_MS = 10_000

/** What a claim says of the workflow run that took it. */
export interface ClaimedBy {
  /** The claim's id: run, attempt and a random part, e.g. `7143350482-1-3f9a1c`. */
  readonly id: string
  /** The run's address, e.g. `https://github.com/acme/web/actions/runs/7143350482`. */
  readonly by: string
}

/**
 * Whether GitHub says that the run of a claim has ended: the attempt is completed, or another one has begun since. False
 * wherever that is not certain: a claim of a terminal, another GitHub, a run the token may not see, no answer. It says
 * that nobody starts anything new, not that no request is on its way. Needs `actions: read`.
 *
 * @param serverUrl of the GitHub that `github` asks, e.g. `https://github.com`
 * @throws the signal's reason; nothing else
 */
export async function runIsOver(
  github: GitHubApi,
  claim: ClaimedBy,
  serverUrl: string,
  signal?: AbortSignal
): Promise<boolean> {
  const run = runOf(claim, serverUrl)
  if (run === undefined) return false
  const { owner, repo, attempt, id } = run
  const limit = AbortSignal.timeout(WITHIN_MS)
  const ended = signal === undefined ? limit : AbortSignal.any([signal, limit])
  try {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'
    const data = objectOf((await github.rest(route, { owner, repo, run_id: id }, ended)).data)
    const newest = integerOf(data.run_attempt)
    if (data.id !== id || newest === undefined || newest < attempt) return false
    return newest > attempt || data.status === 'completed'
  } catch (error) {
    if (signal?.aborted) throw error
    if (error instanceof GitHubError || limit.aborted) return false
    throw error
  }
}

function runOf({ id, by }: ClaimedBy, serverUrl: string) {
  const server = serverUrl.replace(/\/+$/, '')
  if (!by.startsWith(`${server}/`)) return undefined
  const [, owner, repo, run] =
    /^([\w.-]+)\/([\w.-]+)\/actions\/runs\/([1-9]\d{0,14})$/.exec(by.slice(server.length + 1)) ?? []
  const [, ofClaim, attempt] = /^([1-9]\d{0,14})-([1-9]\d{0,5})-[0-9a-f]+$/.exec(id) ?? []
  if (owner === undefined || repo === undefined || run === undefined || run !== ofClaim) return undefined
  return { owner, repo, id: Number(run), attempt: Number(attempt) }
}
