/** The job's OpenID Connect token as a statement about where the job runs. */
import { sameName } from '../../release/approval/requirement.ts'
import type { ReleaseError } from '../../release/codes.ts'
import { type JsonObject, objectOf, textOf } from '../json.ts'
import { refusal } from './refusal.ts'

/** What the token has to say. */
export interface ExpectedClaims {
  readonly repository: string
  readonly run: number
  readonly attempt: number
  readonly environment: string
  readonly checkRun: number | undefined
}

/**
 * Whether the token says that this job stands in the environment; undefined where it names no environment at all.
 *
 * The token comes from the runner's own service over TLS. Its signature is not checked: who could replace it steers the
 * workflow and could call AWS without us. AWS checks it where the role's trust asks for the environment.
 *
 * @throws ReleaseError `BGR-APPROVAL-JOB` where it is unreadable, or says that it is another job's
 */
export function environmentByToken(token: string, expected: ExpectedClaims): true | undefined {
  const claims = claimsOf(token)
  const wrong = (name: string, found: unknown, wanted: string | number): ReleaseError =>
    refusal(
      'BGR-APPROVAL-JOB',
      `The ID token of this job says ${name} ${JSON.stringify(found ?? null)}, and ${wanted} was expected.`,
      `Run finalize as a step of a job with environment: ${expected.environment}, in the run that was approved. Nothing was changed.`
    )
  if (!sameName(textOf(claims.repository) ?? '', expected.repository))
    throw wrong('repository', claims.repository, expected.repository)
  if (String(claims.run_id) !== String(expected.run)) throw wrong('run_id', claims.run_id, expected.run)
  if (String(claims.run_attempt) !== String(expected.attempt))
    throw wrong('run_attempt', claims.run_attempt, expected.attempt)
  const { checkRun } = expected
  if (
    checkRun !== undefined &&
    claims.check_run_id !== undefined &&
    String(claims.check_run_id) !== String(checkRun)
  )
    throw wrong('check_run_id', claims.check_run_id, checkRun)
  if (claims.environment === undefined) return undefined
  if (!sameName(textOf(claims.environment) ?? '', expected.environment))
    throw wrong('environment', claims.environment, expected.environment)
  return true
}

/** The second of a JSON Web Token's three parts (RFC 7519). */
function claimsOf(token: string): JsonObject {
  const [, payload, ...rest] = token.split('.')
  try {
    if (payload === undefined || rest.length !== 1) throw new SyntaxError('not three parts')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    if (typeof claims !== 'object' || claims === null || Array.isArray(claims))
      throw new SyntaxError('no object')
    return objectOf(claims)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw refusal(
      'BGR-APPROVAL-JOB',
      `The ID token of this job cannot be read (${error.message}).`,
      'Start a new run. Nothing was changed.'
    )
  }
}
