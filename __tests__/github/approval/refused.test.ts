/** Attempts to get round the approval. Every one is refused, with a message of its own, and with nothing changed. */
import { describe, expect, test } from '@jest/globals'
import { encodeRecord } from '../../../src/release/journal/record.ts'
import { IMAGE_VERSION_TAG } from '../../../src/release/world.ts'
import { bypass, rerun } from '../../../src/twin/github/acts-actions.ts'
import { token } from '../../../src/twin/github/seed.ts'
import { ADA, act, approve, BOB, FULL, jobOf, RUN_ID } from '../../support/approval-world.ts'
import { launchedFrom, meddle, OLD_TAG, withInstance, withTag } from '../../support/waiting-release.ts'
import { type Attempt, attempt, claims, jwt, openScene, RUN_AT, releasedBy, type Scene } from './scene.ts'

interface Case {
  readonly name: string
  readonly code: string
  /** Part of the message or of what to do. */
  readonly says: string | RegExp
  /** Spoils a scene in which everything else is good, and says what is tried. */
  readonly tried: (scene: Scene) => Attempt
  /** False: nobody approved before. */
  readonly approved?: boolean
}

const rules = (scene: Scene, change: (environment: { rules: unknown[]; canAdminsBypass: boolean }) => void) =>
  act(scene.twin, (_run, repository) => {
    if (repository.environments.cleanup) change(repository.environments.cleanup)
  })

const ENVIRONMENTS: readonly Case[] = [
  {
    name: 'a typo in approval-environment, and an environment that does not exist',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'acme/web has no environment clenup',
    tried: () => ({ environment: 'clenup', seen: releasedBy(RUN_ID, '') })
  },
  {
    name: 'the same typo where the tags know better: GitHub is not even asked',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'ask for an approval of the environment cleanup, and this finalize shows one of clenup',
    tried: () => ({ environment: 'clenup' })
  },
  {
    name: 'an environment that a typo made, without rules',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'creates one like that. The repository is not public',
    tried: () => ({ environment: 'open', seen: releasedBy(RUN_ID, '') })
  },
  {
    name: 'an environment of which the rules were taken away while the job waited',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'has no protection rules',
    tried: scene => {
      rules(scene, environment => {
        environment.rules = []
      })
      return {}
    }
  },
  {
    name: 'an environment with a wait timer and no reviewers',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'no required reviewers (its rules: wait_timer)',
    tried: scene => {
      rules(scene, environment => {
        environment.rules = [{ id: 9, type: 'wait_timer', waitTimer: 30 }]
      })
      return {}
    }
  },
  {
    name: 'an environment whose list of reviewers is empty',
    code: 'BGR-APPROVAL-ENVIRONMENT',
    says: 'names nobody who could give it',
    tried: scene => {
      rules(scene, environment => {
        environment.rules = [{ id: 9, type: 'required_reviewers', preventSelfReview: false, reviewers: [] }]
      })
      return {}
    }
  }
]

