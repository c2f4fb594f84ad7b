/** A job that does not stand where it says. */
import { act, FULL, ID_TOKEN_REQUEST, jobOf, RUN_ID } from '../../support/approval-world.ts'
import type { TestGitHub } from './approvals.ts'
import type { Refusal } from './refusal.ts'

/** Lets the runner give out ID tokens of another job. */
const idTokenOf =
  (name: string, changed: { readonly run?: number; readonly repository?: string } = {}) =>
  ({ server }: TestGitHub): void =>
    act(server.twin, (run, repository, world) => {
      const { run: id = RUN_ID, repository: full = FULL } = changed
      const [owner = '', of = ''] = full.split('/')
      repository.runs[id] = { ...run, id }
      world.repositories[full] = { ...repository, owner, name: of }
      world.idTokenRequests[ID_TOKEN_REQUEST] = { repository: full, run: id, job: jobOf(run, name).id }
    })

/** A job without `id-token: write`. */
export const NO_ID_TOKEN = {
  ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined
}

export const checkRun = (id: number) => ({ 'check-run-id': String(id) })

const jobNamed = ({ server }: TestGitHub, name: string): number => {
  const run = server.twin.world().repositories[FULL]?.runs[RUN_ID]
  if (!run) throw new Error('there is no run')
  return jobOf(run, name).id
}

export const JOBS: readonly Refusal[] = [
  {
    name: 'a job of which nothing shows where it stands',
    code: 'BGR-APPROVAL-JOB',
    says: 'it may not ask for an ID token, and no check run of it is known',
    env: () => NO_ID_TOKEN
  },
  {
    name: 'a job that names no environment',
    code: 'BGR-APPROVAL-JOB',
    says: 'its ID token names no environment',
    github: idTokenOf('deploy')
  },
  {
    name: 'the ID token of a job in another environment, although the check run is the right one',
    code: 'BGR-APPROVAL-JOB',
    says: 'environment "open", and cleanup was expected',
    github: idTokenOf('lint')
  },
  {
    name: 'the ID token of another run',
    code: 'BGR-APPROVAL-JOB',
    says: 'run_id "999", and 77 was expected',
    sample: true,
    github: idTokenOf('finalize', { run: 999 }),
    inputs: ({ jobId }) => checkRun(jobId)
  },
  {
    name: 'the ID token of another attempt',
    code: 'BGR-APPROVAL-JOB',
    says: 'run_attempt "2", and 1 was expected',
    github: ({ server }) =>
      act(server.twin, run => {
        run.jobs = run.jobs.map(job => ({ ...job, attempt: 2 }))
      })
  },
  {
    name: 'the ID token of another repository',
    code: 'BGR-APPROVAL-JOB',
    says: 'repository "evil/web"',
    github: idTokenOf('finalize', { repository: 'evil/web' })
  },
  {
    name: 'the ID token of another job of this attempt',
    code: 'BGR-APPROVAL-JOB',
    says: 'check_run_id',
    inputs: github => checkRun(jobNamed(github, 'deploy'))
  },
  {
    name: 'the check run of a job without an environment',
    code: 'BGR-APPROVAL-JOB',
    says: 'it names no environment, or says deployment: false',
    env: () => NO_ID_TOKEN,
    inputs: github => checkRun(jobNamed(github, 'deploy'))
  },
  {
    name: 'the check run of a job in another environment',
    code: 'BGR-APPROVAL-JOB',
    says: 'this job stands in the environment open',
    env: () => NO_ID_TOKEN,
    inputs: github => checkRun(jobNamed(github, 'lint'))
  },
  {
    name: 'the check run of a job that is over',
    code: 'BGR-APPROVAL-JOB',
    says: 'the job finalize is completed',
    github: ({ server }) =>
      act(server.twin, run => {
        jobOf(run, 'finalize').status = 'completed'
      }),
    env: () => NO_ID_TOKEN,
    inputs: ({ jobId }) => checkRun(jobId)
  },
  {
    name: 'a check run of another run',
    code: 'BGR-APPROVAL-JOB',
    says: 'check run 424242 is no job of attempt 1',
    env: () => NO_ID_TOKEN,
    inputs: () => checkRun(424_242)
  },
  {
    name: 'a run that does not exist',
    code: 'BGR-APPROVAL-JOB',
    says: 'acme/web has no workflow run 5',
    env: () => ({ GITHUB_RUN_ID: '5' })
  }
]
