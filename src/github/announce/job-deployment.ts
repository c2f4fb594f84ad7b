import type { GitHubApi } from '../api.ts'
import type { RepositoryName } from '../changes.ts'
import { integerOf, objectOf, textOf, within } from '../json.ts'

/** The deployment that GitHub made for a job because the job names an environment. */
export interface JobDeployment {
  readonly id: number
  readonly environment: string
}

/**
 * Undefined where the job names no environment, or says `deployment: false` (REST API, "Get a check run", member
 * `deployment`). Needs `checks: read`.
 *
 * @param checkRunId of the job
 * @throws GitHubError; the signal's reason
 */
export async function jobDeployment(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  checkRunId: number,
  signal?: AbortSignal
): Promise<JobDeployment | undefined> {
  const route = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'
  const { data } = await github.rest(route, { owner, repo: name, check_run_id: checkRunId }, signal)
  const deployment = within(data, 'deployment')
  const id = integerOf(deployment.id)
  const environment = textOf(deployment.environment)
  const own = objectOf(data).id === checkRunId
  return own && id !== undefined && environment !== undefined ? { id, environment } : undefined
}
