import type { Reader } from './scenario-reader.ts'

interface Assumption {
  readonly id: string
  /** What AWS does not document. */
  readonly question: string
  /** The answer of a scenario that gives none. */
  readonly standard: string
  readonly other: string
}

/** Questions about AWS without a published answer, which a scenario may answer either way. */
export const ASSUMPTIONS = [
  {
    id: 'terminate-standby-decrement',
    question:
      'TerminateInstanceInAutoScalingGroup with decrement on a Standby instance, which is outside of desired: does desired shrink?',
    standard: 'shrinks-desired',
    other: 'leaves-desired'
  },
  {
    id: 'standby-batch',
    question:
      'EnterStandby or ExitStandby names an instance that may not move beside others that may: is the whole call refused, or do the others move?',
    standard: 'all-or-nothing',
    other: 'partial'
  },
  {
    id: 'standby-counts-against-max',
    question:
      'Do Standby instances take room below MaxSize, so that sizes which leave none for them are refused and launches stop there?',
    standard: 'no',
    other: 'yes'
  },
  {
    id: 'min-with-standby',
    question:
      'MinSize is raised above desired while the group has Standby instances: does desired rise, or do they make up for the difference?',
    standard: 'raises-desired',
    other: 'standby-makes-up'
  },
  {
    id: 'exit-standby-lost',
    question:
      'ExitStandby of an instance that EC2 has lost: does it come back and get replaced, or is the call refused?',
    standard: 'replaced-later',
    other: 'refused'
  },
  {
    id: 'tag-without-propagate',
    question:
      'CreateOrUpdateTags without PropagateAtLaunch on a tag that is there: does it stop to propagate, or keep what it had?',
    standard: 'false',
    other: 'keeps'
  },
  {
    id: 'register-while-draining',
    question: 'RegisterTargets of a draining target: do its initial checks start over, or is it refused?',
    standard: 'starts-over',
    other: 'refused'
  },
  {
    id: 'failing-new-target',
    question:
      'A new target that fails as often as the unhealthy threshold: does it turn unhealthy, or stay initial until it passes?',
    standard: 'unhealthy',
    other: 'initial'
  },
  {
    id: 'unknown-instance-health',
    question: 'DescribeTargetHealth naming an instance that EC2 does not know: an error, or unused?',
    standard: 'invalid-target',
    other: 'unused'
  },
  {
    id: 'initial-in-fail-open',
    question: 'Do targets in their initial checks get requests while too few targets are healthy?',
    standard: 'yes',
    other: 'no'
  },
  {
    id: 'rebalance-pace',
    question: 'How long zones are out of balance before AZRebalance launches.',
    standard: 'a-minute',
    other: 'at-once'
  },
  {
    id: 'schedule-late',
    question: 'Scheduled actions run at their time, or the two minutes late that AWS allows itself.',
    standard: 'punctual',
    other: 'two-minutes'
  }
] as const satisfies readonly Assumption[]

type Listed = (typeof ASSUMPTIONS)[number]
export type AssumptionId = Listed['id']
/** The answer to every question of the table. */
export type Assumptions = { readonly [Each in Listed as Each['id']]: Each['standard'] | Each['other'] }

/** Reads the answers of a scenario. @throws ScenarioError for an id or an answer that is not in the table */
export function parseAssumptions(json: Reader): Assumptions {
  json.only(ASSUMPTIONS.map(({ id }) => id))
  const answers = ASSUMPTIONS.map(({ id, standard, other }) => {
    const answer = json.text(id, standard)
    if (answer !== standard && answer !== other) json.fail(id, `must be ${standard} or ${other}`)
    return [id, answer] as const
  })
  return Object.fromEntries(answers) as Assumptions
}
