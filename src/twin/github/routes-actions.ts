import { review, waitingJobs } from './acts-actions.ts'
import { findEnvironment } from './environments.ts'
import { page } from './page.ts'
import { renderCheckRun, renderEnvironment, renderJob, renderReviewer, renderRun } from './render-actions.ts'
import { isoOrNull, nodeId, renderUser } from './render-base.ts'
import { renderDeployment } from './render-deployment.ts'
import { repositoryUrl } from './render-repository.ts'
import { type Call, notFound, Refusal, type Route } from './route.ts'
import type { Environment, ProtectionRule, Run } from './world-actions.ts'

/** @throws Refusal 404 */
function environmentOf({ repository, path }: Call): Environment {
  const found = findEnvironment(repository, path.environment_name ?? '')
  if (found === undefined) throw notFound()
  return found
}

/** @throws Refusal 404 */
function runOf({ repository, path }: Call): Run {
  const run = repository.runs[path.run_id ?? '']
  if (run === undefined) throw notFound()
  return run
}

function renderRule({ repository, origin }: Call, rule: ProtectionRule) {
  const base = { id: rule.id, node_id: nodeId('GA', rule.id), type: rule.type }
  if (rule.type === 'wait_timer') return { ...base, wait_timer: rule.waitTimer }
  if (rule.type === 'branch_policy') return base
  return {
    ...base,
    prevent_self_review: rule.preventSelfReview,
    reviewers: rule.reviewers.map(reviewer => renderReviewer(repository, reviewer, origin))
  }
}

/** `can_admins_bypass` is in GitHub's answers and not in its schema. */
function getEnvironment(call: Call) {
  const environment = environmentOf(call)
  const policy = environment.rules.find(rule => rule.type === 'branch_policy')
  return {
    status: 200,
    body: {
      ...renderEnvironment(call.repository, environment, call.origin),
      can_admins_bypass: environment.canAdminsBypass,
      protection_rules: environment.rules.map(rule => renderRule(call, rule)),
      deployment_branch_policy:
        policy === undefined
          ? null
          : {
              protected_branches: policy.protectedBranches,
              custom_branch_policies: policy.customBranchPolicies
            }
    }
  }
}

function listCustomRules(call: Call) {
  const rules = environmentOf(call).customRules
  return {
    status: 200,
    body: {
      total_count: rules.filter(({ enabled }) => enabled).length,
      custom_deployment_protection_rules: rules.map(({ id, enabled, app }) => ({
        id,
        node_id: nodeId('GA', id),
        enabled,
        app: {
          id: app.id,
          slug: app.slug,
          integration_url: `${call.origin}/apps/${app.slug}`,
          node_id: nodeId('A', app.id)
        }
      }))
    }
  }
}

const getRun = (call: Call) => ({ status: 200, body: renderRun(call, runOf(call)) })

/** Kept by run: neither the attempt nor the time of an approval is told. Deleted environments are left out. */
function listApprovals(call: Call) {
  const { repository, origin } = call
  const body = runOf(call).approvals.map(({ state, comment, user, environments }) => ({
    state,
    comment,
    user: renderUser(user, origin),
    environments: environments.flatMap(name => {
      const environment = findEnvironment(repository, name)
      return environment === undefined ? [] : [renderEnvironment(repository, environment, origin)]
    })
  }))
  return { status: 200, body }
}

const pendingOf = (call: Call) =>
  Object.values(call.repository.environments).flatMap(environment => {
    const [job] = waitingJobs(runOf(call), [environment.name])
    return job === undefined ? [] : [{ environment, job }]
  })

const reviewersOf = ({ rules }: Environment) =>
  rules.flatMap(rule => (rule.type === 'required_reviewers' ? rule.reviewers : []))

const mayReview = ({ token }: Call, environment: Environment): boolean =>
  reviewersOf(environment).some(
    reviewer => reviewer.type === 'User' && reviewer.actor.login === token.actor.login
  )

