/** What speaks against beginning with these credentials, on this machine. */
import type { Finding } from '../codes.ts'
import type { SessionFacts } from '../ports.ts'
import { duration, finding } from './candidate.ts'

/** A run waits for the end of another run's requests with so much tolerance. */
const MOST_SKEW_MS = 60_000

/**
 * @param now ms since the epoch
 * @param timeLimitMs how long the run may take
 */
export function session(
  { expiresAt, clockAheadMs = 0 }: SessionFacts,
  now: number,
  timeLimitMs: number
): readonly Finding[] {
  const left = expiresAt === undefined ? Number.POSITIVE_INFINITY : expiresAt - now
  return [
    ...(left < timeLimitMs
      ? [
          finding(
            'BGR-CREDENTIALS-SHORT',
            `The credentials end in ${duration(60 * Math.max(0, Math.floor(left / 60_000)))}, and the run may take ${duration(timeLimitMs / 1000)}: it could stop in the middle of a release.`,
            'Let the session last longer (role-duration-seconds of aws-actions/configure-aws-credentials), or lower timeout.'
          )
        ]
      : []),
    ...(Math.abs(clockAheadMs) > MOST_SKEW_MS
      ? [
          finding(
            'BGR-CLOCK',
            `The clock of this machine is ${duration(Math.round(Math.abs(clockAheadMs) / 1000))} ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the clock of AWS; at most 60 seconds are safe.`,
            'Set the clock of the machine (NTP), then run the same command again.'
          )
        ]
      : [])
  ]
}

/** A person names the account that is meant: groups of the same names in another account are not. */
export function account(
  expected: string | undefined,
  found: { readonly account: string; readonly service: string }
): readonly Finding[] {
  if (expected === undefined || expected === found.account) return []
  return [
    finding(
      'BGR-ACCOUNT',
      `The groups of ${found.service} that these credentials find are in the account ${found.account}, and account is ${expected}.`,
      'Use credentials of the account that is meant, or correct account.'
    )
  ]
}
