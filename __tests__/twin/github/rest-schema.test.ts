/** Every answer of the simulated GitHub has the shape that GitHub's own OpenAPI description gives it. */
import { describe, expect, test } from '@jest/globals'
import type { Parameters } from '../../../src/github/api.ts'
import { ROUTES } from '../../../src/twin/github/routes.ts'
import { repositoryOf } from '../../../src/twin/github/seed.ts'
import { createTwinGitHub, requestOf, type TwinGitHub } from '../../support/twin-github.ts'
import { createAnswerCheck } from './answer-schema.ts'
import { REVIEWER, sha, smallGitHub, WRITER } from './small-github.ts'

const SHOP = '/repos/{owner}/{repo}'

interface Row {
  readonly route: string
  readonly parameters?: Parameters | ((github: TwinGitHub) => Parameters)
  readonly status?: number
  readonly token?: string
}

const runOf = ({ twin }: TwinGitHub) => {
  const [run] = Object.values(repositoryOf(twin.world(), 'org/shop').runs)
  if (run === undefined) throw new Error('no run')
  return run
}
const run = (github: TwinGitHub) => ({ run_id: runOf(github).id })
const job = (name: string) => (github: TwinGitHub) => ({
  check_run_id: runOf(github).jobs.find(each => each.name === name)?.id
})
const deployment = (github: TwinGitHub) => ({ deployment_id: runOf(github).jobs[1]?.deployment })
const environment = { environment_name: 'cleanup' }
const DEPLOY = { ref: 'main', auto_merge: false, required_contexts: [] }

/** In order, on one world. */
const ROWS: readonly Row[] = [
  { route: `GET ${SHOP}` },
  { route: `GET ${SHOP}/compare/{basehead}`, parameters: { basehead: `${sha(1)}...main` } },
  {
    route: `GET ${SHOP}/compare/{basehead}`,
    parameters: { basehead: 'main...v1.0.0', per_page: 2, page: 2 }
  },
  { route: `GET ${SHOP}/commits/{ref}`, parameters: { ref: 'tags/v1.0.0' } },
  { route: `GET ${SHOP}/commits/{commit_sha}/pulls`, parameters: { commit_sha: sha(3) } },
  { route: `GET ${SHOP}/git/ref/{ref}`, parameters: { ref: 'heads/main' } },
  { route: `GET ${SHOP}/contents/{path}`, parameters: { path: '.github/release.yml' } },
  { route: `GET ${SHOP}/pulls`, parameters: { state: 'closed', sort: 'updated', direction: 'desc' } },
  { route: `GET ${SHOP}/pulls/{pull_number}`, parameters: { pull_number: 2 } },
  { route: `GET ${SHOP}/environments/{environment_name}`, parameters: environment },
  {
    route: `GET ${SHOP}/environments/{environment_name}/deployment_protection_rules`,
    parameters: environment
  },
  { route: `GET ${SHOP}/actions/runs/{run_id}`, parameters: run },
  { route: `GET ${SHOP}/actions/runs/{run_id}/pending_deployments`, parameters: run },
  {
    route: `GET ${SHOP}/actions/runs/{run_id}/attempts/{attempt_number}/jobs`,
    parameters: github => ({ ...run(github), attempt_number: 1 })
  },
  { route: `GET ${SHOP}/check-runs/{check_run_id}`, parameters: job('deploy') },
  { route: `GET ${SHOP}/check-runs/{check_run_id}`, parameters: job('finalize') },
  {
    route: `POST ${SHOP}/actions/runs/{run_id}/pending_deployments`,
    parameters: github => ({ ...run(github), environment_ids: [71], state: 'approved', comment: 'fine' }),
    token: REVIEWER
  },
  { route: `GET ${SHOP}/actions/runs/{run_id}/approvals`, parameters: run },
  { route: `POST ${SHOP}/deployments`, parameters: { ...DEPLOY, payload: { release: 7 } }, status: 201 },
  {
    route: `POST ${SHOP}/deployments`,
    parameters: { ...DEPLOY, ref: 'cart', auto_merge: true },
    status: 202
  },
  { route: `GET ${SHOP}/deployments`, parameters: { environment: 'cleanup' } },
  { route: `GET ${SHOP}/deployments/{deployment_id}`, parameters: deployment },
  {
    route: `POST ${SHOP}/deployments/{deployment_id}/statuses`,
    parameters: github => ({ ...deployment(github), state: 'success', log_url: 'https://example.com/log' }),
    status: 201
  },
  { route: `GET ${SHOP}/deployments/{deployment_id}/statuses`, parameters: deployment },
  { route: `POST ${SHOP}/releases`, parameters: { tag_name: 'v2.0.0', body: 'notes' }, status: 201 },
  { route: `POST ${SHOP}/releases`, parameters: { tag_name: 'v3.0.0', draft: true }, status: 201 },
  { route: `GET ${SHOP}/releases` },
  { route: `GET ${SHOP}/releases/latest` },
  { route: `GET ${SHOP}/releases/tags/{tag}`, parameters: { tag: 'v2.0.0' } },
  {
    route: `PATCH ${SHOP}/releases/{release_id}`,
    parameters: ({ twin }) => ({
      release_id: Object.keys(repositoryOf(twin.world(), 'org/shop').releases)[0],
      body: 'better notes'
    })
  },
  {
    route: `POST ${SHOP}/issues/{issue_number}/comments`,
    parameters: { issue_number: 9, body: 'released' },
    status: 201
  },
  { route: `GET ${SHOP}/issues/{issue_number}/comments`, parameters: { issue_number: 9 } },
  {
    route: `PATCH ${SHOP}/issues/comments/{comment_id}`,
    parameters: ({ twin }) => ({
      comment_id: Object.keys(repositoryOf(twin.world(), 'org/shop').comments)[0],
      body: 'released again'
    })
  },
  {
    route: `POST ${SHOP}/issues/{issue_number}/labels`,
    parameters: { issue_number: 2, labels: ['released'] }
  },
  { route: `GET ${SHOP}/issues/{issue_number}/labels`, parameters: { issue_number: 2 } },
  {
    route: `DELETE ${SHOP}/issues/{issue_number}/labels/{name}`,
    parameters: { issue_number: 2, name: 'released' }
  }
]

describe('answers', () => {
  const github = createTwinGitHub(smallGitHub())
  const check = createAnswerCheck()

  test.each(ROWS)('$route', ({ route, parameters = {}, status = 200, token = WRITER }) => {
    const own = typeof parameters === 'function' ? parameters(github) : parameters
    const outcome = github.twin.answer(requestOf(route, { owner: 'org', repo: 'shop', ...own }, token))
    if (outcome.kind !== 'answer') throw new Error(outcome.kind)
    expect({ status: outcome.answer.status, text: outcome.answer.body }).toMatchObject({ status })
    expect(check(route, status, JSON.parse(outcome.answer.body))).toBeUndefined()
  })

  test('every route of the twin is among them', () => {
    const asked = new Set(ROWS.map(({ route }) => route))
    expect(ROUTES.map(({ method, path }) => `${method} ${path}`).filter(route => !asked.has(route))).toEqual(
      []
    )
  })

  test('the check sees what is missing and what is wrong', () => {
    expect(check(`GET ${SHOP}/git/ref/{ref}`, 200, { ref: 'refs/heads/main' })).toContain('node_id')
    expect(check(`GET ${SHOP}/git/ref/{ref}`, 201, {})).toContain('does not describe')
  })
})
