/** CloudWatch as plain data. Times are ms since the epoch. */

export const ALARM_STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const
export type AlarmState = (typeof ALARM_STATES)[number]

export interface Alarm {
  readonly name: string
  readonly arn: string
  /** PutMetricAlarm or PutCompositeAlarm input as it was last put. */
  readonly input: Readonly<Record<string, unknown>>
  readonly configuredAt: number
  /** What a metric alarm compares. */
  readonly rule?: MetricRule
  /** What a composite alarm makes of other alarms. */
  readonly composite?: Condition
  state: AlarmState
  reason: string
  updatedAt: number
  transitionedAt: number
  /** Due time of the pending evaluation; another timer is stale. */
  evaluateAt?: number
  /** Due time of the pending repetition of scaling actions; another timer is stale. */
  repeatAt?: number
}

export type Comparison =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold'

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching'

export interface MetricRule {
  readonly periodMs: number
  readonly evaluationPeriods: number
  readonly datapointsToAlarm: number
  readonly threshold: number
  readonly comparison: Comparison
  readonly missing: MissingData
  readonly value: Expression
}

/** What one datapoint of an alarm is made of. */
export type Expression =
  | { readonly kind: 'metric'; readonly key: string; readonly statistic: string }
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: '+' | '-' | '*' | '/'
      readonly left: Expression
      readonly right: Expression
    }

/** What a composite alarm asks. */
export type Condition =
  | { readonly kind: 'state'; readonly alarm: string; readonly is: AlarmState }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }

/** What the twin was told of a metric, in order of time. */
export interface Metric {
  levels: Level[]
  points: Point[]
}

/** From `at` on every period has this one datapoint, whatever the statistic; null: no data. */
export interface Level {
  readonly at: number
  readonly value: number | null
}

export interface Point {
  readonly at: number
  readonly value: number
  /** How often the value was seen. */
  readonly count: number
}

/** The longest time that an alarm may look back (CloudWatch API Reference, PutMetricAlarm): seven days. */
export const LONGEST_LOOK_MS = 7 * 86_400_000
