/** The workflow run, and whether what was approved in it can be told from what was not. */
import type { ApprovedRun } from '../../release/approval/proof.ts'
import { integerOf, objectOf, textOf, within } from '../json.ts'
import type { Protection } from './environment.ts'
import { malformed, refusal } from './refusal.ts'
import { type RepositoryAt, readOne } from './repository.ts'

export interface RunAt extends ApprovedRun {
  /** Login of who started this attempt. */
  readonly startedBy: string
}

const ROUTE = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'

/** @throws ReleaseError `BGR-APPROVAL-JOB`, `-DENIED`, `-UNAVAILABLE` */
export async function runOf(at: RepositoryAt, id: number): Promise<RunAt> {
  const data = objectOf(
    await readOne(at, {
      route: ROUTE,
      parameters: { run_id: id },
      what: `the workflow run ${id}`,
      permission: 'actions: read',
      missing: () =>
        refusal(
          'BGR-APPROVAL-JOB',
          `${at.owner}/${at.repo} has no workflow run ${id}, or the token may not see it.`,
          'Name a run of the repository whose environment approves this fleet. Nothing was changed.'
        )
    })
  )
  const attempt = integerOf(data.run_attempt)
  const createdAt = Date.parse(textOf(data.created_at) ?? '')
  const headSha = textOf(data.head_sha)
  if (data.id !== id) throw malformed(ROUTE, 'is about another run')
  if (attempt === undefined || Number.isNaN(createdAt) || headSha === undefined) {
    throw malformed(ROUTE, 'lacks run_attempt, created_at or head_sha')
  }
  const startedBy =
    textOf(within(data, 'triggering_actor').login) ?? textOf(within(data, 'actor').login) ?? ''
  return { id, attempt, createdAt, headSha, startedBy }
}

/**
 * GitHub keeps reviews by run and says neither attempt nor time, so a second attempt shows the review of the first. Only
 * where administrators cannot start a waiting job without one did the second attempt get its own.
 *
 * @throws ReleaseError `BGR-APPROVAL-ATTEMPT`
 */
export function attemptIsTold(run: ApprovedRun, { name, bypassPossible }: Protection): void {
  if (run.attempt === 1 || !bypassPossible) return
  throw refusal(
    'BGR-APPROVAL-ATTEMPT',
    `This is attempt ${run.attempt} of run ${run.id}. GitHub shows the reviews of all attempts together, and administrators may bypass ${name}, so a review of this attempt cannot be told from one before.`,
    `Start a new run instead of re-running this one, or let administrators not bypass ${name} (Settings, Environments). Nothing was changed.`
  )
}
