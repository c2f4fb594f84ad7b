/** The proof of a person at a terminal: a workflow run in which the environment was approved. */
import type { Review } from '../../release/approval/proof.ts'
import type { GitHubApi } from '../api.ts'
import { protectionOf } from './environment.ts'
import { refusal } from './refusal.ts'
import type { RepositoryAt } from './repository.ts'
import { reviewsOf } from './reviews.ts'
import { runOf } from './run.ts'

/**
 * As `verifyApproval`, for a run that is named instead of being one's own. That the job passed the gate cannot be shown
 * here, so there is no way around a review, and only the first attempt counts.
 *
 * @param commit the commit that the run must have been about, where it is known
 * @throws ReleaseError `BGR-APPROVAL-ENVIRONMENT`, `-ATTEMPT`, `-JOB`, `-MISSING`, `-DENIED`, `-UNAVAILABLE`; the
 * signal's reason
 */
export async function verifyApprovedRun(
  github: GitHubApi,
  named: { readonly owner: string; readonly repo: string; readonly runId: number; readonly commit?: string },
  environmentName: string,
  signal?: AbortSignal
): Promise<Review> {
  const at: RepositoryAt = { github, owner: named.owner, repo: named.repo, ...(signal && { signal }) }
  const environment = await protectionOf(at, environmentName)
  const run = await runOf(at, named.runId)
  if (run.attempt !== 1) {
    throw refusal(
      'BGR-APPROVAL-ATTEMPT',
      `Run ${run.id} is at attempt ${run.attempt}, and GitHub shows the reviews of all attempts together.`,
      'Name a run that was approved at its first attempt. Nothing was changed.'
    )
  }
  if (named.commit !== undefined && run.headSha !== named.commit) {
    throw refusal(
      'BGR-APPROVAL-JOB',
      `Run ${run.id} is about commit ${run.headSha}, and what is live was made from ${named.commit}.`,
      'Name the run that released this version. Nothing was changed.'
    )
  }
  const { approvers, comment } = await reviewsOf(at, run.id, environment, 'never')
  const { id, attempt, createdAt, headSha } = run
  return {
    kind: 'review',
    environment: environment.name,
    run: { id, attempt, createdAt, headSha },
    shownBy: 'named-run',
    approvers,
    comment,
    selfApproved: approvers.includes(run.startedBy),
    bypassPossible: environment.bypassPossible,
    bypassed: false
  }
}
