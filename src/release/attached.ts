/** What is attached to a group and changes its size by itself, as one look at AWS shows it. */

/** Settings in the shape of the API model (`PutScalingPolicy`, ...), without the names of the thing and of its group. */
export type Settings = Readonly<Record<string, unknown>>

export interface ScalingPolicy {
  readonly name: string
  /** Empty where a policy was put and no look has shown its ARN yet. */
  readonly arn: string
  /** `SimpleScaling`, `StepScaling`, `TargetTrackingScaling` or `PredictiveScaling`. */
  readonly type: string
  readonly settings: Settings
}

export interface ScheduledAction {
  readonly name: string
  /** `StartTime` and `EndTime` are Dates. */
  readonly settings: Settings
}

export interface MetricAlarm {
  readonly name: string
  /** Empty where an alarm was put and no look has shown its ARN yet. */
  readonly arn: string
  readonly settings: Settings
}

export interface AlarmTag {
  readonly key: string
  readonly value: string
}

export interface Attached {
  readonly policies: readonly ScalingPolicy[]
  readonly scheduledActions: readonly ScheduledAction[]
  /** The alarms behind step and simple policies. Those that target tracking made are left to AWS. */
  readonly alarms: readonly MetricAlarm[]
}

export const NOTHING_ATTACHED: Attached = { policies: [], scheduledActions: [], alarms: [] }

/** Whether anything of it would change the size of the group. */
export const scalesBy = ({ policies, scheduledActions }: Attached): boolean =>
  policies.length + scheduledActions.length > 0
