/** What GitHub does not show, or does not say. */
import { bypass, rerun } from '../../../src/twin/github/acts-actions.ts'
import { token } from '../../../src/twin/github/seed.ts'
import type { Environment, ProtectionRule } from '../../../src/twin/github/world-actions.ts'
import { ADA, act, BOB } from '../../support/approval-world.ts'
import type { TestGitHub } from './approvals.ts'
import type { Refusal } from './refusal.ts'
import { checkRun, NO_ID_TOKEN } from './refusals-job.ts'
import { APPROVAL_TAG } from './waiting.ts'
import type { TestWorld } from './world.ts'

/** Changes the environment cleanup. */
const guard =
  (changed: Partial<Environment>) =>
  ({ server }: TestGitHub): void =>
    act(server.twin, (_run, { environments }) => {
      if (environments.cleanup) environments.cleanup = { ...environments.cleanup, ...changed }
    })

const rules = (...given: readonly ProtectionRule[]) => guard({ rules: [...given] })

/** The fleet was deployed without approval-environment. */
const unasked = (world: TestWorld): void => {
  for (const group of ['web-blue', 'web-green']) world.tag(group, { [APPROVAL_TAG]: undefined })
}

export const ENVIRONMENTS: readonly Refusal[] = [
  {
    name: 'a typo in approval-environment, and an environment that does not exist',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'acme/web has no environment clenup',
    aws: unasked,
    inputs: () => ({ 'approval-environment': 'clenup' })
  },
  {
    name: 'the environment that a typo made, without rules',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'creates one like that',
    sample: true,
    aws: unasked,
    job: 'clenup'
  },
  {
    name: 'an environment of which the rules were taken away while the job waited',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'has no protection rules',
    github: rules()
  },
  {
    name: 'an environment with a wait timer and no reviewers',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'no required reviewers (its rules: wait_timer)',
    github: rules({ id: 9, type: 'wait_timer', waitTimer: 30 })
  },
  {
    name: 'an environment whose list of reviewers is empty',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'names nobody who could give it',
    github: rules({ id: 9, type: 'required_reviewers', preventSelfReview: false, reviewers: [] })
  }
]

const again =
  (changed: Partial<Environment> = {}) =>
  (github: TestGitHub): void => {
    guard(changed)(github)
    act(github.server.twin, (run, repository, world) => rerun(world, repository, run, BOB))
  }

export const REVIEWS: readonly Refusal[] = [
  {
    name: 'a job that began although nobody approved (bypassed by an administrator)',
    code: 'BGR-APPROVAL-MISSING',
    says: 'an administrator may have bypassed the rule',
    sample: true,
    review: 'nobody',
    github: ({ server }) => act(server.twin, (run, _repository, world) => bypass(world, run, ['cleanup']))
  },
  {
    name: 'an approval of another environment in the same run',
    code: 'BGR-APPROVAL-MISSING',
    says: 'what was approved is production',
    review: { environments: ['production'] }
  },
  {
    name: 'an approval of another run',
    code: 'BGR-APPROVAL-MISSING',
    says: 'there is no review',
    review: 'nobody',
    github: ({ server }) =>
      act(server.twin, (run, repository) => {
        const approvals = [{ state: 'approved' as const, comment: '', user: ADA, environments: ['cleanup'] }]
        repository.runs['9999'] = { ...run, id: 9999, approvals }
      })
  },
  {
    name: 'a rejection',
    code: 'BGR-APPROVAL-MISSING',
    says: 'ada rejected cleanup in run 77: "not today".',
    review: { state: 'rejected', comment: 'not today' }
  },
  {
    name: 'a rejection beside an approval, whichever came last',
    code: 'BGR-APPROVAL-MISSING',
    says: 'bob rejected cleanup',
    github: ({ server }) =>
      act(server.twin, run => {
        const comment = ''
        run.approvals.push({ state: 'rejected', comment, user: BOB, environments: ['cleanup'] })
      })
  },
  {
    name: 'a rejection where a bypass is accepted',
    code: 'BGR-APPROVAL-MISSING',
    says: 'rejected cleanup',
    review: { state: 'rejected' },
    inputs: () => ({ 'allow-bypass': 'true' })
  },
  {
    name: 'a review that is asked for and not given',
    code: 'BGR-APPROVAL-MISSING',
    says: 'a review is asked for and not given',
    review: { state: 'pending' }
  },
  {
    name: 'an approval of an environment that was deleted and made again since',
    code: 'BGR-APPROVAL-MISSING',
    says: 'Nobody approved cleanup',
    bend: () => (path, data) =>
      path.endsWith('/environments/cleanup') ? { ...Object(data), id: 99_999 } : undefined
  },
  {
    name: 'a re-run that sees the approval of the first attempt',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'This is attempt 2 of run',
    sample: true,
    github: again({ canAdminsBypass: true }),
    env: () => ({ GITHUB_RUN_ATTEMPT: '2' })
  },
  {
    name: 'the same with allow-bypass: whose approval it was cannot be told',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'Start a new run instead of re-running',
    github: again({ canAdminsBypass: true }),
    env: () => ({ GITHUB_RUN_ATTEMPT: '2' }),
    inputs: () => ({ 'allow-bypass': 'true' })
  },
  {
    name: 'a job of the first attempt that still runs beside a second',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'belongs to attempt 1 of run',
    github: again()
  }
]

