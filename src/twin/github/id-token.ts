import { createHash } from 'node:crypto'
import { Refusal } from './route.ts'
import type { GitHubWorld, Repository } from './world.ts'
import type { Job, Run } from './world-actions.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'

/** Seconds. */
const LIFETIME = 300

/**
 * The OpenID Connect token of a job: a well-formed JWT whose signature is made up. Claims as in docs, "OpenID Connect
 * reference": numbers are text, and `environment` is there only for a job that names one.
 *
 * @param requestToken what the job has in ACTIONS_ID_TOKEN_REQUEST_TOKEN, a key of `world.idTokenRequests`
 * @throws Refusal 401
 */
export function issueIdToken(world: GitHubWorld, requestToken: string, audience: string): string {
  const request = world.idTokenRequests[requestToken]
  const repository = world.repositories[request?.repository ?? '']
  const run = repository?.runs[request?.run ?? '']
  const job = run?.jobs.find(({ id }) => id === request?.job)
  if (repository === undefined || run === undefined || job === undefined)
    throw new Refusal(401, 'Unauthorized')
  const head = encode({ typ: 'JWT', alg: 'RS256', kid: 'twin' })
  const claims = encode(claimsOf(world, repository, run, job, audience))
  const signature = createHash('sha512').update(`${head}.${claims}`).digest('base64url')
  return `${head}.${claims}.${signature}`
}

function claimsOf(world: GitHubWorld, repository: Repository, run: Run, job: Job, audience: string) {
  const fullName = `${repository.owner}/${repository.name}`
  const ref = `refs/heads/${run.headBranch}`
  const workflow = `${fullName}/${run.path}@${ref}`
  const now = Math.floor(world.now / 1000)
  return {
    iss: ISSUER,
    aud: audience,
    sub: `repo:${fullName}:${job.environment === undefined ? `ref:${ref}` : `environment:${job.environment}`}`,
    jti: `twin-${job.id}-${now}`,
    iat: now,
    nbf: now,
    exp: now + LIFETIME,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    actor: run.triggeringActor.login,
    actor_id: String(run.triggeringActor.id),
    check_run_id: String(job.id),
    event_name: run.event,
    job_workflow_ref: workflow,
    job_workflow_sha: run.headSha,
    ref,
    ref_type: 'branch',
    repository: fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_visibility: repository.private ? 'private' : 'public',
    run_attempt: String(job.attempt),
    run_id: String(run.id),
    run_number: String(run.number),
    runner_environment: 'github-hosted',
    sha: run.headSha,
    workflow: run.name,
    workflow_ref: workflow,
    workflow_sha: run.headSha
  }
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