const JOBS: readonly Case[] = [
  {
    name: 'a job that stands in no environment, without ID token and check run',
    code: 'BGR-APPROVAL-JOB',
    says: 'it may not ask for an ID token, and no check run of it is known',
    tried: () => ({ idToken: undefined })
  },
  {
    name: 'a job whose ID token names no environment',
    code: 'BGR-APPROVAL-JOB',
    says: 'its ID token names no environment',
    tried: scene => ({ idToken: jwt(claims(scene, { environment: undefined })) })
  },
  {
    name: 'a runner that gives no ID token',
    code: 'BGR-APPROVAL-JOB',
    says: 'the runner gave no ID token (503)',
    tried: () => ({ idToken: async () => Promise.reject(new Error('503')) })
  },
  ...(
    [
      [
        'of a job in another environment',
        { environment: 'production' },
        /environment "production", and cleanup was/
      ],
      [
        'that names an environment in letters that only look alike',
        { environment: 'c\u217Ceanup' },
        /expected/
      ],
      ['whose environment is no text', { environment: ['cleanup'] }, /environment \["cleanup"\]/],
      ['of another run', { run_id: '999' }, /run_id "999"/],
      ['of another attempt', { run_attempt: '2' }, /run_attempt "2", and 1 was expected/],
      ['of another repository', { repository: 'evil/web' }, /repository "evil\/web"/],
      ['without a run', { run_id: undefined }, /run_id null/]
    ] as const
  ).map(
    ([what, changed, says]): Case => ({
      name: `an ID token ${what}, although the check run is the right one`,
      code: 'BGR-APPROVAL-JOB',
      says,
      tried: scene => ({ idToken: jwt(claims(scene, changed)), checkRunId: scene.jobId })
    })
  ),
  {
    name: 'an ID token of another job of this attempt',
    code: 'BGR-APPROVAL-JOB',
    says: 'check_run_id "1"',
    tried: scene => ({ idToken: jwt(claims(scene, { check_run_id: '1' })), checkRunId: scene.jobId })
  },
  ...[
    '',
    'x',
    'a.b',
    'a.b.c',
    `a.${Buffer.from('[1]').toString('base64url')}.c`,
    'a.bnVsbA.c',
    'a.b.c.d'
  ].map(
    (text): Case => ({
      name: `the ID token ${JSON.stringify(text)}`,
      code: 'BGR-APPROVAL-JOB',
      says: 'cannot be read',
      tried: scene => ({ idToken: async () => text, checkRunId: scene.jobId })
    })
  ),
  ...[0, 2].map(
    (rest): Case => ({
      name: `an ID token of ${rest + 2} parts whose claims are right`,
      code: 'BGR-APPROVAL-JOB',
      says: 'cannot be read (not three parts)',
      tried: scene => {
        const [head, payload] = jwt(claims(scene)).split('.')
        return { idToken: [head, payload, ...Array(rest).fill('x')].join('.') }
      }
    })
  ),
  ...(
    [
      [{ id: 1 }, 'BGR-APPROVAL-UNAVAILABLE', 'is about another check run'],
      [{ status: 'completed' }, 'BGR-APPROVAL-JOB', 'is completed'],
      [{ status: null }, 'BGR-APPROVAL-JOB', 'is in no known state']
    ] as const
  ).map(
    ([changed, code, says]): Case => ({
      name: `a check run with ${JSON.stringify(changed)}`,
      code,
      says,
      tried: scene => ({
        idToken: undefined,
        checkRunId: scene.jobId,
        bend: (route, data) =>
          route.endsWith('{check_run_id}') ? { ...Object(data), ...changed } : undefined
      })
    })
  ),
  {
    name: 'the check run of a job of the same attempt without an environment',
    code: 'BGR-APPROVAL-JOB',
    says: 'it names no environment, or says deployment: false',
    tried: scene => ({ idToken: undefined, checkRunId: jobId(scene, 'deploy') })
  },
  {
    name: 'the check run of a job of the same attempt in another environment',
    code: 'BGR-APPROVAL-JOB',
    says: 'this job stands in the environment open',
    tried: scene => ({ idToken: undefined, checkRunId: jobId(scene, 'lint') })
  },
  {
    name: 'the check run of a job that is over',
    code: 'BGR-APPROVAL-JOB',
    says: 'the job finalize is completed',
    tried: scene => {
      act(scene.twin, run => {
        jobOf(run, 'finalize').status = 'completed'
      })
      return { idToken: undefined, checkRunId: scene.jobId }
    }
  },
  {
    name: 'the check run of a job in the same environment on another runner',
    code: 'BGR-APPROVAL-JOB',
    says: 'runs on runner-7, and this is runner-8',
    tried: scene => ({
      idToken: undefined,
      checkRunId: scene.jobId,
      env: { RUNNER_NAME: 'runner-8' },
      bend: (route, data) =>
        route.endsWith('/jobs')
          ? JSON.parse(JSON.stringify(data).replaceAll('"runner_name":null', '"runner_name":"runner-7"'))
          : undefined
    })
  },
  {
    name: 'a check run of another run of the repository',
    code: 'BGR-APPROVAL-JOB',
    says: 'is no job of attempt 1 of run',
    tried: scene => {
      act(scene.twin, (run, repository) => {
        const [job] = run.jobs
        if (job)
          repository.runs['9999'] = {
            ...run,
            id: 9999,
            jobs: [{ ...job, id: 31337, environment: 'cleanup' }]
          }
      })
      return { idToken: undefined, checkRunId: 31337 }
    }
  },
  {
    name: 'a check run that does not exist',
    code: 'BGR-APPROVAL-JOB',
    says: 'check run 424242 is no job of attempt 1',
    tried: () => ({ idToken: undefined, checkRunId: 424_242 })
  },
  {
    name: 'the number of a run that does not exist in the environment of the process',
    code: 'BGR-APPROVAL-JOB',
    says: 'acme/web has no workflow run 5',
    tried: () => ({ env: { GITHUB_RUN_ID: '5' } })
  }
]