const narrow =
  (permissions: Parameters<typeof token>[0]) =>
  ({ server }: TestGitHub): void =>
    act(server.twin, (_run, _repository, world) => {
      world.tokens.narrow = token(permissions)
    })

const APPROVALS = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals'

export const ANSWERS: readonly Refusal[] = [
  {
    name: 'no token',
    code: 'BGR-APPROVAL-DENIED',
    says: 'there is no GitHub token to ask with',
    inputs: () => ({ 'github-token': '' })
  },
  {
    name: 'a token that GitHub does not know',
    code: 'BGR-APPROVAL-DENIED',
    says: 'may not read the environment cleanup (401: Bad credentials)',
    inputs: () => ({ 'github-token': 'stolen' })
  },
  {
    name: 'a process that knows no repository',
    code: 'BGR-APPROVAL-DENIED',
    says: 'no repository and run to ask about',
    env: () => ({ GITHUB_REPOSITORY: undefined })
  },
  {
    name: 'a token without actions: read',
    code: 'BGR-APPROVAL-DENIED',
    says: /GitHub asks for: actions=read\..*Add "actions: read"/,
    github: narrow({ checks: 'read' }),
    inputs: () => ({ 'github-token': 'narrow' })
  },
  {
    name: 'a token without checks: read, where the check run has to show the job',
    code: 'BGR-APPROVAL-DENIED',
    says: /GitHub asks for: checks=read\..*Add "checks: read"/,
    github: narrow({ actions: 'read' }),
    env: () => NO_ID_TOKEN,
    inputs: ({ jobId }) => ({ ...checkRun(jobId), 'github-token': 'narrow' })
  },
  {
    name: 'a GitHub that is down',
    code: 'BGR-APPROVAL-UNAVAILABLE',
    says: 'GitHub did not let us read the environment cleanup',
    github: ({ server }) =>
      server.twin.faults.order({ fault: { kind: 'server-error', status: 503 }, after: 0, count: 99 })
  },
  {
    name: 'a GitHub that limits for an hour',
    code: 'BGR-APPROVAL-UNAVAILABLE',
    says: 'rate-limited',
    github: ({ server }) => {
      const fault = { kind: 'secondary-limit', status: 429, retryAfter: 3600 } as const
      server.twin.faults.order({ fault, after: 1, count: 99 })
    }
  },
  ...(['cut', 'malformed'] as const).map(
    (kind): Refusal => ({
      name: `reviews that are ${kind} on their way, at every try`,
      code: 'BGR-APPROVAL-UNAVAILABLE',
      says: 'the reviews of run',
      github: ({ server }) =>
        server.twin.faults.order({ fault: { kind }, route: APPROVALS, after: 0, count: 99 })
    })
  ),
  ...(
    [
      ['/environments/cleanup', {}, 'holds no id and name'],
      ['/environments/cleanup', { id: 601, name: 'production' }, 'is about the environment production'],
      ['/runs/77', { id: 1 }, 'is about another run'],
      ['/runs/77', { id: 77, run_attempt: 1.5 }, 'lacks run_attempt, created_at or head_sha'],
      ['/approvals', { approvals: [] }, 'is no list'],
      [
        '/approvals',
        [{ state: 'approved', environments: [{ id: 501, name: 'cleanup' }] }],
        'holds an approval without a user'
      ]
    ] as const
  ).map(
    ([end, answer, says]): Refusal => ({
      name: `the answer ${JSON.stringify(answer)} to …${end}`,
      code: 'BGR-APPROVAL-UNAVAILABLE',
      says,
      bend: () => path => (path.endsWith(end) ? answer : undefined)
    })
  )
]
