import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch'
import type { AlarmTag, MetricAlarm } from '../release/attached.ts'
import { AwsError } from '../release/errors.ts'
import { answerOf, type Cursor, itemsIfAny, member, text, textIfAny } from './cursor.ts'
import { chunksOf, NEXT_TOKEN, type Paged, readPages } from './paging.ts'
import { picked } from './picked.ts'
import type { Send } from './transport.ts'

/** One call takes a hundred names, and a page holds a hundred alarms (CloudWatch API Reference, DescribeAlarms). */
const MOST = 100

/** What PutMetricAlarm takes, but the name and the tags: it replaces the whole alarm (CloudWatch API Reference). */
const MEMBERS = [
  'AlarmDescription',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics',
  'ThresholdMetricId',
  'EvaluationWindow',
  'WarmUpConfiguration',
  'EvaluationCriteria',
  'EvaluationInterval',
  'ActionConfiguration'
] as const satisfies readonly (keyof PutMetricAlarmInput)[]

/**
 * Metric alarms by name; a name that none has is missing in the answer. Alarms of other types have no scaling actions
 * (CloudWatch User Guide, composite alarms).
 * @throws AwsError
 */
export async function alarmsByName(
  send: Send,
  names: readonly string[],
  signal: AbortSignal | undefined
): Promise<ReadonlyMap<string, MetricAlarm>> {
  const found = new Map<string, MetricAlarm>()
  for (const AlarmNames of chunksOf([...new Set(names)], MOST)) {
    const input = { AlarmNames, AlarmTypes: ['MetricAlarm'] }
    for (const alarm of (await list(send, input, signal)).map(toAlarm)) found.set(alarm.name, alarm)
  }
  return found
}

/**
 * Names of alarms of any type among `names`: PutMetricAlarm overwrites a metric alarm of that name without a word.
 * @throws AwsError
 */
export async function takenAlarmNames(
  send: Send,
  names: readonly string[],
  signal: AbortSignal | undefined
): Promise<readonly string[]> {
  const found: string[] = []
  for (const AlarmNames of chunksOf([...new Set(names)], MOST)) {
    for (const type of ['MetricAlarm', 'CompositeAlarm'] as const) {
      const alarms = await list(send, { AlarmNames, AlarmTypes: [type] }, signal, { list: `${type}s` })
      found.push(...alarms.map(alarm => text(member(alarm, 'AlarmName'))))
    }
  }
  return found
}

/**
 * Tags of alarms by ARN, but those of AWS itself, which nobody else can set. One call for each alarm, one after the other.
 * @throws AwsError
 */
export async function alarmTagsOf(
  send: Send,
  arns: readonly string[],
  signal: AbortSignal | undefined
): Promise<ReadonlyMap<string, readonly AlarmTag[]>> {
  const found = new Map<string, readonly AlarmTag[]>()
  for (const ResourceARN of new Set(arns)) {
    const call = { service: 'monitoring', operation: 'ListTagsForResource', input: { ResourceARN } } as const
    try {
      const answer = answerOf(call.operation, await send(call, signal))
      const tags = itemsIfAny(member(answer, 'Tags')).map(tag => ({
        key: text(member(tag, 'Key')),
        value: textIfAny(member(tag, 'Value'))
      }))
      found.set(
        ResourceARN,
        tags.filter(({ key }) => !key.startsWith('aws:'))
      )
    } catch (error) {
      // Deleted since: the next look shows it.
      if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error
    }
  }
  return found
}

/**
 * Metric alarms of the account and region, a thousand at most: they serve a note, and CloudWatch gives ten pages a second
 * (CloudWatch User Guide, quotas). Alarms cannot be asked for by a dimension alone (DescribeAlarmsForMetric wants the
 * metric too).
 * @throws AwsError
 */
export async function someMetricAlarms(
  send: Send,
  signal: AbortSignal | undefined
): Promise<readonly MetricAlarm[]> {
  return (await list(send, { AlarmTypes: ['MetricAlarm'] }, signal, { enough: 1_000 })).map(toAlarm)
}

async function list(
  send: Send,
  input: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
  how: Partial<Paged> = {}
): Promise<readonly Cursor[]> {
  const call = {
    service: 'monitoring',
    operation: 'DescribeAlarms',
    input: { ...input, MaxRecords: MOST }
  } as const
  const paged = { list: 'MetricAlarms', tokens: NEXT_TOKEN, lackable: true, ...how } as const
  return await readPages(send, call, paged, signal)
}

const toAlarm = (at: Cursor): MetricAlarm => ({
  name: text(member(at, 'AlarmName')),
  arn: text(member(at, 'AlarmArn')),
  settings: picked(at, MEMBERS)
})
