/** Verifies that people let this job end the old instances. Fails closed: whatever is not shown is refused. */
import type { Review } from '../../release/approval/proof.ts'
import type { GitHubApi } from '../api.ts'
import { protectionOf } from './environment.ts'
import { assertJobInside, type JobContext } from './job.ts'
import { refusal } from './refusal.ts'
import type { RepositoryAt } from './repository.ts'
import { reviewsOf } from './reviews.ts'
import { attemptIsTold, runOf } from './run.ts'

export interface ApprovalContext extends JobContext {
  readonly owner: string
  readonly repo: string
}

export interface ApprovalAsked {
  /** Name of the environment whose reviewers decide, in any case. */
  readonly environment: string
  /** Accepts that an administrator started the waiting job without a review. */
  readonly allowBypass: boolean
}

/**
 * Who let this job through. What they let it do is compared by the state machine, with what the fleet shows.
 *
 * @throws ReleaseError `BGR-APPROVAL-ENVIRONMENT`, `-ATTEMPT`, `-JOB`, `-MISSING`, `-DENIED`, `-UNAVAILABLE`; the
 * signal's reason
 */
export async function verifyApproval(
  github: GitHubApi,
  context: ApprovalContext,
  asked: ApprovalAsked,
  signal?: AbortSignal
): Promise<Review> {
  const at: RepositoryAt = { github, owner: context.owner, repo: context.repo, ...(signal && { signal }) }
  // 1 The environment is a gate.
  const environment = await protectionOf(at, asked.environment)
  // 2 A review of this attempt can be told from those before.
  const run = await runOf(at, context.runId)
  if (run.attempt !== context.runAttempt) {
    throw refusal(
      'BGR-APPROVAL-ATTEMPT',
      `This job belongs to attempt ${context.runAttempt} of run ${run.id}, and GitHub is at attempt ${run.attempt}.`,
      'Start a new run. Nothing was changed.'
    )
  }
  attemptIsTold(run, environment)
  // 3 This job passed the gate: GitHub starts a job with an environment only then.
  await assertJobInside(at, context, environment.name)
  // 4 And it passed because somebody approved.
  const { approvers, comment } = await reviewsOf(
    at,
    run.id,
    environment,
    asked.allowBypass ? 'counts' : 'could-count'
  )
  const { id, attempt, createdAt, headSha } = run
  return {
    kind: 'review',
    environment: environment.name,
    run: { id, attempt, createdAt, headSha },
    shownBy: 'this-job',
    approvers,
    comment,
    selfApproved: approvers.includes(run.startedBy),
    bypassPossible: environment.bypassPossible,
    bypassed: approvers.length === 0
  }
}
