import { type Finding, ReleaseError } from '../release/codes.ts'
import type { Goal } from '../release/goal.ts'
import type { Clock, SessionPort } from '../release/ports.ts'
import { account, session } from '../release/preflight/session.ts'
import type { Pair } from './find-fleet.ts'

/**
 * What speaks against beginning with these credentials on this machine. Whoever wants a version back is never kept from
 * beginning: what a run would lose by a session that ends soon, another one goes on with.
 *
 * @param timeLimitMs how long the run may take
 * @throws AwsError `credentials`; the signal's reason
 */
export async function sessionFindings(
  ports: { readonly session?: SessionPort; readonly clock: Clock },
  goal: Goal,
  timeLimitMs: number,
  signal: AbortSignal
): Promise<readonly Finding[]> {
  const held = goal.command === 'deploy' || goal.command === 'finalize'
  if (ports.session === undefined || !held) return []
  return session(await ports.session.facts(signal), ports.clock.now(), timeLimitMs)
}

/**
 * @param expected the account that a person named, if any
 * @throws ReleaseError `BGR-ACCOUNT` where the groups are in another one: then nothing else that was found matters
 */
export function assertAccount(expected: string | undefined, pairs: readonly Pair[]): void {
  const [finding, ...more] = pairs.flatMap(pair => account(expected, pair))
  if (finding) throw new ReleaseError([finding, ...more])
}
