/** Which command calls what. The README's table and the policies of examples/iam say the same; tests hold all three together. */

export const COMMANDS = ['status', 'deploy', 'rollback', 'finalize', 'recover', 'scenario'] as const
export type Command = (typeof COMMANDS)[number]

const ALL = COMMANDS
const CHANGING: readonly Command[] = ['deploy', 'rollback', 'finalize', 'recover']
const RELEASING: readonly Command[] = ['deploy', 'rollback', 'finalize']
/** Scenario reads nearly everything, and changes nothing. */
const andScenario = (commands: readonly Command[]): readonly Command[] => [...commands, 'scenario']
const STARTING: readonly Command[] = ['deploy', 'rollback']
const ENDING: readonly Command[] = ['rollback', 'finalize']

/** Reads, which have no resource-level permissions that would matter. */
export const READS: Readonly<Record<string, readonly Command[]>> = {
  'autoscaling:DescribeAutoScalingGroups': ALL,
  'autoscaling:DescribeInstanceRefreshes': STARTING,
  'autoscaling:DescribeLifecycleHooks': STARTING,
  'autoscaling:DescribePolicies': andScenario(CHANGING),
  'autoscaling:DescribeScalingActivities': RELEASING,
  'autoscaling:DescribeScheduledActions': andScenario(CHANGING),
  'cloudwatch:DescribeAlarms': andScenario(RELEASING),
  'cloudwatch:ListTagsForResource': STARTING,
  'elasticloadbalancing:DescribeListeners': ALL,
  'elasticloadbalancing:DescribeRules': ALL,
  'elasticloadbalancing:DescribeTags': ALL,
  'elasticloadbalancing:DescribeTargetGroupAttributes': andScenario(STARTING),
  'elasticloadbalancing:DescribeTargetGroups': ALL,
  'elasticloadbalancing:DescribeTargetHealth': ALL
}

/** Changes of the two groups. */
export const GROUP_CHANGES: Readonly<Record<string, readonly Command[]>> = {
  'autoscaling:BatchDeleteScheduledAction': ENDING,
  'autoscaling:BatchPutScheduledUpdateGroupAction': STARTING,
  'autoscaling:DeletePolicy': ENDING,
  'autoscaling:EnterStandby': STARTING,
  'autoscaling:ExitStandby': ['rollback'],
  'autoscaling:PutScalingPolicy': STARTING,
  'autoscaling:ResumeProcesses': CHANGING,
  'autoscaling:SetInstanceProtection': RELEASING,
  'autoscaling:SuspendProcesses': RELEASING,
  'autoscaling:UpdateAutoScalingGroup': RELEASING
}

/** Ends an instance by its id. Deploy does so only where a rejected version was kept parked (`after-rollback: standby`). */
export const ENDS: Readonly<Record<string, readonly Command[]>> = {
  'autoscaling:TerminateInstanceInAutoScalingGroup': RELEASING
}

/** Tags of the two groups. */
export const GROUP_TAGS: Readonly<Record<string, readonly Command[]>> = {
  'autoscaling:CreateOrUpdateTags': CHANGING,
  'autoscaling:DeleteTags': CHANGING
}

/** Alarms that drive the policies of the groups. */
export const ALARMS: Readonly<Record<string, readonly Command[]>> = {
  'cloudwatch:DeleteAlarms': ENDING,
  'cloudwatch:PutMetricAlarm': STARTING,
  // PutMetricAlarm with tags asks for it too (CloudWatch API Reference, PutMetricAlarm `Tags`).
  'cloudwatch:TagResource': STARTING
}

/** Listeners and rules of services whose colours have target groups of their own. */
export const WEIGHTS: Readonly<Record<string, readonly Command[]>> = {
  'elasticloadbalancing:ModifyListener': STARTING,
  'elasticloadbalancing:ModifyRule': STARTING
}

export const WEIGHT_TAGS: Readonly<Record<string, readonly Command[]>> = {
  'elasticloadbalancing:AddTags': STARTING,
  'elasticloadbalancing:RemoveTags': CHANGING
}

/** Actions of the command, in byte order. */
export const actionsOf = (
  table: Readonly<Record<string, readonly Command[]>>,
  command: Command
): readonly string[] =>
  Object.entries(table)
    .filter(([, commands]) => commands.includes(command))
    .map(([action]) => action)
    .sort()