const jobId = ({ twin }: Scene, name: string): number => {
  const run = twin.world().repositories[FULL]?.runs[RUN_ID]
  if (!run) throw new Error('there is no run')
  return jobOf(run, name).id
}

const REVIEWS: readonly Case[] = [
  {
    name: 'a job that began although nobody approved (bypassed by an administrator)',
    code: 'BGR-APPROVAL-MISSING',
    says: 'an administrator may have bypassed the rule',
    approved: false,
    tried: scene => {
      act(scene.twin, (run, _repository, world) => bypass(world, run, ['cleanup']))
      return {}
    }
  },
  {
    name: 'an approval of another environment in the same run',
    code: 'BGR-APPROVAL-MISSING',
    says: 'what was approved is production',
    approved: false,
    tried: scene => {
      approve(scene.twin, { environments: ['production'] })
      return {}
    }
  },
  {
    name: 'an approval of another run',
    code: 'BGR-APPROVAL-MISSING',
    says: 'there is no review',
    approved: false,
    tried: scene => {
      act(scene.twin, (run, repository) => {
        const approvals = [{ state: 'approved' as const, comment: '', user: ADA, environments: ['cleanup'] }]
        repository.runs['9999'] = { ...run, id: 9999, approvals }
      })
      return {}
    }
  },
  {
    name: 'a rejection',
    code: 'BGR-APPROVAL-MISSING',
    says: 'ada rejected cleanup in run 77: "not today".',
    approved: false,
    tried: scene => {
      approve(scene.twin, { state: 'rejected', comment: 'not today' })
      return {}
    }
  },
  {
    name: 'a rejection beside an approval, whichever came last',
    code: 'BGR-APPROVAL-MISSING',
    says: 'rejected cleanup',
    tried: scene => {
      approve(scene.twin, { state: 'rejected', user: BOB })
      return {}
    }
  },
  {
    name: 'a rejection where a bypass is accepted',
    code: 'BGR-APPROVAL-MISSING',
    says: 'rejected cleanup',
    approved: false,
    tried: scene => {
      approve(scene.twin, { state: 'rejected' })
      return { allowBypass: true }
    }
  },
  {
    name: 'a review that is asked for and not given',
    code: 'BGR-APPROVAL-MISSING',
    says: 'a review is asked for and not given',
    approved: false,
    tried: scene => {
      approve(scene.twin, { state: 'pending' })
      return {}
    }
  },
  {
    name: 'an approval of an environment that was deleted and made again since',
    code: 'BGR-APPROVAL-MISSING',
    says: 'Nobody approved cleanup',
    tried: () => ({
      bend: (route, data) =>
        route.endsWith('{environment_name}') ? { ...Object(data), id: 99_999 } : undefined
    })
  },
  {
    name: 'a re-run that sees the approval of the first attempt',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'This is attempt 2 of run',
    tried: scene => {
      rules(scene, environment => {
        environment.canAdminsBypass = true
      })
      act(scene.twin, (run, repository, world) => {
        rerun(world, repository, run, BOB)
        bypass(world, run, ['cleanup'])
      })
      return { env: { GITHUB_RUN_ATTEMPT: '2' }, idToken: jwt(claims(scene, { run_attempt: '2' })) }
    }
  },
  {
    name: 'the same with allow-bypass: whose approval it was cannot be told',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'Start a new run instead of re-running',
    tried: scene => {
      rules(scene, environment => {
        environment.canAdminsBypass = true
      })
      act(scene.twin, (run, repository, world) => rerun(world, repository, run, BOB))
      return { allowBypass: true, env: { GITHUB_RUN_ATTEMPT: '2' } }
    }
  },
  {
    name: 'a server that does not say whether administrators may bypass, at a second attempt',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'administrators may bypass cleanup',
    tried: scene => {
      act(scene.twin, (run, repository, world) => rerun(world, repository, run, BOB))
      return {
        env: { GITHUB_RUN_ATTEMPT: '2' },
        bend: (route, data) =>
          route.endsWith('{environment_name}') ? { ...Object(data), can_admins_bypass: undefined } : undefined
      }
    }
  },
  {
    name: 'a job of the first attempt that still runs beside a second',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'belongs to attempt 1 of run',
    tried: scene => {
      act(scene.twin, (run, repository, world) => rerun(world, repository, run, BOB))
      return {}
    }
  }
]

