import type { GitHubApi } from '../api.ts'
import type { RepositoryName } from '../changes.ts'
import { integerOf, listOf, objectOf } from '../json.ts'

/** GitHub refuses a longer description of a status. */
export const LONGEST_DESCRIPTION = 140
/** Deployments of one commit that are looked at, newest first. */
const DEPLOYMENTS = 30
const ROUTE = '/repos/{owner}/{repo}/deployments'

export interface Status {
  readonly state: 'in_progress' | 'inactive'
  /** At most `LONGEST_DESCRIPTION` characters. */
  readonly description: string
  /** Of the workflow run. */
  readonly logUrl: string
}

/**
 * Adds a status (REST API, "Create a deployment status"). How a job's own deployment ended is GitHub's to say. Needs
 * `deployments: write`.
 *
 * @throws GitHubError; the signal's reason
 */
export async function postStatus(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  deploymentId: number,
  { state, description, logUrl }: Status,
  signal?: AbortSignal
): Promise<void> {
  const status = { state, description, log_url: logUrl }
  const parameters = { owner, repo: name, deployment_id: deploymentId, ...status }
  await github.rest(`POST ${ROUTE}/{deployment_id}/statuses`, parameters, signal)
}

/** Which deployments no longer stand. */
export interface Retired {
  readonly environment: string
  /** Full SHA of what was deployed. */
  readonly commit: string
  /** Id of a deployment that is left alone: the one of the job that retires them. */
  readonly except: number
}

/**
 * Marks the deployments of a commit that was taken back as `inactive`, those whose last status is `success`.
 *
 * @returns how many there were
 * @throws GitHubError; the signal's reason
 */
export async function retireDeployments(
  github: GitHubApi,
  repository: RepositoryName,
  { environment, commit, except }: Retired,
  text: Omit<Status, 'state'>,
  signal?: AbortSignal
): Promise<number> {
  const of = { owner: repository.owner, repo: repository.name }
  const asked = { ...of, sha: commit, environment, per_page: DEPLOYMENTS }
  const { data } = await github.rest(`GET ${ROUTE}`, asked, signal)
  let retired = 0
  for (const deployment of listOf(data).map(objectOf)) {
    const id = integerOf(deployment.id)
    if (id === undefined || id === except) continue
    const route = `GET ${ROUTE}/{deployment_id}/statuses`
    const statuses = await github.rest(route, { ...of, deployment_id: id, per_page: 1 }, signal)
    if (objectOf(listOf(statuses.data)[0]).state !== 'success') continue
    await postStatus(github, repository, id, { state: 'inactive', ...text }, signal)
    retired += 1
  }
  return retired
}
