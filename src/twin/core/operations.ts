import {
  describeAutoScalingGroups,
  describeAutoScalingInstances,
  describeInstanceRefreshes,
  describeScalingActivities
} from './auto-scaling/describe.ts'
import { createAutoScalingGroup, deleteAutoScalingGroup } from './auto-scaling/groups.ts'
import { deletePolicy, describePolicies, putScalingPolicy } from './auto-scaling/policies.ts'
import { resumeProcesses, suspendProcesses } from './auto-scaling/processes.ts'
import { setInstanceProtection } from './auto-scaling/protection.ts'
import {
  batchDeleteScheduledAction,
  batchPutScheduledUpdateGroupAction,
  deleteScheduledAction,
  describeScheduledActions,
  putScheduledUpdateGroupAction
} from './auto-scaling/schedules.ts'
import { setDesiredCapacity, terminateInstance, updateAutoScalingGroup } from './auto-scaling/sizes.ts'
import { enterStandby, exitStandby } from './auto-scaling/standby.ts'
import { createOrUpdateTags, deleteTags, describeTags } from './auto-scaling/tags.ts'
import { deleteAlarms, describeAlarms, putMetricAlarm, setAlarmState } from './cloudwatch/alarms.ts'
import { loadBalancing } from './elb/operations.ts'
import type { Input } from './input.ts'
import { notification } from './sns/operations.ts'
import type { World } from './world.ts'

/** SigV4 service names. */
export type Service = 'autoscaling' | 'elasticloadbalancing' | 'monitoring' | 'sns'

/** Writes to the world only where the operation is mutating. @throws AwsFault as AWS would answer */
export type Handler = (world: World, input: Input) => Record<string, unknown>

export interface Operation {
  readonly mutating: boolean
  readonly handler: Handler
}

type Table = Readonly<Record<string, Handler>>

const autoScaling: { readonly reads: Table; readonly writes: Table } = {
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

const monitoring: { readonly reads: Table; readonly writes: Table } = {
  reads: { DescribeAlarms: describeAlarms },
  writes: { DeleteAlarms: deleteAlarms, PutMetricAlarm: putMetricAlarm, SetAlarmState: setAlarmState }
}

/** Everything the twin answers, by `service.Operation`. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ...entries('autoscaling', autoScaling),
  ...entries('elasticloadbalancing', loadBalancing),
  ...entries('monitoring', monitoring),
  ...entries('sns', notification)
])

function entries(
  service: Service,
  tables: { readonly reads: Table; readonly writes: Table }
): [string, Operation][] {
  const of = (table: Table, mutating: boolean): [string, Operation][] =>
    Object.entries(table).map(([name, handler]) => [`${service}.${name}`, { mutating, handler }])
  return [...of(tables.reads, false), ...of(tables.writes, true)]
}
