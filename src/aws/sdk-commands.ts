import {
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribePoliciesCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  EnterStandbyCommand,
  ExitStandbyCommand,
  ResumeProcessesCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand
} from '@aws-sdk/client-auto-scaling'
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand
} from '@aws-sdk/client-elastic-load-balancing-v2'

/** A command class. Inputs come as plain data in the API's shape, so their type ends here. */
export type CommandClass = new (input: never) => object

/** Every API action that a release uses, by SigV4 service name; the SDK's commands are imported one by one. */
export const reads: ReadonlyMap<string, CommandClass> = new Map<string, CommandClass>([
  ['autoscaling.DescribeAutoScalingGroups', DescribeAutoScalingGroupsCommand],
  ['autoscaling.DescribeInstanceRefreshes', DescribeInstanceRefreshesCommand],
  ['autoscaling.DescribePolicies', DescribePoliciesCommand],
  ['autoscaling.DescribeScalingActivities', DescribeScalingActivitiesCommand],
  ['autoscaling.DescribeScheduledActions', DescribeScheduledActionsCommand],
  ['elasticloadbalancing.DescribeTargetGroups', DescribeTargetGroupsCommand],
  ['elasticloadbalancing.DescribeTargetHealth', DescribeTargetHealthCommand]
])

export const mutations: ReadonlyMap<string, CommandClass> = new Map<string, CommandClass>([
  ['autoscaling.CreateOrUpdateTags', CreateOrUpdateTagsCommand],
  ['autoscaling.DeleteTags', DeleteTagsCommand],
  ['autoscaling.EnterStandby', EnterStandbyCommand],
  ['autoscaling.ExitStandby', ExitStandbyCommand],
  ['autoscaling.ResumeProcesses', ResumeProcessesCommand],
  ['autoscaling.SuspendProcesses', SuspendProcessesCommand],
  ['autoscaling.TerminateInstanceInAutoScalingGroup', TerminateInstanceInAutoScalingGroupCommand],
  ['autoscaling.UpdateAutoScalingGroup', UpdateAutoScalingGroupCommand]
])
