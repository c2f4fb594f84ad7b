/** What is read once, before a release is opened, beside the look. */
import type { AlarmTag, MetricAlarm } from '../attached.ts'
import type { Activity, TargetGroupFacts } from '../world.ts'

export interface LifecycleHook {
  readonly name: string
  /** `autoscaling:EC2_INSTANCE_LAUNCHING` or `autoscaling:EC2_INSTANCE_TERMINATING`. */
  readonly transition: string
  /** How long an instance waits where nobody completes the action. */
  readonly heartbeatSeconds: number
}

export interface PreflightFacts {
  /** How long the run may take in all, in ms. */
  readonly timeLimitMs: number
  /** Those of both groups. */
  readonly targetGroups: readonly TargetGroupFacts[]
  /** Attributes of each target group, as DescribeTargetGroupAttributes spells them, by ARN. */
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Of the names that copies of alarms would have, those that an alarm has already. */
  readonly takenAlarms: readonly string[]
  /** Tags of the alarms that may be copied, by ARN. */
  readonly alarmTags: ReadonlyMap<string, readonly AlarmTag[]>
  /** Metric alarms of the account and region, the first thousand. */
  readonly metricAlarms: readonly MetricAlarm[]
  /** Names of groups on which an instance refresh runs. */
  readonly refreshing: readonly string[]
  /** By name of the group. */
  readonly hooks: ReadonlyMap<string, readonly LifecycleHook[]>
  /** The newest activities of each group that has not settled, newest first, by its name. */
  readonly activities: ReadonlyMap<string, readonly Activity[]>
}
