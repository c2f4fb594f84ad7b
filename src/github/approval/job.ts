/** Whether the job that finalizes passed the gate: it stands inside the environment, in this attempt. */

import { assertInside } from './check-run.ts'
import { environmentByToken } from './id-token.ts'
import { refusal, said } from './refusal.ts'
import type { RepositoryAt } from './repository.ts'

/** The job as its own surroundings describe it. */
export interface JobContext {
  /** `GITHUB_RUN_ID`. */
  readonly runId: number
  /** `GITHUB_RUN_ATTEMPT`. */
  readonly runAttempt: number
  /** `${{ job.check_run_id }}`, where the runner gives it. */
  readonly checkRunId?: number
  /** `RUNNER_NAME`. */
  readonly runnerName?: string
  /** Asks the runner for an ID token of this job; absent where the job may not have one. */
  readonly idToken?: () => Promise<string>
}

/**
 * Either of two proofs: the `environment` claim of the job's ID token, or the deployment of its check run. A token that
 * speaks of another job refuses, whatever the check run says.
 *
 * @throws ReleaseError `BGR-APPROVAL-JOB`, `-DENIED`, `-UNAVAILABLE`
 */
export async function assertJobInside(at: RepositoryAt, job: JobContext, environment: string): Promise<void> {
  const token = await ask(job.idToken)
  if (token.kind === 'token') {
    const expected = {
      repository: `${at.owner}/${at.repo}`,
      run: job.runId,
      attempt: job.runAttempt,
      environment,
      checkRun: job.checkRunId
    }
    if (environmentByToken(token.text, expected)) return
  }
  const { checkRunId, runnerName } = job
  if (checkRunId === undefined) throw unshown(token, environment)
  const own = {
    run: job.runId,
    attempt: job.runAttempt,
    checkRun: checkRunId,
    ...(runnerName && { runnerName })
  }
  await assertInside(at, own, environment)
}

type Asked =
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string }

async function ask(idToken: JobContext['idToken']): Promise<Asked> {
  if (!idToken) return { kind: 'none' }
  try {
    return { kind: 'token', text: await idToken() }
  } catch (error) {
    return { kind: 'failed', why: said(error) }
  }
}

function unshown(token: Asked, environment: string) {
  const found =
    token.kind === 'token'
      ? 'its ID token names no environment'
      : token.kind === 'failed'
        ? `the runner gave no ID token (${token.why})`
        : 'it may not ask for an ID token'
  return refusal(
    'BGR-APPROVAL-JOB',
    `This job is not shown to stand in the environment ${environment}: ${found}, and no check run of it is known.`,
    `Give the job "environment: ${environment}" and "id-token: write" in its permissions. Nothing was changed.`
  )
}
