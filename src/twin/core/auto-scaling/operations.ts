import { executePolicy } from '../scaling/execute.ts'
import {
  describeAutoScalingGroups,
  describeAutoScalingInstances,
  describeInstanceRefreshes,
  describeScalingActivities
} from './describe.ts'
import { createAutoScalingGroup, deleteAutoScalingGroup } from './groups.ts'
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

export const autoScaling = {
  reads: {
    DescribeAutoScalingGroups: describeAutoScalingGroups,
    DescribeAutoScalingInstances: describeAutoScalingInstances,
    DescribeInstanceRefreshes: describeInstanceRefreshes,
    DescribePolicies: describePolicies,
    DescribeScalingActivities: describeScalingActivities,
    DescribeScheduledActions: describeScheduledActions,
    DescribeTags: describeTags
  },
  writes: {
    BatchDeleteScheduledAction: batchDeleteScheduledAction,
    BatchPutScheduledUpdateGroupAction: batchPutScheduledUpdateGroupAction,
    CreateAutoScalingGroup: createAutoScalingGroup,
    CreateOrUpdateTags: createOrUpdateTags,
    DeleteAutoScalingGroup: deleteAutoScalingGroup,
    DeletePolicy: deletePolicy,
    DeleteScheduledAction: deleteScheduledAction,
    DeleteTags: deleteTags,
    EnterStandby: enterStandby,
    ExecutePolicy: executePolicy,
    ExitStandby: exitStandby,
    PutScalingPolicy: putScalingPolicy,
    PutScheduledUpdateGroupAction: putScheduledUpdateGroupAction,
    ResumeProcesses: resumeProcesses,
    SetDesiredCapacity: setDesiredCapacity,
    SetInstanceProtection: setInstanceProtection,
    SuspendProcesses: suspendProcesses,
    TerminateInstanceInAutoScalingGroup: terminateInstance,
    UpdateAutoScalingGroup: updateAutoScalingGroup
  }
}