const FLEETS: readonly Case[] = [
  {
    name: 'approval-environment left out of finalize',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize brings none',
    tried: () => ({ environment: '' })
  },
  {
    name: 'the input left out, and the tag gone from one of the groups',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize brings none',
    tried: scene => ({
      environment: '',
      seen: meddle(scene.seen, 'blue', withTag('bg-release:approval', undefined))
    })
  },
  {
    name: 'the input left out, and a tag that cannot be read',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'it cannot be said of which environment',
    tried: () => ({
      environment: '',
      seen: meddle(releasedBy(RUN_ID, ''), 'green', withTag('bg-release:approval', 'none'))
    })
  },
  {
    name: 'a true approval, and a tag that cannot be read on one group',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'cannot be read',
    tried: scene => ({ seen: meddle(scene.seen, 'green', withTag('bg-release:approval', '')) })
  },
  {
    name: 'a true approval of another environment than the tags ask for',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize shows one of production',
    tried: () => ({ environment: 'production' })
  },
  {
    name: 'tags that name two environments, one of which approved',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'web-blue names the environment cleanup and web-green names mine',
    tried: scene => ({
      seen: meddle(scene.seen, 'green', withTag('bg-release:approval', encodeRecord({ env: 'mine' })))
    })
  },
  {
    name: 'a requirement that appears after the look that was judged',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize brings none',
    tried: scene => ({ environment: '', seen: releasedBy(RUN_ID, ''), later: scene.seen })
  },
  {
    name: 'the approval of a run whose release was replaced by that of another run',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'another release took the place of what was approved',
    tried: () => ({ seen: releasedBy(4711) })
  },
  {
    name: 'a release that took its place between the check and the first change',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'another release',
    tried: () => ({ later: releasedBy(4711) })
  },
  {
    name: 'a foreign version in the tag of the old group',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'ran version 1.0.0 when the release began, and its tag says 6.6.6 now',
    tried: scene => ({ seen: meddle(scene.seen, 'blue', withTag(IMAGE_VERSION_TAG, '6.6.6')) })
  },
  {
    name: 'a foreign version that comes between the check and the first change',
    code: 'BGR-APPROVAL-CHANGED',
    says: '6.6.6',
    tried: scene => ({ later: meddle(scene.seen, 'blue', withTag(IMAGE_VERSION_TAG, '6.6.6')) })
  },
  {
    name: 'instances in the old group that came from another launch template version',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'b9 from lt-1:2',
    tried: scene => ({ seen: meddle(scene.seen, 'blue', withInstance(launchedFrom('lt-1:2')('b9'))) })
  },
  {
    name: 'a record of what was approved that was taken away',
    code: 'BGR-APPROVAL-CHANGED',
    says: `does not carry the tag ${OLD_TAG}`,
    tried: scene => ({ seen: meddle(scene.seen, 'blue', withTag(OLD_TAG, undefined)) })
  },
  {
    name: 'a record of what was approved that was edited by hand',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'checksum does not match',
    tried: scene => {
      const text = scene.seen.groups.blue.tags.get(OLD_TAG) ?? ''
      return { seen: meddle(scene.seen, 'blue', withTag(OLD_TAG, text.replace('was=1.0.0', 'was=6.6.6'))) }
    }
  }
]

