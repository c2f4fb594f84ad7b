import { AwsFault, invalid } from '../fault.ts'
import {
  between,
  type Input,
  integer,
  missing,
  optionalFlag,
  optionalInteger,
  optionalNumber,
  optionalText,
  records,
  text
} from '../input.ts'
import { record } from '../record.ts'
import { metricKeys } from './datapoint.ts'
import { dimensionsOf, metricKey } from './metric-key.ts'
import { parseMath } from './metric-math.ts'
import type { Comparison, Expression, MetricRule, MissingData } from './model.ts'
import { LONGEST_LOOK_MS } from './model.ts'

const COMPARISONS: readonly Comparison[] = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold'
]
const MISSING: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching']
const STATISTICS = /^(SampleCount|Average|Sum|Minimum|Maximum|p\d{1,2}(\.\d+)?|p100)$/

/** Reads what a PutMetricAlarm request compares. @throws AwsFault ValidationError, TwinUnsupported */
export function readRule(input: Input): MetricRule {
  const evaluationPeriods = between('EvaluationPeriods', integer(input, 'EvaluationPeriods'), 1, 10_080)
  const datapointsToAlarm = optionalInteger(input, 'DatapointsToAlarm') ?? evaluationPeriods
  // ASSUMED: the wordings here and below.
  if (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods)
    throw invalid('DatapointsToAlarm must be from 1 to EvaluationPeriods')
  const { value, periodSeconds } = readValue(input)
  const periodMs = period(periodSeconds) * 1000
  if (periodMs * evaluationPeriods > LONGEST_LOOK_MS)
    throw invalid(
      'Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= 604800)'
    )
  const threshold = optionalNumber(input, 'Threshold')
  if (threshold === undefined) throw missing('Threshold')
  const missingData = optionalText(input, 'TreatMissingData') ?? 'missing'
  return {
    periodMs,
    evaluationPeriods,
    datapointsToAlarm,
    threshold,
    comparison: oneOf(COMPARISONS, text(input, 'ComparisonOperator'), 'ComparisonOperator'),
    missing: oneOf(MISSING, missingData, 'TreatMissingData'),
    value
  }
}

interface Value {
  readonly value: Expression
  readonly periodSeconds: number
}

function readValue(input: Input): Value {
  const queries = records(input, 'Metrics')
  if (queries.length > 0) return readQueries(queries)
  const name = optionalText(input, 'MetricName')
  if (name === undefined) throw invalid('Exactly one of MetricName and Metrics must be specified')
  const statistic = statisticOf(optionalText(input, 'Statistic') ?? optionalText(input, 'ExtendedStatistic'))
  const key = metricKey(text(input, 'Namespace'), name, dimensionsOf(input))
  return { value: { kind: 'metric', key, statistic }, periodSeconds: integer(input, 'Period') }
}

/** Metric data queries: metrics, and at most one expression over them, which then is the one that returns data. */
function readQueries(queries: readonly Input[]): Value {
  const metrics = new Map<string, Expression>()
  const periods = new Set<number>()
  const expressions: Input[] = []
  for (const query of queries) {
    const stat = record(query, 'MetricStat')
    if (stat === undefined) expressions.push(query)
    else {
      const metric = record(stat, 'Metric') ?? {}
      const key = metricKey(text(metric, 'Namespace'), text(metric, 'MetricName'), dimensionsOf(metric))
      metrics.set(text(query, 'Id'), { kind: 'metric', key, statistic: statisticOf(text(stat, 'Stat')) })
      periods.add(integer(stat, 'Period'))
    }
  }
  const returning = queries.filter(each => optionalFlag(each, 'ReturnData') ?? true)
  const [returned] = returning
  if (returning.length !== 1 || returned === undefined)
    throw invalid('Exactly one element of the metrics list must return data.')
  const [periodSeconds] = periods
  if (periods.size !== 1 || periodSeconds === undefined || expressions.length > 1)
    throw new AwsFault(
      'TwinUnsupported',
      'The twin models metric math with one period and one expression.',
      501
    )
  const value = metrics.get(text(returned, 'Id')) ?? parseMath(text(returned, 'Expression'), metrics)
  if (metricKeys(value).length === 0) throw invalid('The expression must refer to a metric')
  return { value, periodSeconds }
}

function statisticOf(name: string | undefined): string {
  if (name === undefined) throw invalid('Exactly one of Statistic and ExtendedStatistic must be specified')
  if (!STATISTICS.test(name))
    throw new AwsFault('TwinUnsupported', `The twin does not model the statistic ${name}.`, 501)
  return name
}

/** CloudWatch API Reference, PutMetricAlarm: 10, 20, 30 or a multiple of 60 s. */
function period(seconds: number): number {
  if (seconds === 10 || seconds === 20 || seconds === 30 || (seconds >= 60 && seconds % 60 === 0))
    return seconds
  throw invalid(`The parameter Period must be 10, 20, 30 or a multiple of 60, but was ${seconds}`)
}

function oneOf<Known extends string>(known: readonly Known[], given: string, member: string): Known {
  const found = known.find(each => each === given)
  if (found !== undefined) return found
  throw new AwsFault('TwinUnsupported', `The twin does not model ${member} ${given}.`, 501)
}
