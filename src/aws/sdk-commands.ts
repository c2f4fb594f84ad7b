import {
  BatchDeleteScheduledActionCommand,
  BatchPutScheduledUpdateGroupActionCommand,
  CreateOrUpdateTagsCommand,
  DeletePolicyCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribeLifecycleHooksCommand,
  DescribePoliciesCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  EnterStandbyCommand,
  ExitStandbyCommand,
  PutScalingPolicyCommand,
  ResumeProcessesCommand,
  SetInstanceProtectionCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand
} from '@aws-sdk/client-auto-scaling'
import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand
} from '@aws-sdk/client-cloudwatch'
import {
  AddTagsCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
  RemoveTagsCommand
} from '@aws-sdk/client-elastic-load-balancing-v2'

/** A command class. Inputs come as plain data in the API's shape, so their type ends here. */
export type CommandClass = new (input: never) => object

/** Every API action that a release uses, by SigV4 service name; the SDK's commands are imported one by one. */
export const reads: ReadonlyMap<string, CommandClass> = new Map<string, CommandClass>([
  ['autoscaling.DescribeAutoScalingGroups', DescribeAutoScalingGroupsCommand],
  ['autoscaling.DescribeInstanceRefreshes', DescribeInstanceRefreshesCommand],
  ['autoscaling.DescribeLifecycleHooks', DescribeLifecycleHooksCommand],
  ['autoscaling.DescribePolicies', DescribePoliciesCommand],
  ['autoscaling.DescribeScalingActivities', DescribeScalingActivitiesCommand],
  ['autoscaling.DescribeScheduledActions', DescribeScheduledActionsCommand],
  ['elasticloadbalancing.DescribeListeners', DescribeListenersCommand],
  ['elasticloadbalancing.DescribeRules', DescribeRulesCommand],
  ['elasticloadbalancing.DescribeTags', DescribeTagsCommand],
  ['elasticloadbalancing.DescribeTargetGroupAttributes', DescribeTargetGroupAttributesCommand],
  ['elasticloadbalancing.DescribeTargetGroups', DescribeTargetGroupsCommand],
  ['elasticloadbalancing.DescribeTargetHealth', DescribeTargetHealthCommand],
  ['monitoring.DescribeAlarms', DescribeAlarmsCommand],
  ['monitoring.ListTagsForResource', ListTagsForResourceCommand]
])

export const mutations: ReadonlyMap<string, CommandClass> = new Map<string, CommandClass>([
  ['autoscaling.BatchDeleteScheduledAction', BatchDeleteScheduledActionCommand],
  ['autoscaling.BatchPutScheduledUpdateGroupAction', BatchPutScheduledUpdateGroupActionCommand],
  ['autoscaling.CreateOrUpdateTags', CreateOrUpdateTagsCommand],
  ['autoscaling.DeletePolicy', DeletePolicyCommand],
  ['autoscaling.DeleteTags', DeleteTagsCommand],
  ['autoscaling.EnterStandby', EnterStandbyCommand],
  ['autoscaling.ExitStandby', ExitStandbyCommand],
  ['autoscaling.PutScalingPolicy', PutScalingPolicyCommand],
  ['autoscaling.ResumeProcesses', ResumeProcessesCommand],
  ['autoscaling.SetInstanceProtection', SetInstanceProtectionCommand],
  ['autoscaling.SuspendProcesses', SuspendProcessesCommand],
  ['autoscaling.TerminateInstanceInAutoScalingGroup', TerminateInstanceInAutoScalingGroupCommand],
  ['autoscaling.UpdateAutoScalingGroup', UpdateAutoScalingGroupCommand],
  ['elasticloadbalancing.AddTags', AddTagsCommand],
  ['elasticloadbalancing.ModifyListener', ModifyListenerCommand],
  ['elasticloadbalancing.ModifyRule', ModifyRuleCommand],
  ['elasticloadbalancing.RemoveTags', RemoveTagsCommand],
  ['monitoring.DeleteAlarms', DeleteAlarmsCommand],
  ['monitoring.PutMetricAlarm', PutMetricAlarmCommand]
])
