import { environmentFor } from './environments.ts'
import { compare, resolveRef } from './history.ts'
import { page } from './page.ts'
import { renderDeployment, renderStatus } from './render-deployment.ts'
import { repositoryUrl } from './render-repository.ts'
import { type Call, invalid, notFound, Refusal, type Route } from './route.ts'
import { newId } from './seed.ts'
import type { Deployment, DeploymentState, DeploymentStatus } from './world-actions.ts'

/** GitHub's limit for the description of a status, in characters. */
const LONGEST_DESCRIPTION = 140

const STATES: readonly DeploymentState[] = [
  'queued',
  'pending',
  'in_progress',
  'success',
  'failure',
  'error',
  'inactive'
]

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** @throws Refusal 404 */
function deploymentOf({ repository, path }: Call): Deployment {
  const deployment = repository.deployments[path.deployment_id ?? '']
  if (deployment === undefined) throw notFound()
  return deployment
}

/**
 * Two traps of GitHub's (REST API reference, "Create a deployment"): unless `auto_merge` is false a branch that is
 * behind the default branch is not deployed but merged into, with 202; unless `required_contexts` is empty, checks
 * of the commit that have not succeeded give 409.
 */
function createDeployment(call: Call) {
  const { world, repository, body, token, origin } = call
  const { ref, auto_merge: autoMerge, required_contexts: contexts, payload } = body
  if (typeof ref !== 'string') throw invalid('Deployment', 'ref', 'missing_field')
  const sha = resolveRef(repository, ref)
  if (sha === undefined) throw new Refusal(422, `No ref found for: ${ref}`)
  const main = repository.branches[repository.defaultBranch] ?? sha
  if (
    autoMerge !== false &&
    repository.branches[ref] !== undefined &&
    compare(repository, main, sha).behindBy > 0
  )
    return {
      status: 202,
      body: { message: `Auto-merged ${repository.defaultBranch} into ${ref} on deployment.` }
    }
  if (!(Array.isArray(contexts) && contexts.length === 0) && hasOpenChecks(call, sha))
    throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`)
  const environment = environmentFor(world, repository, text(body.environment, 'production')).name
  const deployment: Deployment = {
    id: newId(world),
    sha,
    ref,
    task: text(body.task, 'deploy'),
    environment,
    description: text(body.description, ''),
    payload: typeof payload === 'object' && payload !== null ? { ...payload } : text(payload, ''),
    transient: body.transient_environment === true,
    production:
      typeof body.production_environment === 'boolean'
        ? body.production_environment
        : environment === 'production',
    creator: token.actor,
    createdAt: world.now,
    statuses: []
  }
  repository.deployments[deployment.id] = deployment
  return { status: 201, body: renderDeployment(repository, deployment, origin) }
}

const hasOpenChecks = ({ repository }: Call, sha: string): boolean =>
  Object.values(repository.runs).some(
    ({ headSha, jobs }) => headSha === sha && jobs.some(({ conclusion }) => conclusion !== 'success')
  )

/** Newest first. */
function listDeployments(call: Call) {
  const { repository, origin, query } = call
  const asked = (member: 'sha' | 'ref' | 'task' | 'environment') => (deployment: Deployment) =>
    (query.get(member) ?? deployment[member]) === deployment[member]
  const all = Object.values(repository.deployments)
    .filter(asked('sha'))
    .filter(asked('ref'))
    .filter(asked('task'))
    .filter(asked('environment'))
    .sort((a, b) => b.id - a.id)
  const { items, headers } = page(call, `${repositoryUrl(repository, origin)}/deployments`, all)
  return { status: 200, headers, body: items.map(each => renderDeployment(repository, each, origin)) }
}

const getDeployment = (call: Call) => ({
  status: 200,
  body: renderDeployment(call.repository, deploymentOf(call), call.origin)
})

function createStatus(call: Call) {
  const { world, repository, body, token, origin } = call
  const deployment = deploymentOf(call)
  const state = STATES.find(each => each === body.state)
  if (state === undefined) throw invalid('DeploymentStatus', 'state', 'custom')
  const description = text(body.description, '')
  if (description.length > LONGEST_DESCRIPTION) throw invalid('DeploymentStatus', 'description', 'custom')
  const environment = text(body.environment, deployment.environment)
  const status: DeploymentStatus = {
    id: newId(world),
    state,
    description,
    environment,
    environmentUrl: text(body.environment_url, ''),
    logUrl: text(body.log_url, text(body.target_url, '')),
    creator: token.actor,
    createdAt: world.now
  }
  deployment.statuses.push(status)
  if (state === 'success' && body.auto_inactive !== false) retireOthers(call, deployment, environment)
  return { status: 201, body: renderStatus(repository, deployment, status, origin) }
}

/**
 * Earlier deployments of the environment that had succeeded become inactive, transient and production ones aside (REST
 * API reference, "Create a deployment status", auto_inactive).
 */
function retireOthers({ world, repository, token }: Call, newest: Deployment, environment: string): void {
  for (const deployment of Object.values(repository.deployments)) {
    const before = deployment.id < newest.id && deployment.environment === environment
    const kept = deployment.transient || deployment.production
    const last = deployment.statuses.at(-1)
    if (!before || kept || last?.state !== 'success') continue
    const { environmentUrl, logUrl } = last
    deployment.statuses.push({
      id: newId(world),
      state: 'inactive',
      description: '',
      environment,
      environmentUrl,
      logUrl,
      creator: token.actor,
      createdAt: world.now
    })
  }
}

/** Newest first. */
function listStatuses(call: Call) {
  const { repository, origin } = call
  const deployment = deploymentOf(call)
  const url = `${repositoryUrl(repository, origin)}/deployments/${deployment.id}/statuses`
  const { items, headers } = page(call, url, [...deployment.statuses].reverse())
  return {
    status: 200,
    headers,
    body: items.map(status => renderStatus(repository, deployment, status, origin))
  }
}

const DEPLOYMENTS = '/repos/{owner}/{repo}/deployments'
const STATUSES = `${DEPLOYMENTS}/{deployment_id}/statuses`

export const DEPLOYMENT_ROUTES: readonly Route[] = [
  { method: 'POST', path: DEPLOYMENTS, needs: ['deployments=write'], handle: createDeployment },
  { method: 'GET', path: DEPLOYMENTS, needs: ['deployments=read'], handle: listDeployments },
  {
    method: 'GET',
    path: `${DEPLOYMENTS}/{deployment_id}`,
    needs: ['deployments=read'],
    handle: getDeployment
  },
  { method: 'POST', path: STATUSES, needs: ['deployments=write'], handle: createStatus },
  { method: 'GET', path: STATUSES, needs: ['deployments=read'], handle: listStatuses }
]
