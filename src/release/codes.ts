/**
 * Every way in which a command can end without success, by its stable code. docs/troubleshooting.md has a paragraph for
 * each (a test holds that). The texts are titles; the message of a finding says what was found and what to do next.
 */
export const CODES = {
  'BGR-INPUT': 'An input is missing, unknown or malformed',
  'BGR-ENDPOINT': 'A custom AWS endpoint is set that is not accepted',
  'BGR-CREDENTIALS': 'AWS does not accept the credentials, or there are none',
  'BGR-DENIED': 'The role may not make a call that is needed',
  'BGR-AWS': 'AWS keeps failing or refusing a call',
  'BGR-FLEET-NOT-FOUND': 'No Auto Scaling group matches',
  'BGR-PAIR-INCOMPLETE': 'One half of a blue-green pair is missing',
  'BGR-SEVERAL-SERVICES': 'The prefix matches more than one service',
  'BGR-BOTH-LIVE': 'Both colours serve and no release explains it',
  'BGR-NONE-LIVE': 'Neither colour serves',
  'BGR-IDLE-NOT-EMPTY': 'The idle group still holds instances',
  'BGR-LIVE-UNHEALTHY': 'The live group is not healthy now',
  'BGR-GROUP-DELETING': 'AWS is deleting one of the groups',
  'BGR-NO-VERSION-TAG': 'A group does not say which version it runs',
  'BGR-NO-TARGET-GROUP': 'A group is attached to no target group',
  'BGR-TARGET-GROUPS-DIFFER': 'The two groups are attached to different target groups',
  'BGR-TARGET-GROUP-UNFIT': 'A target group cannot show whether instances are healthy',
  'BGR-PROCESS-SUSPENDED': 'A process that a release needs is suspended',
  'BGR-CAPACITY-UNITS': 'The capacity of a group is not counted in instances',
  'BGR-WARM-POOL': 'A group has a warm pool',
  'BGR-INSTANCE-REFRESH': 'An instance refresh is running',
  'BGR-SCALING-NOT-ON-BOTH': 'The groups do not have the same scaling policies and scheduled actions',
  'BGR-TAG-ROOM': 'A group has no room for the tags of a release',
  'BGR-RELEASE-OPEN': 'A release of another version is under way',
  'BGR-NOT-FINALIZED': 'The last release is not finalized',
  'BGR-ROLLBACK-UNFINISHED': 'A rollback has begun and is not finished',
  'BGR-FINALIZE-UNFINISHED': 'A finalize has begun and is not finished',
  'BGR-NOTHING-TO-ROLL-BACK': 'There is no release that could be rolled back',
  'BGR-NOTHING-TO-FINALIZE': 'There is no release that could be finalized',
  'BGR-DRIFT': 'The groups are not as this release left them',
  'BGR-JOURNAL': 'The journal in the tags of a group is missing or unreadable',
  'BGR-CLAIMED': 'Another run works on this service',
  'BGR-MOVED': 'The service changed while the run was about to begin',
  'BGR-FENCED': 'Another run took this service over',
  'BGR-TIMEOUT': 'The time limit passed',
  'BGR-GUARD': 'A step was stopped because it would have taken capacity away',
  'BGR-NOT-CONFIRMED': 'Nobody confirmed the change',
  'BGR-STOPPED': 'The run was stopped by a signal',
  'BGR-INTERNAL': 'A fault of bg-release itself'
} as const

export type Code = keyof typeof CODES

/** One reason why a command does not go on: what was expected, what was found, what to do next. */
export interface Finding {
  readonly code: Code
  /** What was expected and what was found. May hold text from outside: print it through the logger only. */
  readonly message: string
  /** What to do next, an imperative sentence. */
  readonly fix: string
}

/** Ends a command without success. Whoever throws it says whether the world may have changed. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError'
  readonly findings: readonly [Finding, ...Finding[]]

  constructor(findings: readonly [Finding, ...Finding[]], options?: ErrorOptions) {
    super(findings.map(finding => `${finding.code}: ${finding.message}`).join('\n'), options)
    this.findings = findings
  }
}
