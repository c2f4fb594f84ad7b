/**
 * Every way in which a command can end without success, by its stable code. docs/troubleshooting.md has a paragraph for
 * each (a test holds that). The texts are titles; the message of a finding says what was found and what to do next.
 */
export const CODES = {
  'BGR-INPUT': 'An input is missing, unknown or malformed',
  'BGR-ENDPOINT': 'A custom AWS endpoint is set that is not accepted',
  'BGR-PROXY': 'The proxy that the environment names cannot be used',
  'BGR-CREDENTIALS': 'AWS does not accept the credentials, or there are none',
  'BGR-CREDENTIALS-SHORT': 'The credentials end before the run may',
  'BGR-CLOCK': 'The clock of this machine is wrong',
  'BGR-ACCOUNT': 'The credentials belong to another account',
  'BGR-DENIED': 'The role may not make a call that is needed',
  'BGR-AWS': 'AWS keeps failing or refusing a call',
  'BGR-FLEET-NOT-FOUND': 'No Auto Scaling group matches',
  'BGR-PAIR-INCOMPLETE': 'One half of a blue-green pair is missing',
  'BGR-BOTH-LIVE': 'Both colours serve and no release explains it',
  'BGR-NONE-LIVE': 'Neither colour serves',
  'BGR-IDLE-NOT-EMPTY': 'The idle group still holds instances',
  'BGR-LIVE-UNHEALTHY': 'The live group is not healthy now',
  'BGR-GROUP-DELETING': 'AWS is deleting one of the groups',
  'BGR-GROUP-MANAGED': 'A group belongs to an AWS service',
  'BGR-NO-VERSION-TAG': 'A group does not say which version it runs',
  'BGR-IMAGE-NAME-TAG': 'The groups do not give their instances the same image name',
  'BGR-NO-TARGET-GROUP': 'A group is attached to no target group',
  'BGR-TARGET-GROUPS-DIFFER': 'The two groups are attached to different target groups',
  'BGR-TARGET-GROUP-UNFIT': 'A target group cannot show whether instances are healthy',
  'BGR-TARGET-GROUP-MINIMUM':
    'A target group wants more healthy targets than there are while both colours run',
  'BGR-FORWARD-UNFIT': 'A listener or rule that names a colour cannot be released by weights',
  'BGR-STICKY': 'Clients are kept on the version that they met first',
  'BGR-DRAIN-TOO-LONG': 'Connections drain for longer than the run may take',
  'BGR-PROCESS-SUSPENDED': 'A process that a release needs is suspended',
  'BGR-CAPACITY-UNITS': 'The capacity of a group is not counted in instances',
  'BGR-WARM-POOL': 'A group has a warm pool',
  'BGR-INSTANCE-REFRESH': 'An instance refresh is running',
  'BGR-LIFECYCLE-HOOK': 'A lifecycle hook may hold instances for longer than the run may take',
  'BGR-LIFECYCLE-STATE': 'Instances are in a state that a release cannot judge',
  'BGR-INSTANCE-TWICE': 'An instance is listed twice',
  'BGR-UNSETTLED': 'The live group does not come to rest',
  'BGR-PREDICTIVE-MAX': 'A predictive scaling policy may raise MaxSize',
  'BGR-SCALING-NOT-ON-BOTH':
    'The idle group has other scaling policies and scheduled actions than the live one',
  'BGR-SCALING-NOT-COPYABLE': 'What scales the live group cannot be copied to the idle one',
  'BGR-ALARM-NAME-TAKEN': 'The name that the copy of an alarm would have is taken',
  'BGR-TAG-ROOM': 'A group has no room for the tags of a release',
  'BGR-RELEASE-OPEN': 'A release of another version is under way',
  'BGR-NOT-FINALIZED': 'The last release is not finalized',
  'BGR-ROLLBACK-UNFINISHED': 'A rollback has begun and is not finished',
  'BGR-FINALIZE-UNFINISHED': 'A finalize has begun and is not finished',
  'BGR-NOTHING-TO-ROLL-BACK': 'There is no release that could be rolled back',
  'BGR-NOTHING-TO-PROMOTE': 'There is no prepared release that could be promoted',
  'BGR-MIXED': 'A prepared version would answer users',
  'BGR-NOTHING-TO-FINALIZE': 'There is no release that could be finalized',
  'BGR-APPROVAL-REQUIRED': 'The fleet asks for an approval that this command does not bring',
  'BGR-APPROVAL-ENVIRONMENT': 'The environment is missing or requires no review',
  'BGR-APPROVAL-JOB': 'The job is not shown to stand inside the environment',
  'BGR-APPROVAL-ATTEMPT': 'A review of this attempt cannot be told from an earlier one',
  'BGR-APPROVAL-MISSING': 'Nobody approved, or somebody rejected',
  'BGR-APPROVAL-CHANGED': 'What would be ended is not what was approved',
  'BGR-APPROVAL-DENIED': 'The GitHub token may not read what an approval consists of',
  'BGR-APPROVAL-UNAVAILABLE': 'GitHub does not say whether there is an approval',
  'BGR-DRIFT': 'The groups are not as this release left them',
  'BGR-RECOVER': 'What recover was asked for does not fit what is there',
  'BGR-JOURNAL': 'The journal in the tags of a group is missing or unreadable',
  'BGR-CLAIMED': 'Another run works on this service',
  'BGR-MOVED': 'The service changed while the run was about to begin',
  'BGR-WENT-BACK': 'A fleet could not be switched whole, so all of it went back',
  'BGR-HALF-WAY': 'A fleet could not be switched whole, nor brought back whole',
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
