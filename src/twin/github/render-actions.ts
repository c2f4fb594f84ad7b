import { iso, isoOrNull, nodeId, renderUser } from './render-base.ts'
import { renderDeploymentCore } from './render-deployment.ts'
import { renderMinimalRepository, repositoryUrl, webUrl } from './render-repository.ts'
import type { Call } from './route.ts'
import type { Repository } from './world.ts'
import type { Environment, Job, Reviewer, Run } from './world-actions.ts'

/** What every answer says of an environment. */
export const renderEnvironment = (repository: Repository, environment: Environment, origin: string) => ({
  id: environment.id,
  node_id: nodeId('EN', environment.id),
  name: environment.name,
  url: `${repositoryUrl(repository, origin)}/environments/${encodeURIComponent(environment.name)}`,
  html_url: `${webUrl(repository, origin)}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
  created_at: iso(environment.createdAt),
  updated_at: iso(environment.updatedAt)
})

export const renderReviewer = (repository: Repository, reviewer: Reviewer, origin: string) =>
  reviewer.type === 'User'
    ? { type: 'User', reviewer: renderUser(reviewer.actor, origin) }
    : { type: 'Team', reviewer: renderTeam(repository, reviewer, origin) }

function renderTeam(repository: Repository, team: { id: number; slug: string }, origin: string) {
  const url = `${origin}/organizations/${repository.id}/team/${team.id}`
  return {
    id: team.id,
    node_id: nodeId('T', team.id),
    name: team.slug,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url,
    html_url: `${origin}/web/orgs/${repository.owner}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: repository.id,
    parent: null
  }
}

/** The number of a check suite: one a run. */
const suiteOf = (run: Run): number => 500_000 + run.id

const runUrl = (repository: Repository, run: Run, origin: string): string =>
  `${repositoryUrl(repository, origin)}/actions/runs/${run.id}`

const jobPage = (repository: Repository, run: Run, job: Job, origin: string): string =>
  `${webUrl(repository, origin)}/actions/runs/${run.id}/job/${job.id}`

/** Schema `workflow-run`, of the newest attempt. */
export function renderRun({ repository, origin }: Call, run: Run) {
  const url = runUrl(repository, run, origin)
  const base = repositoryUrl(repository, origin)
  const minimal = renderMinimalRepository(repository, origin)
  const commit = repository.commits[run.headSha]
  const person = {
    name: commit?.authorName ?? 'Someone',
    email: commit?.authorEmail ?? 'someone@example.com'
  }
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WFR', run.id),
    check_suite_id: suiteOf(run),
    check_suite_node_id: nodeId('CS', suiteOf(run)),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: commit?.message.split('\n')[0] ?? run.name,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion ?? null,
    workflow_id: 1,
    url,
    html_url: `${webUrl(repository, origin)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: iso(run.createdAt),
    updated_at: iso(run.createdAt),
    run_started_at: iso(run.createdAt),
    actor: renderUser(run.actor, origin),
    triggering_actor: renderUser(run.triggeringActor, origin),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${base}/check-suites/${suiteOf(run)}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${base}/actions/workflows/1`,
    head_commit: {
      id: run.headSha,
      tree_id: run.headSha,
      message: commit?.message ?? '',
      timestamp: iso(commit?.at ?? run.createdAt),
      author: person,
      committer: person
    },
    repository: minimal,
    head_repository: minimal
  }
}

/** Schema `job`. */
export function renderJob({ repository, origin }: Call, run: Run, job: Job) {
  const base = repositoryUrl(repository, origin)
  return {
    id: job.id,
    run_id: run.id,
    run_url: runUrl(repository, run, origin),
    run_attempt: job.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    head_branch: run.headBranch,
    url: `${base}/actions/jobs/${job.id}`,
    html_url: jobPage(repository, run, job, origin),
    status: job.status,
    conclusion: job.conclusion ?? null,
    created_at: iso(job.createdAt),
    started_at: iso(job.startedAt ?? job.createdAt),
    completed_at: isoOrNull(job.completedAt),
    name: job.name,
    steps: [],
    check_run_url: `${base}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
    workflow_name: run.name
  }
}

/** Schema `check-run`, of a job; `deployment` is there where GitHub made one for the job. */
export function renderCheckRun(call: Call, run: Run, job: Job) {
  const { repository, origin } = call
  const url = `${repositoryUrl(repository, origin)}/check-runs/${job.id}`
  const deployment = job.deployment === undefined ? undefined : repository.deployments[job.deployment]
  return {
    id: job.id,
    name: job.name,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    external_id: `${run.id}-${job.attempt}`,
    url,
    html_url: jobPage(repository, run, job, origin),
    details_url: jobPage(repository, run, job, origin),
    status: job.status,
    conclusion: job.conclusion ?? null,
    started_at: iso(job.startedAt ?? job.createdAt),
    completed_at: isoOrNull(job.completedAt),
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`
    },
    check_suite: { id: suiteOf(run) },
    app: renderActionsApp(origin),
    pull_requests: [],
    ...(deployment === undefined ? {} : { deployment: renderDeploymentCore(repository, deployment, origin) })
  }
}

/** The app that all check runs of workflows belong to. */
const renderActionsApp = (origin: string) => ({
  id: 15368,
  slug: 'github-actions',
  node_id: nodeId('A', 15368),
  owner: renderUser({ login: 'github', type: 'User', id: 9919 }, origin),
  name: 'GitHub Actions',
  description: '',
  external_url: `${origin}/web/features/actions`,
  html_url: `${origin}/web/apps/github-actions`,
  created_at: iso(0),
  updated_at: iso(0),
  permissions: {},
  events: []
})
