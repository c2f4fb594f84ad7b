import { describe, expect, test } from '@jest/globals'
import { bypass, rerun, startRun } from '../../../src/twin/github/acts-actions.ts'
import { issueIdToken } from '../../../src/twin/github/id-token.ts'
import { repositoryOf } from '../../../src/twin/github/seed.ts'
import { openGitHub, SHOP } from './open-github.ts'
import { ada, grace, REVIEWER, sha, smallGitHub } from './small-github.ts'

const RUNS = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'
const PENDING = '/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments'

const statuses = (run: { readonly jobs: readonly { attempt: number; status: string }[] }) =>
  run.jobs.map(({ attempt, status }) => `${attempt} ${status}`)

describe('approvals', () => {
  test('a job whose environment has reviewers waits until one of them approves', async () => {
    const { run, api, github } = openGitHub()
    const of = { ...SHOP, run_id: run().id }
    expect(statuses(run())).toEqual(['1 in_progress', '1 waiting'])
    const ask = { ...of, environment_ids: [71], state: 'approved', comment: 'fine' }
    await expect(github.rest(`POST ${PENDING}`, ask)).rejects.toMatchObject({ kind: 'refused', status: 422 })
    await api(REVIEWER).rest(`POST ${PENDING}`, ask)
    expect(statuses(run())).toEqual(['1 in_progress', '1 in_progress'])
    const { data } = await github.rest(`${RUNS}/approvals`, of)
    expect(data).toMatchObject([
      { state: 'approved', comment: 'fine', user: { login: 'grace' }, environments: [{ name: 'cleanup' }] }
    ])
    expect((await github.rest(`GET ${PENDING}`, of)).data).toEqual([])
  })

  test('a rejection fails the job', async () => {
    const { run, api } = openGitHub()
    const ask = { ...SHOP, run_id: run().id, environment_ids: [71], state: 'rejected', comment: 'no' }
    await api(REVIEWER).rest(`POST ${PENDING}`, ask)
    expect(run().jobs[1]).toMatchObject({ status: 'completed', conclusion: 'failure' })
  })

  test('an administrator who bypasses the rules leaves no approval', () => {
    const { twin, run, shop } = openGitHub()
    twin.change(world => {
      const draft = repositoryOf(world, 'org/shop').runs[run().id]
      if (draft) bypass(world, draft, ['CLEANUP'])
    })
    expect(statuses(run())).toEqual(['1 in_progress', '1 in_progress'])
    expect(shop().runs[run().id]?.approvals).toEqual([])
  })

  test('a second attempt waits anew and still shows the approval of the first', async () => {
    const { twin, run, api, github } = openGitHub()
    const of = { ...SHOP, run_id: run().id }
    const ask = { ...of, environment_ids: [71], state: 'approved', comment: '' }
    await api(REVIEWER).rest(`POST ${PENDING}`, ask)
    twin.change(world => {
      const draft = repositoryOf(world, 'org/shop').runs[run().id]
      if (draft) rerun(world, repositoryOf(world, 'org/shop'), draft, grace)
    })
    expect(statuses(run())).toEqual(['1 in_progress', '1 in_progress', '2 in_progress', '2 waiting'])
    expect((await github.rest(RUNS, of)).data).toMatchObject({
      run_attempt: 2,
      triggering_actor: { login: 'grace' },
      status: 'waiting'
    })
    expect((await github.rest(`${RUNS}/approvals`, of)).data).toHaveLength(1)
  })

  test('an environment that a job names and nobody made is made without rules, and holds nobody', async () => {
    const { twin, shop, github } = openGitHub()
    twin.change(world => {
      startRun(world, repositoryOf(world, 'org/shop'), {
        name: 'release',
        path: '.github/workflows/release.yml',
        event: 'push',
        headBranch: 'main',
        headSha: sha(5),
        actor: ada,
        jobs: [{ name: 'finalize', environment: 'clean-up' }]
      })
    })
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}'
    const { data } = await github.rest(route, { ...SHOP, environment_name: 'Clean-Up' })
    expect(data).toMatchObject({ name: 'clean-up', protection_rules: [], deployment_branch_policy: null })
    expect(
      Object.values(shop().runs)
        .at(-1)
        ?.jobs.map(({ status }) => status)
    ).toEqual(['in_progress'])
  })
})

describe('the id token of a job', () => {
  const claims = (jobName: string) => {
    const { twin, run } = openGitHub()
    const job = run().jobs.find(({ name }) => name === jobName)
    twin.change(world => {
      world.idTokenRequests.bearer = { repository: 'org/shop', run: run().id, job: job?.id ?? 0 }
    })
    const [, payload = ''] = issueIdToken(twin.world(), 'bearer', 'bg-release').split('.')
    return { claims: JSON.parse(Buffer.from(payload, 'base64url').toString()), run: run(), job }
  }

  test('names its environment, its run and its attempt', () => {
    const { claims: found, run, job } = claims('finalize')
    expect(found).toMatchObject({
      aud: 'bg-release',
      sub: 'repo:org/shop:environment:cleanup',
      environment: 'cleanup',
      repository: 'org/shop',
      run_id: String(run.id),
      run_attempt: '1',
      check_run_id: String(job?.id)
    })
  })

  test('has no environment where the job has none, and is not for strangers', () => {
    const { claims: found } = claims('deploy')
    expect(found.environment).toBeUndefined()
    expect(found.sub).toBe('repo:org/shop:ref:refs/heads/main')
    expect(() => issueIdToken(smallGitHub(), 'guessed', 'x')).toThrow('Unauthorized')
  })
})
