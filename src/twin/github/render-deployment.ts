import { iso, nodeId, renderUser } from './render-base.ts'
import { repositoryUrl } from './render-repository.ts'
import type { Repository } from './world.ts'
import type { Deployment, DeploymentStatus } from './world-actions.ts'

const deploymentUrl = (repository: Repository, deployment: Deployment, origin: string): string =>
  `${repositoryUrl(repository, origin)}/deployments/${deployment.id}`

/** Schema `deployment-simple`. */
export function renderDeploymentCore(repository: Repository, deployment: Deployment, origin: string) {
  const url = deploymentUrl(repository, deployment, origin)
  return {
    url,
    id: deployment.id,
    node_id: nodeId('DE', deployment.id),
    task: deployment.task,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description === '' ? null : deployment.description,
    created_at: iso(deployment.createdAt),
    updated_at: iso(deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(repository, origin),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null
  }
}

/** Schema `deployment`. */
export const renderDeployment = (repository: Repository, deployment: Deployment, origin: string) => ({
  ...renderDeploymentCore(repository, deployment, origin),
  sha: deployment.sha,
  ref: deployment.ref,
  payload: deployment.payload,
  creator: renderUser(deployment.creator, origin)
})

/** Schema `deployment-status`. */
export function renderStatus(
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
  origin: string
) {
  const url = deploymentUrl(repository, deployment, origin)
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DES', status.id),
    state: status.state,
    creator: renderUser(status.creator, origin),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: iso(status.createdAt),
    updated_at: iso(status.createdAt),
    deployment_url: url,
    repository_url: repositoryUrl(repository, origin),
    performed_via_github_app: null
  }
}
