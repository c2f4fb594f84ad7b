/** Turns whatever was thrown into findings that a person can act on. */
import { type Finding, ReleaseError } from '../release/codes.ts'
import { AwsError } from '../release/errors.ts'
import type { RunReport } from './run-events.ts'

export function findingsOf(error: unknown): readonly [Finding, ...Finding[]] {
  if (error instanceof ReleaseError) return error.findings
  if (error instanceof AwsError) return [awsFinding(error)]
  return [
    {
      code: 'BGR-INTERNAL',
      message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      fix: 'Run status to see where things stand, then the same command again. Please report this, with the log.'
    }
  ]
}

/** E.g. `EnterStandby: AccessDenied: User ... is not authorized (request 8a1f...)`. */
export function saidBy({ operation, code, message, requestId }: AwsError): string {
  const words = [operation, code, message].filter(text => text !== '').join(': ')
  return requestId ? `${words} (request ${requestId})` : words
}

function awsFinding(error: AwsError): Finding {
  const said = saidBy(error)
  switch (error.kind) {
    case 'denied':
      return {
        code: 'BGR-DENIED',
        message: `The role may not call ${error.operation}. AWS says: ${said}.`,
        fix: `Allow ${error.operation} in the policy of the role (README, IAM), then run the same command again: it goes on from here.`
      }
    case 'credentials':
      return {
        code: 'BGR-CREDENTIALS',
        message: `AWS does not accept the credentials. ${said}.`,
        fix: 'Configure AWS credentials before this step (aws-actions/configure-aws-credentials, or aws sso login in a terminal), or renew them, then run the same command again.'
      }
    default:
      return {
        code: 'BGR-AWS',
        message: `AWS does not do what was asked. ${said}.`,
        fix: 'Run the same command again: it goes on from here. If AWS refuses the call each time, the message says what it expects.'
      }
  }
}

/** The report of a run that ended before it could begin. `now`: ms since the epoch. */
export const unstarted = (findings: readonly Finding[], now: number): RunReport => ({
  status: 'failed',
  begun: false,
  changed: false,
  findings,
  services: [],
  timeline: [],
  startedAt: now,
  endedAt: now
})
