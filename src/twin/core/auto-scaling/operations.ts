import {
  completeLifecycleAction,
  deleteLifecycleHook,
  describeLifecycleHooks,
  putLifecycleHook,
  recordLifecycleActionHeartbeat
} from '../hooks/operations.ts'
import {
  cancelInstanceRefresh,
  describeInstanceRefreshes,
  startInstanceRefresh
} from '../refresh/operations.ts'
import { executePolicy } from '../scaling/execute.ts'
import { deleteWarmPool, describeWarmPool, putWarmPool } from '../warm-pool/operations.ts'
import { deleteAutoScalingGroup } from './delete-group.ts'
import {
  describeAutoScalingGroups,
  describeAutoScalingInstances,
  describeScalingActivities
} from './describe.ts'
import { createAutoScalingGroup } from './groups.ts'
import { setInstanceHealth } from './instance-health.ts'
import { describeAccountLimits } from './limits.ts'
import { attachInstances, detachInstances } from './membership.ts'
import { deletePolicy, describePolicies, putScalingPolicy } from './policies.ts'
import { resumeProcesses, suspendProcesses } from './processes.ts'
import { setInstanceProtection } from './protection.ts'
import {
  batchDeleteScheduledAction,
  batchPutScheduledUpdateGroupAction,
  deleteScheduledAction,
  describeScheduledActions,
  putScheduledUpdateGroupAction
} from './schedules.ts'
import { setDesiredCapacity, terminateInstance, updateAutoScalingGroup } from './sizes.ts'
import { enterStandby, exitStandby } from './standby.ts'
import { createOrUpdateTags, deleteTags, describeTags } from './tags.ts'
import {
  attachTargetGroups,
  attachTrafficSources,
  describeTargetGroups,
  describeTrafficSources,
  detachTargetGroups,
  detachTrafficSources
} from './traffic-sources.ts'

export const autoScaling = {
  reads: {
    DescribeAccountLimits: describeAccountLimits,
    DescribeAutoScalingGroups: describeAutoScalingGroups,
    DescribeAutoScalingInstances: describeAutoScalingInstances,
    DescribeInstanceRefreshes: describeInstanceRefreshes,
    DescribeLifecycleHooks: describeLifecycleHooks,
    DescribeLoadBalancerTargetGroups: describeTargetGroups,
    DescribePolicies: describePolicies,
    DescribeScalingActivities: describeScalingActivities,
    DescribeScheduledActions: describeScheduledActions,
    DescribeTags: describeTags,
    DescribeTrafficSources: describeTrafficSources,
    DescribeWarmPool: describeWarmPool
  },
  writes: {
    AttachInstances: attachInstances,
    AttachLoadBalancerTargetGroups: attachTargetGroups,
    AttachTrafficSources: attachTrafficSources,
    BatchDeleteScheduledAction: batchDeleteScheduledAction,
    BatchPutScheduledUpdateGroupAction: batchPutScheduledUpdateGroupAction,
    CancelInstanceRefresh: cancelInstanceRefresh,
    CompleteLifecycleAction: completeLifecycleAction,
    CreateAutoScalingGroup: createAutoScalingGroup,
    CreateOrUpdateTags: createOrUpdateTags,
    DeleteAutoScalingGroup: deleteAutoScalingGroup,
    DeleteLifecycleHook: deleteLifecycleHook,
    DeletePolicy: deletePolicy,
    DeleteScheduledAction: deleteScheduledAction,
    DeleteTags: deleteTags,
    DeleteWarmPool: deleteWarmPool,
    DetachInstances: detachInstances,
    DetachLoadBalancerTargetGroups: detachTargetGroups,
    DetachTrafficSources: detachTrafficSources,
    EnterStandby: enterStandby,
    ExecutePolicy: executePolicy,
    ExitStandby: exitStandby,
    PutLifecycleHook: putLifecycleHook,
    PutScalingPolicy: putScalingPolicy,
    PutScheduledUpdateGroupAction: putScheduledUpdateGroupAction,
    PutWarmPool: putWarmPool,
    RecordLifecycleActionHeartbeat: recordLifecycleActionHeartbeat,
    ResumeProcesses: resumeProcesses,
    SetDesiredCapacity: setDesiredCapacity,
    SetInstanceHealth: setInstanceHealth,
    SetInstanceProtection: setInstanceProtection,
    StartInstanceRefresh: startInstanceRefresh,
    SuspendProcesses: suspendProcesses,
    TerminateInstanceInAutoScalingGroup: terminateInstance,
    UpdateAutoScalingGroup: updateAutoScalingGroup
  }
}