const GITHUB: readonly Case[] = [
  {
    name: 'no token',
    code: 'BGR-APPROVAL-DENIED',
    says: 'there is no GitHub token to ask with',
    tried: () => ({ token: '' })
  },
  {
    name: 'a token that GitHub does not know',
    code: 'BGR-APPROVAL-DENIED',
    says: 'may not read the environment cleanup (401: Bad credentials)',
    tried: () => ({ token: 'stolen' })
  },
  {
    name: 'a process that says no repository',
    code: 'BGR-APPROVAL-DENIED',
    says: 'no repository and run to ask about',
    tried: () => ({ env: { GITHUB_REPOSITORY: undefined } })
  },
  {
    name: 'a token without actions: read',
    code: 'BGR-APPROVAL-DENIED',
    says: /GitHub asks for: actions=read\. Add "actions: read"/,
    tried: scene => {
      act(scene.twin, (_run, _repository, world) => {
        world.tokens.narrow = token({ checks: 'read' })
      })
      return { token: 'narrow' }
    }
  },
  {
    name: 'a token without checks: read, where the check run has to show the job',
    code: 'BGR-APPROVAL-DENIED',
    says: /GitHub asks for: checks=read\. Add "checks: read"/,
    tried: scene => {
      act(scene.twin, (_run, _repository, world) => {
        world.tokens.narrow = token({ actions: 'read' })
      })
      return { token: 'narrow', idToken: undefined, checkRunId: scene.jobId }
    }
  },
  ...[0, 1, 2].map(after => ({
    name: `a GitHub that is down from call ${after + 1} on`,
    code: 'BGR-APPROVAL-UNAVAILABLE',
    says: 'GitHub did not let us read',
    tried: (scene: Scene): Attempt => {
      scene.twin.faults.order({ fault: { kind: 'server-error', status: 503 }, after, count: 99 })
      return {}
    }
  })),
  ...(['cut', 'hang', 'malformed'] as const).map(kind => ({
    name: `reviews that are ${kind} on their way`,
    code: 'BGR-APPROVAL-UNAVAILABLE',
    says: 'the reviews of run',
    tried: (scene: Scene): Attempt => {
      const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals'
      scene.twin.faults.order({ fault: { kind }, route, after: 0, count: 1 })
      return {}
    }
  })),
  {
    name: 'an hourly budget that is spent',
    code: 'BGR-APPROVAL-UNAVAILABLE',
    says: 'rate-limited',
    tried: scene => {
      scene.twin.faults.order({ fault: { kind: 'rate-limit', resetAt: RUN_AT + 1e6 }, after: 0, count: 99 })
      return {}
    }
  },
  ...(
    [
      [
        '{environment_name}',
        [null, [], 'yes', {}, { id: 501 }, { id: '501', name: 'cleanup' }],
        'holds no id and name'
      ],
      ['{environment_name}', [{ id: 601, name: 'production' }], 'is about the environment production'],
      ['{run_id}', [{ id: 1 }, {}, null], 'is about another run'],
      ['/approvals', [{}, null, 'approved', { approvals: [] }], 'is no list'],
      [
        '/approvals',
        [[{ state: 'approved', environments: [{ id: 501, name: 'cleanup' }] }]],
        'holds an approval without a user'
      ]
    ] as const
  ).flatMap(([end, answers, says]) =>
    answers.map(
      (answer): Case => ({
        name: `the answer ${JSON.stringify(answer)} to …${end}`,
        code: 'BGR-APPROVAL-UNAVAILABLE',
        says,
        // `false` stands for null: the port takes undefined and null for "leave it".
        tried: () => ({ bend: route => (route.endsWith(end) ? (answer ?? false) : undefined) })
      })
    )
  ),
  ...[{ run_attempt: 1.5 }, { created_at: 'soon' }, { created_at: undefined }, { head_sha: null }].map(
    (changed): Case => ({
      name: `a run with ${JSON.stringify(changed)}`,
      code: 'BGR-APPROVAL-UNAVAILABLE',
      says: 'lacks run_attempt, created_at or head_sha',
      tried: () => ({
        bend: (route, data) => (route.endsWith('{run_id}') ? { ...Object(data), ...changed } : undefined)
      })
    })
  ),
  {
    name: 'approvals of no known shape',
    code: 'BGR-APPROVAL-MISSING',
    says: 'Nobody approved',
    tried: () => ({
      bend: route =>
        route.endsWith('/approvals')
          ? [
              null,
              1,
              { state: 'APPROVED', environments: [{ id: 501, name: 'cleanup' }] },
              { state: 'approved' }
            ]
          : undefined
    })
  }
]

