/** Finalizes that show all that is asked for. */
import { bypass } from '../../../src/twin/github/acts-actions.ts'
import { ADA, act, BOB, FULL, ID_TOKEN_REQUEST, jobOf } from '../../support/approval-world.ts'
import type { Attempt } from './attempt.ts'
import { checkRun, NO_ID_TOKEN } from './refusals-job.ts'
import { APPROVAL_TAG } from './waiting.ts'

export interface Acceptance extends Attempt {
  readonly name: string
  /** Part of the tag that says who approved. */
  readonly noted: string
  /** Part of the job summary. */
  readonly shown?: string
  /** Tried in every run of the tests, the others with BLACK_BOX=full. */
  readonly sample?: true
}

const LATER_RUN = 78

export const ACCEPTANCES: readonly Acceptance[] = [
  {
    name: 'a job inside the environment that a reviewer approved, shown by its ID token',
    noted: 'how=review by=ada env=cleanup run=77 attempt=1',
    shown: 'ada',
    sample: true
  },
  {
    name: 'a job without an ID token, shown by its check run',
    noted: 'how=review by=ada env=cleanup run=77',
    env: () => NO_ID_TOKEN,
    inputs: ({ jobId }) => checkRun(jobId)
  },
  {
    name: 'names that differ by case',
    noted: 'how=review by=ada env=cleanup',
    job: 'CLEANUP',
    review: { environments: ['Cleanup'] }
  },
  {
    name: 'a second attempt where administrators cannot bypass: it got a review of its own',
    noted: 'run=77 attempt=2',
    github: ({ server }) =>
      act(server.twin, run => {
        run.attempt = 2
        run.jobs = run.jobs.map(job => ({ ...job, attempt: 2 }))
      }),
    env: () => ({ GITHUB_RUN_ATTEMPT: '2' })
  },
  {
    name: 'a bypass that allow-bypass accepts',
    noted: 'how=bypass',
    shown: 'bypass',
    review: 'nobody',
    github: ({ server }) =>
      act(server.twin, (run, { environments }, world) => {
        if (environments.cleanup) environments.cleanup.canAdminsBypass = true
        bypass(world, run, ['cleanup'])
      }),
    inputs: () => ({ 'allow-bypass': 'true' })
  },
  {
    name: 'an approval by who started the run',
    noted: 'how=review by=bob',
    shown: 'bob',
    review: { user: BOB }
  },
  {
    name: 'a run of its own, begun when the release was there',
    noted: `how=review by=ada env=cleanup run=${LATER_RUN}`,
    github: ({ server }) =>
      act(server.twin, (run, repository, world) => {
        const approvals = [{ state: 'approved' as const, comment: '', user: ADA, environments: ['cleanup'] }]
        repository.runs[LATER_RUN] = {
          ...run,
          id: LATER_RUN,
          createdAt: run.createdAt + 3_600_000,
          approvals
        }
        const job = jobOf(run, 'finalize').id
        world.idTokenRequests[ID_TOKEN_REQUEST] = { repository: FULL, run: LATER_RUN, job }
      }),
    env: () => ({ GITHUB_RUN_ID: String(LATER_RUN) })
  },
  {
    name: 'an environment that the input alone names',
    noted: 'how=review by=ada',
    aws: world => {
      for (const group of ['web-blue', 'web-green']) world.tag(group, { [APPROVAL_TAG]: undefined })
    }
  },
  {
    name: 'at a terminal, a run that deployed the release and was approved',
    noted: 'how=review by=ada env=cleanup run=77',
    terminal: { 'approved-by-run': '77' }
  },
  {
    name: 'at a terminal, the word of a person while GitHub is down',
    noted: 'how=override by=Ada_Lovelace',
    github: ({ server }) =>
      server.twin.faults.order({ fault: { kind: 'server-error', status: 503 }, after: 0, count: 99 }),
    terminal: { 'override-approval': 'Ada Lovelace: GitHub is down, CHG-12' }
  }
]
