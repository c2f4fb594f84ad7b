/** Whether the environment is a gate at all. */
import { sameName } from '../../release/approval/requirement.ts'
import type { ReleaseError } from '../../release/codes.ts'
import { integerOf, listOf, objectOf, textOf } from '../json.ts'
import { malformed, refusal } from './refusal.ts'
import { type RepositoryAt, readOne } from './repository.ts'

export interface Protection {
  readonly id: number
  /** As GitHub spells it. */
  readonly name: string
  readonly bypassPossible: boolean
}

const ROUTE = 'GET /repos/{owner}/{repo}/environments/{environment_name}'

/**
 * The environment with its required reviewers (REST API, "Get an environment"). A workflow that names an environment which
 * does not exist creates one without rules, so one without rules is mostly a typo.
 *
 * @throws ReleaseError `BGR-APPROVAL-ENVIRONMENT`, `-DENIED`, `-UNAVAILABLE`
 */
export async function protectionOf(at: RepositoryAt, environment: string): Promise<Protection> {
  const data = objectOf(
    await readOne(at, {
      route: ROUTE,
      parameters: { environment_name: environment },
      what: `the environment ${environment}`,
      permission: 'actions: read',
      missing: () => notFound(at, environment)
    })
  )
  const id = integerOf(data.id)
  const name = textOf(data.name)
  if (id === undefined || name === undefined) throw malformed(ROUTE, 'holds no id and name')
  if (!sameName(name, environment)) throw malformed(ROUTE, `is about the environment ${name}`)
  const rules = listOf(data.protection_rules).map(objectOf)
  if (rules.length === 0) throw await unprotected(at, name)
  const reviews = rules.filter(rule => rule.type === 'required_reviewers')
  if (reviews.length === 0)
    throw noReviews(
      name,
      rules.map(rule => textOf(rule.type) ?? 'unknown')
    )
  const reviewers = reviews.flatMap(rule => listOf(rule.reviewers))
  if (reviewers.length === 0) throw nobody(name)
  return {
    id,
    name,
    // Left out by older servers, where administrators always could.
    bypassPossible: data.can_admins_bypass !== false
  }
}

const FIX =
  'Correct the name, or add required reviewers to the environment (Settings, Environments). Nothing was changed.'

const notFound = (at: RepositoryAt, name: string): ReleaseError =>
  refusal(
    'BGR-APPROVAL-ENVIRONMENT',
    `${at.owner}/${at.repo} has no environment ${name}, or the token may not see it.`,
    'Correct approval-environment, or create the environment with required reviewers (Settings, Environments). Nothing was changed.'
  )

async function unprotected(at: RepositoryAt, name: string): Promise<ReleaseError> {
  const plan = (await isPrivate(at))
    ? ' The repository is not public: there, required reviewers need GitHub Enterprise, and rules that were set on another plan are ignored.'
    : ''
  return refusal(
    'BGR-APPROVAL-ENVIRONMENT',
    `The environment ${name} has no protection rules, so nobody had to approve. A workflow that names an environment which does not exist creates one like that.${plan}`,
    FIX
  )
}

const noReviews = (name: string, rules: readonly string[]): ReleaseError =>
  refusal(
    'BGR-APPROVAL-ENVIRONMENT',
    `The environment ${name} has no required reviewers (its rules: ${rules.join(', ')}), so nobody had to approve.`,
    FIX
  )

const nobody = (name: string): ReleaseError =>
  refusal(
    'BGR-APPROVAL-ENVIRONMENT',
    `The environment ${name} requires a review and names nobody who could give it.`,
    FIX
  )

/** Only for the message, so a failure says nothing. */
async function isPrivate(at: RepositoryAt): Promise<boolean> {
  try {
    const { data } = await at.github.rest(
      'GET /repos/{owner}/{repo}',
      { owner: at.owner, repo: at.repo },
      at.signal
    )
    return objectOf(data).private === true
  } catch {
    return false
  }
}