function listPending(call: Call) {
  const { repository, origin } = call
  const body = pendingOf(call).map(({ environment, job }) => {
    const timer = environment.rules.find(rule => rule.type === 'wait_timer')
    const { created_at, updated_at, ...named } = renderEnvironment(repository, environment, origin)
    return {
      environment: named,
      wait_timer: timer?.waitTimer ?? 0,
      wait_timer_started_at: isoOrNull(timer === undefined ? undefined : job.createdAt),
      current_user_can_approve: mayReview(call, environment),
      reviewers: reviewersOf(environment).map(reviewer => renderReviewer(repository, reviewer, origin))
    }
  })
  return { status: 200, body }
}

/** ASSUMED: the answer to somebody who is no reviewer is 422. */
function reviewPending(call: Call) {
  const { world, repository, token, body, origin } = call
  const run = runOf(call)
  const { environment_ids: ids, state, comment } = body
  if (!Array.isArray(ids) || (state !== 'approved' && state !== 'rejected') || typeof comment !== 'string')
    throw new Refusal(422, 'Validation Failed')
  const chosen = pendingOf(call).filter(({ environment }) => ids.includes(environment.id))
  if (chosen.length !== ids.length || !chosen.every(({ environment }) => mayReview(call, environment)))
    throw new Refusal(422, 'There are no pending deployment requests to approve or reject')
  const environments = chosen.map(({ environment }) => environment.name)
  const deployments = waitingJobs(run, environments).flatMap(({ deployment }) => deployment ?? [])
  review(world, run, { state, comment, user: token.actor, environments })
  return {
    status: 200,
    body: deployments.flatMap(id => {
      const deployment = repository.deployments[id]
      return deployment === undefined ? [] : [renderDeployment(repository, deployment, origin)]
    })
  }
}

function listJobs(call: Call) {
  const run = runOf(call)
  const attempt = Number(call.path.attempt_number)
  const jobs = run.jobs.filter(job => job.attempt === attempt)
  if (jobs.length === 0) throw notFound()
  const url = `${repositoryUrl(call.repository, call.origin)}/actions/runs/${run.id}/attempts/${attempt}/jobs`
  const { items, headers } = page(call, url, jobs)
  return {
    status: 200,
    headers,
    body: { total_count: jobs.length, jobs: items.map(job => renderJob(call, run, job)) }
  }
}

function getCheckRun(call: Call) {
  const id = Number(call.path.check_run_id)
  for (const run of Object.values(call.repository.runs)) {
    const job = run.jobs.find(each => each.id === id)
    if (job !== undefined) return { status: 200, body: renderCheckRun(call, run, job) }
  }
  throw notFound()
}

const REPOSITORY = '/repos/{owner}/{repo}'
const ENVIRONMENT = `${REPOSITORY}/environments/{environment_name}`
const RUN = `${REPOSITORY}/actions/runs/{run_id}`

export const ACTIONS_ROUTES: readonly Route[] = [
  { method: 'GET', path: ENVIRONMENT, needs: ['actions=read'], handle: getEnvironment },
  {
    method: 'GET',
    path: `${ENVIRONMENT}/deployment_protection_rules`,
    needs: ['actions=read'],
    handle: listCustomRules
  },
  { method: 'GET', path: RUN, needs: ['actions=read'], handle: getRun },
  { method: 'GET', path: `${RUN}/approvals`, needs: ['actions=read'], handle: listApprovals },
  { method: 'GET', path: `${RUN}/pending_deployments`, needs: ['actions=read'], handle: listPending },
  {
    method: 'POST',
    path: `${RUN}/pending_deployments`,
    needs: ['deployments=write'],
    handle: reviewPending
  },
  {
    method: 'GET',
    path: `${RUN}/attempts/{attempt_number}/jobs`,
    needs: ['actions=read'],
    handle: listJobs
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/check-runs/{check_run_id}`,
    needs: ['checks=read'],
    handle: getCheckRun
  }
]
