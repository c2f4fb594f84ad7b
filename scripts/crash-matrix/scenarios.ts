/** The worlds and commands that faults are injected into. */
import { STEP, tracking } from '../../__tests__/support/attachments.ts'
import { fleetOf } from '../../__tests__/support/fleets.ts'
import { onePair, START, TAGS } from '../../__tests__/support/simulation.ts'
import type { CommandName, Options } from '../../src/commands/options.ts'
import { createWorld } from '../../src/twin/core/create-world.ts'
import { parseScenario } from '../../src/twin/core/scenario.ts'
import { step } from '../../src/twin/core/step.ts'
import type { World } from '../../src/twin/core/world.ts'

export type Command = Partial<Options> & { readonly command: Exclude<CommandName, 'status' | 'recover'> }

export const DEPLOY: Command = { command: 'deploy', imageVersion: '2.0.0' }
/** A version that nobody has released before. */
export const OTHER: Command = { command: 'deploy', imageVersion: '3.0.0' }
export const ROLLBACK: Command = { command: 'rollback' }
export const FINALIZE: Command = { command: 'finalize' }
/** A deploy that ends with the new version on its way. Behind weights nothing drains before it starts. */
const begun = (name: string): Command => ({ ...DEPLOY, timeoutMs: name === 'split' ? 1 : 30_000 })
const PREPARE: Command = { ...DEPLOY, command: 'prepare', allowMixed: true }
export const PROMOTE: Command = { ...DEPLOY, command: 'promote' }
const FIRST: Command = { ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } }
export const KEEP: Command = { ...ROLLBACK, afterRollback: 'standby' }

/** What leads to the world of a scenario. */
export interface Prelude {
  readonly command: Command
  /** Operations of which the first that takes place is the last thing that the run does. */
  readonly killedAfter?: readonly string[]
}

export interface Scenario {
  readonly name: string
  readonly world: (answers: Answers) => World
  readonly before: readonly Prelude[]
  /** The command that faults meet. */
  readonly under: Command
}

/** Answers to what AWS does not document, by the id of the question. */
export type Answers = Readonly<Record<string, string>>

const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
const USERS_OWN = { suspended: ['AZRebalance'] }
const older = { ...TAGS, 'docker:image:version': '0.9.0' }

/** Every wait is long enough to be looked at a few times, and no longer. */
const QUICK = { launchSeconds: 10, bootSeconds: 12, terminateSeconds: 6, standbySeconds: 2 }
const targetGroup = {
  deregistrationDelaySeconds: 20,
  healthCheckIntervalSeconds: 5,
  healthyThreshold: 2
}

const worldOf = (scenario: object) => (answers: Answers) =>
  createWorld(parseScenario({ ...scenario, timing: QUICK, assumptions: answers }, START))

/** The same policy on both, a process that the user has suspended where he is live, other sizes on the idle group. */
const shared = worldOf(
  onePair({
    targetGroup,
    blue: { policies: [POLICY], ...USERS_OWN },
    green: { policies: [POLICY], tags: older }
  })
)
const empty = worldOf(onePair({ targetGroup, blue: { min: 0, desired: 0 }, green: { max: 6 } }))

/** Policies, an alarm and a schedule that the idle group lacks. */
const copied = (answers: Answers): World => {
  const night = { ScheduledActionName: 'night', Recurrence: '0 22 * * *', MinSize: 1 }
  const blue = { policies: [STEP, tracking('web-blue')], scheduledActions: [night] }
  const world = worldOf(onePair({ targetGroup, blue }))(answers)
  const input = {
    AlarmName: 'web-blue-cpu-high',
    ActionsEnabled: true,
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'web-blue' }],
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 2,
    Threshold: 70,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [world.groups['web-blue']?.policies.step?.arn]
  }
  const act = { type: 'foreign-call', service: 'monitoring', operation: 'PutMetricAlarm', input } as const
  return step(world, { kind: 'act', act }).world
}

const behindWeights = (name: string) => ({ ...targetGroup, name, inUse: false })
const toBlue = { TargetGroups: [{ TargetGroupArn: 'web-blue', Weight: 9 }] }
const preview = {
  Priority: 5,
  Conditions: [{ Field: 'path-pattern', Values: ['/preview/*'] }],
  Actions: [{ Type: 'forward', TargetGroupArn: 'web-green' }]
}
/** A target group for each colour, and a rule for those who look at the idle colour first. */
const split = worldOf({
  targetGroups: [behindWeights('web-blue'), behindWeights('web-green')],
  loadBalancers: [
    {
      name: 'web',
      listeners: [
        {
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', ForwardConfig: toBlue }],
          rules: [preview]
        }
      ]
    }
  ],
  groups: [
    { name: 'web-blue', min: 2, max: 6, desired: 3, targetGroups: ['web-blue'], tags: TAGS, ...USERS_OWN },
    { name: 'web-green', min: 0, max: 4, desired: 0, targetGroups: ['web-green'], tags: TAGS }
  ]
})

/** Two services, which switch together. */
const fleet = worldOf(fleetOf(2, 2, targetGroup))

/** Deploy, rollback from every state, and finalize. */
const family = (name: string, world: Scenario['world'], moves: readonly string[]): readonly Scenario[] => [
  { name: `${name}/deploy`, world, before: [], under: DEPLOY },
  { name: `${name}/rollback-open`, world, before: [{ command: begun(name) }], under: ROLLBACK },
  {
    name: `${name}/rollback-switching`,
    world,
    before: [{ command: DEPLOY, killedAfter: moves }],
    under: ROLLBACK
  },
  { name: `${name}/rollback`, world, before: [{ command: DEPLOY }], under: ROLLBACK },
  { name: `${name}/finalize`, world, before: [{ command: DEPLOY }], under: FINALIZE }
]

export const SCENARIOS: readonly Scenario[] = [
  ...family('shared', shared, ['EnterStandby']),
  ...family('split', split, ['ModifyListener', 'ModifyRule']),
  ...family('copied', copied, ['EnterStandby']).filter(({ name }) => !name.includes('rollback-')),
  { name: 'shared/prepare', world: shared, before: [], under: PREPARE },
  { name: 'shared/promote', world: shared, before: [{ command: PREPARE }], under: PROMOTE },
  { name: 'split/keep', world: split, before: [{ command: DEPLOY }], under: KEEP },
  { name: 'fleet/deploy', world: fleet, before: [], under: DEPLOY },
  { name: 'fleet/rollback', world: fleet, before: [{ command: DEPLOY }], under: ROLLBACK },
  { name: 'shared/first', world: empty, before: [], under: FIRST },
  {
    name: 'shared/undo',
    world: shared,
    before: [{ command: DEPLOY }, { command: FINALIZE }],
    under: ROLLBACK
  },
  {
    name: 'shared/next',
    world: shared,
    before: [{ command: DEPLOY }, { command: KEEP }],
    under: OTHER
  }
]

/** @throws Error for a name that no scenario has */
export function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find(each => each.name === name)
  if (!found) throw new Error(`no scenario ${name}; there are ${SCENARIOS.map(each => each.name).join(', ')}`)
  return found
}
