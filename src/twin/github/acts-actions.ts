import type { Actor } from './actor.ts'
import { environmentFor, findEnvironment, holdsJobs } from './environments.ts'
import { newId } from './seed.ts'
import type { GitHubWorld, Repository } from './world.ts'
import type { Approval, Deployment, Job, Run } from './world-actions.ts'

/** What a workflow says of a job. */
export interface JobPlan {
  readonly name: string
  readonly environment?: string
  /** False: `environment: { deployment: false }`. */
  readonly deployment?: boolean
}

export interface RunPlan {
  readonly name: string
  readonly path: string
  readonly event: string
  readonly headBranch: string
  readonly headSha: string
  readonly actor: Actor
  readonly jobs: readonly JobPlan[]
}

/** Starts attempt 1. Jobs begin at once but for those whose environment holds them. Draft of the world. */
export function startRun(world: GitHubWorld, repository: Repository, plan: RunPlan): Run {
  const { jobs, ...rest } = plan
  const run: Run = {
    ...rest,
    id: newId(world),
    number: Object.keys(repository.runs).length + 1,
    triggeringActor: plan.actor,
    attempt: 1,
    createdAt: world.now,
    status: 'in_progress',
    jobs: [],
    approvals: []
  }
  run.jobs = jobs.map(job => startJob(world, repository, run, 1, job))
  run.status = statusOf(run)
  repository.runs[run.id] = run
  return run
}

/** A job of the newest attempt, as it starts when those that it needs have ended. Draft of the world. */
export function addJob(world: GitHubWorld, repository: Repository, run: Run, plan: JobPlan): Job {
  const job = startJob(world, repository, run, run.attempt, plan)
  run.jobs.push(job)
  run.status = statusOf(run)
  return job
}

/** A new attempt of all jobs: new ids, and environments hold them anew; the run's approvals stay (they are kept by run). */
export function rerun(world: GitHubWorld, repository: Repository, run: Run, actor: Actor): void {
  const before = run.jobs.filter(({ attempt }) => attempt === run.attempt)
  run.attempt += 1
  run.triggeringActor = actor
  delete run.conclusion
  const again = before.map(job =>
    startJob(world, repository, run, run.attempt, {
      name: job.name,
      ...(job.environment === undefined ? {} : { environment: job.environment }),
      deployment: job.deployment !== undefined
    })
  )
  run.jobs.push(...again)
  run.status = statusOf(run)
}

/** A reviewer decides about waiting jobs of the named environments. */
export function review(world: GitHubWorld, run: Run, approval: Approval): void {
  run.approvals.push(approval)
  if (approval.state === 'pending') return
  for (const job of waitingJobs(run, approval.environments)) {
    if (approval.state === 'approved') begin(world, job)
    else end(world, job, 'failure')
  }
  run.status = statusOf(run)
}

/** An administrator starts waiting jobs past the rules. ASSUMED: that leaves no entry among the approvals. */
export function bypass(world: GitHubWorld, run: Run, environments: readonly string[]): void {
  for (const job of waitingJobs(run, environments)) begin(world, job)
  run.status = statusOf(run)
}

/** Jobs of the newest attempt that wait for one of the environments. */
export function waitingJobs(run: Run, environments: readonly string[]): readonly Job[] {
  const folded = environments.map(name => name.toLowerCase())
  return run.jobs.filter(
    ({ attempt, status, environment }) =>
      attempt === run.attempt && status === 'waiting' && folded.includes(environment?.toLowerCase() ?? '')
  )
}

function startJob(world: GitHubWorld, repository: Repository, run: Run, attempt: number, plan: JobPlan): Job {
  const job: Job = { id: newId(world), attempt, name: plan.name, status: 'queued', createdAt: world.now }
  if (plan.environment === undefined) return begin(world, job)
  const environment = environmentFor(world, repository, plan.environment)
  const deployment = plan.deployment === false ? undefined : automaticDeployment(world, run, environment.name)
  if (deployment !== undefined) repository.deployments[deployment.id] = deployment
  const placed: Job = {
    ...job,
    environment: environment.name,
    ...(deployment === undefined ? {} : { deployment: deployment.id })
  }
  if (!holdsJobs(findEnvironment(repository, environment.name) ?? environment)) return begin(world, placed)
  placed.status = 'waiting'
  return placed
}

/** The deployment that GitHub makes for a job with an environment. */
const automaticDeployment = (world: GitHubWorld, run: Run, environment: string): Deployment => ({
  id: newId(world),
  sha: run.headSha,
  ref: run.headBranch,
  task: 'deploy',
  environment,
  description: '',
  payload: {},
  transient: false,
  production: environment.toLowerCase() === 'production',
  creator: run.actor,
  createdAt: world.now,
  statuses: []
})

function begin(world: GitHubWorld, job: Job): Job {
  job.status = 'in_progress'
  job.startedAt = world.now
  return job
}

export function end(world: GitHubWorld, job: Job, conclusion: 'success' | 'failure' | 'cancelled'): void {
  job.status = 'completed'
  job.conclusion = conclusion
  job.completedAt = world.now
}

function statusOf(run: Run): Run['status'] {
  const now = run.jobs.filter(({ attempt }) => attempt === run.attempt)
  if (now.every(({ status }) => status === 'completed')) return 'completed'
  return now.some(({ status }) => status === 'waiting') ? 'waiting' : 'in_progress'
}
