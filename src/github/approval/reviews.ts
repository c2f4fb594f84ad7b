/** Who reviewed the run. */
import { sameName } from '../../release/approval/requirement.ts'
import type { ReleaseError } from '../../release/codes.ts'
import { integerOf, type JsonObject, listOf, objectOf, textOf, within } from '../json.ts'
import type { Protection } from './environment.ts'
import { malformed, refusal } from './refusal.ts'
import { type RepositoryAt, readOne } from './repository.ts'

export interface Reviews {
  /** Logins, in GitHub's order, each once. Empty only where nobody had to. */
  readonly approvers: readonly string[]
  /** Of the first approval. Untrusted text. */
  readonly comment: string
}

/** What a job that began without a review is: an approval, one that `allow-bypass` could make one, or never one. */
export type Bypass = 'counts' | 'could-count' | 'never'

const ROUTE = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals'

/**
 * The approvals of the environment in a run (REST API, "Get the review history for a workflow run"). A rejection in the
 * run refuses whatever else was said: the list has no times, so nobody knows what came last.
 *
 * @throws ReleaseError `BGR-APPROVAL-MISSING`, `-DENIED`, `-UNAVAILABLE`
 */
export async function reviewsOf(
  at: RepositoryAt,
  run: number,
  environment: Protection,
  bypass: Bypass
): Promise<Reviews> {
  const { name } = environment
  const data = await readOne(at, {
    route: ROUTE,
    parameters: { run_id: run },
    what: `the reviews of run ${run}`,
    permission: 'actions: read',
    missing: () => refusal('BGR-APPROVAL-MISSING', `GitHub knows no reviews of run ${run}.`, missingFix(name))
  })
  if (!Array.isArray(data)) throw malformed(ROUTE, 'is no list')
  const all = data.map(objectOf)
  const ours = all.filter(review => isAbout(review, environment))
  const rejected = ours.find(review => review.state === 'rejected')
  if (rejected) {
    throw refusal(
      'BGR-APPROVAL-MISSING',
      `${loginOf(rejected) ?? 'Somebody'} rejected ${name} in run ${run}${quoted(rejected)}.`,
      'Start a new run when the reasons are gone. Nothing was changed.'
    )
  }
  const approved = ours.filter(review => review.state === 'approved')
  const approvers = approved.map(loginOf).filter(login => login !== undefined)
  if (approvers.length < approved.length) throw malformed(ROUTE, 'holds an approval without a user')
  if (approvers.length === 0 && bypass !== 'counts') throw unapproved(run, name, ours.length > 0, all, bypass)
  return { approvers: [...new Set(approvers)], comment: textOf(approved[0]?.comment) ?? '' }
}

/** By name and by id: an environment that was deleted and made again has another id, and was never approved. */
const isAbout = (review: JsonObject, { id, name }: Protection): boolean =>
  listOf(review.environments)
    .map(objectOf)
    .some(each => integerOf(each.id) === id && sameName(textOf(each.name) ?? '', name))

const loginOf = (review: JsonObject): string | undefined => textOf(within(review, 'user').login)

const quoted = (review: JsonObject): string => {
  const comment = textOf(review.comment) ?? ''
  return comment === '' ? '' : `: ${JSON.stringify(comment.slice(0, 200))}`
}

function unapproved(
  run: number,
  name: string,
  pending: boolean,
  all: readonly JsonObject[],
  bypass: Bypass
): ReleaseError {
  const others = all
    .filter(review => review.state === 'approved')
    .flatMap(review => listOf(review.environments).map(each => textOf(objectOf(each).name) ?? 'unknown'))
  const found = pending
    ? 'a review is asked for and not given'
    : others.length > 0
      ? `what was approved is ${[...new Set(others)].slice(0, 5).join(', ')}`
      : 'there is no review: an administrator may have bypassed the rule, or it was made after the job began'
  return refusal(
    'BGR-APPROVAL-MISSING',
    `Nobody approved ${name} in run ${run}: ${found}.`,
    bypass === 'never' || pending || others.length > 0
      ? missingFix(name)
      : `${missingFix(name)} Set allow-bypass: true where the bypass of an administrator counts as an approval.`
  )
}

const missingFix = (name: string): string =>
  `Start a new run and let a reviewer of ${name} approve it. Nothing was changed.`
