/** The job's check run as a statement about where the job runs, for jobs that may not ask for an ID token. */
import { sameName } from '../../release/approval/requirement.ts'
import type { ReleaseError } from '../../release/codes.ts'
import { integerOf, listOf, objectOf, textOf } from '../json.ts'
import { malformed, refusal } from './refusal.ts'
import { type RepositoryAt, readOne, readPages } from './repository.ts'

/** Which job this is, as the runner says. */
export interface JobAt {
  readonly run: number
  readonly attempt: number
  readonly checkRun: number
  /** `RUNNER_NAME`; compared where GitHub tells it for the job too. */
  readonly runnerName?: string
}

const JOBS = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs'
const CHECK_RUN = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'

/**
 * Passes where the check run is a job of this attempt that runs now, and GitHub made it a deployment to the environment
 * (REST API, "Get a check run", member `deployment`). GitHub starts such a job only after the gate.
 *
 * @throws ReleaseError `BGR-APPROVAL-JOB`, `-DENIED`, `-UNAVAILABLE`
 */
export async function assertInside(at: RepositoryAt, job: JobAt, environment: string): Promise<void> {
  await assertOwnJob(at, job, environment)
  const data = objectOf(
    await readOne(at, {
      route: CHECK_RUN,
      parameters: { check_run_id: job.checkRun },
      what: `the check run ${job.checkRun}`,
      permission: 'checks: read',
      missing: () => outside(`GitHub knows no check run ${job.checkRun}`, environment)
    })
  )
  if (data.id !== job.checkRun) throw malformed(CHECK_RUN, 'is about another check run')
  if (data.status !== 'in_progress')
    throw outside(`check run ${job.checkRun} is ${textOf(data.status) ?? 'in no known state'}`, environment)
  const stands = textOf(objectOf(data.deployment).environment)
  if (stands === undefined) {
    throw outside(
      `GitHub made no deployment for this job: it names no environment, or says deployment: false`,
      environment
    )
  }
  if (!sameName(stands, environment))
    throw outside(`this job stands in the environment ${stands}`, environment)
}

/** A check run id is an input, so it may be any job's. */
async function assertOwnJob(at: RepositoryAt, job: JobAt, environment: string): Promise<void> {
  const pages = await readPages(at, {
    route: JOBS,
    parameters: { run_id: job.run, attempt_number: job.attempt },
    what: `the jobs of run ${job.run}`,
    permission: 'actions: read',
    missing: () => outside(`GitHub knows no attempt ${job.attempt} of run ${job.run}`, environment)
  })
  const jobs = pages.flatMap(page => listOf(objectOf(page).jobs)).map(objectOf)
  const own = jobs.find(each => checkRunOf(each.check_run_url) === job.checkRun)
  if (!own)
    throw outside(
      `check run ${job.checkRun} is no job of attempt ${job.attempt} of run ${job.run}`,
      environment
    )
  if (own.status !== 'in_progress')
    throw outside(
      `the job ${textOf(own.name) ?? ''} is ${textOf(own.status) ?? 'in no known state'}`,
      environment
    )
  const runner = textOf(own.runner_name)
  if (runner && job.runnerName && runner !== job.runnerName)
    throw outside(`check run ${job.checkRun} runs on ${runner}, and this is ${job.runnerName}`, environment)
}

const checkRunOf = (url: unknown): number | undefined => {
  const [, id] = /\/check-runs\/(\d+)$/.exec(textOf(url) ?? '') ?? []
  return integerOf(Number(id))
}

const outside = (found: string, environment: string): ReleaseError =>
  refusal(
    'BGR-APPROVAL-JOB',
    `This job is not shown to stand in the environment ${environment}: ${found}.`,
    `Give the job "environment: ${environment}" and "id-token: write" in its permissions. Nothing was changed.`
  )