const TERMINAL: readonly Case[] = [
  {
    name: 'neither run nor word',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize brings none',
    tried: () => ({ said: {} })
  },
  {
    name: 'a run that was approved and did not deploy this release',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'is not one that it deployed',
    tried: () => ({ said: { run: String(RUN_ID) }, seen: releasedBy(4711) })
  },
  {
    name: 'a run that nobody approved',
    code: 'BGR-APPROVAL-MISSING',
    says: 'Nobody approved cleanup',
    approved: false,
    tried: () => ({ said: { run: String(RUN_ID) } })
  },
  {
    name: 'a run that was approved, at its second attempt, whatever administrators may',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'is at attempt 2',
    tried: scene => {
      act(scene.twin, (run, repository, world) => rerun(world, repository, run, BOB))
      return { said: { run: String(RUN_ID) } }
    }
  },
  {
    name: 'a run that does not exist',
    code: 'BGR-APPROVAL-JOB',
    says: 'has no workflow run 12',
    tried: () => ({ said: { run: '12' } })
  },
  {
    name: 'a run approved in another environment than the tags ask for',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize shows one of production',
    tried: () => ({ said: { run: String(RUN_ID) }, environment: 'production' })
  },
  {
    name: 'a run, and no token',
    code: 'BGR-INPUT',
    says: 'needs GITHUB_TOKEN and GITHUB_REPOSITORY',
    tried: () => ({ said: { run: String(RUN_ID) }, token: '' })
  },
  ...['', '0', '-1', '1e3', 'https://github.com/acme/web/actions/runs/1'].map(
    (run): Case => ({
      name: `the run ${JSON.stringify(run)}`,
      code: 'BGR-INPUT',
      says: 'must be the number in the address of a run',
      tried: () => ({ said: { run } })
    })
  ),
  ...['', 'Ada', 'because I say so', ': no name but a reason', 'Ada:', 'Ada: soon'].map(
    (override): Case => ({
      name: `the word ${JSON.stringify(override)}`,
      code: 'BGR-INPUT',
      says: 'must be a name and a reason',
      tried: () => ({ said: { override } })
    })
  ),
  {
    name: 'a word spoken by a workflow',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this is a workflow run',
    tried: () => ({ said: { override: 'Ada: good reasons, all of them' }, env: { GITHUB_ACTIONS: 'true' } })
  },
  {
    name: 'a run and a word at once',
    code: 'BGR-INPUT',
    says: 'are given together',
    tried: () => ({ said: { override: 'Ada: good reasons, all of them', run: '1' } })
  },
  {
    name: 'a word for a group that holds a foreign version',
    code: 'BGR-APPROVAL-CHANGED',
    says: '6.6.6',
    tried: scene => ({
      said: { override: 'Ada: good reasons, all of them' },
      seen: meddle(scene.seen, 'blue', withTag(IMAGE_VERSION_TAG, '6.6.6'))
    })
  }
]

describe.each([
  ['the environment', ENVIRONMENTS],
  ['the job', JOBS],
  ['the review', REVIEWS],
  ['the fleet', FLEETS],
  ['GitHub', GITHUB],
  ['a terminal', TERMINAL]
])('round %s', (_, cases) => {
  test.each(cases)('$name', async ({ code, says, tried, approved = true }) => {
    const scene = openScene()
    if (approved) approve(scene.twin)
    const outcome = await attempt(scene, tried(scene))
    expect(outcome.code).toBe(code)
    expect(outcome.message).toEqual(
      typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says)
    )
    expect(outcome.mutations).toEqual([])
  })
})
