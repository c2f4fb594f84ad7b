import { invalid } from '../fault.ts'
import {
  atMost,
  type Input,
  missing,
  onlyModelled,
  optionalNumber,
  optionalTime,
  records,
  text
} from '../input.ts'
import type { World } from '../world.ts'
import { dimensionsOf, metricKey } from './metric-key.ts'
import type { Metric, Point } from './model.ts'
import { LONGEST_LOOK_MS } from './model.ts'
import { metricChanged } from './watch.ts'

/** CloudWatch API Reference, PutMetricData. */
const MOST_DATA = 1000
const MOST_VALUES = 150

/** Sets what every period of a metric shows from now until it is set again; null: nothing. */
export function setLevel(world: World, key: string, value: number | null): void {
  const metric = metricOf(world, key)
  metric.levels = [...metric.levels, { at: world.now, value }]
  forget(world, metric)
  metricChanged(world, key)
}

/** PutMetricData: values with or without counts and timestamps. Units are not looked at. */
export function putMetricData(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['Namespace', 'MetricData'])
  const namespace = text(input, 'Namespace')
  const data = records(input, 'MetricData')
  if (data.length === 0) throw missing('MetricData')
  atMost('MetricData', data, MOST_DATA)
  const keys = data.map(each => {
    onlyModelled(each, [
      'MetricName',
      'Dimensions',
      'Timestamp',
      'Value',
      'Values',
      'Counts',
      'Unit',
      'StorageResolution'
    ])
    const key = metricKey(namespace, text(each, 'MetricName'), dimensionsOf(each))
    const metric = metricOf(world, key)
    metric.points = [...metric.points, ...pointsOf(world, each)].sort((a, b) => a.at - b.at)
    forget(world, metric)
    return key
  })
  for (const key of new Set(keys)) metricChanged(world, key)
  return {}
}

function pointsOf(world: World, datum: Input): readonly Point[] {
  const at = optionalTime(datum, 'Timestamp') ?? world.now
  // CloudWatch API Reference, PutMetricData: up to two weeks back and two hours ahead.
  if (at < world.now - 14 * 86_400_000 || at > world.now + 7_200_000)
    throw invalid('The parameter MetricData.member.1.Timestamp is out of range.')
  const value = optionalNumber(datum, 'Value')
  if (value !== undefined) return [{ at, value, count: 1 }]
  const values = numbers(datum, 'Values')
  const counts = numbers(datum, 'Counts')
  if (values.length === 0) throw missing('Value')
  atMost('Values', values, MOST_VALUES)
  if (counts.length > 0 && counts.length !== values.length)
    throw invalid(
      'The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.'
    )
  return values.map((each, n) => ({ at, value: each, count: counts[n] ?? 1 }))
}

function numbers(input: Input, member: string): readonly number[] {
  const list = input[member] ?? []
  if (!Array.isArray(list) || !list.every(each => typeof each === 'number')) throw missing(member)
  return list
}

function metricOf(world: World, key: string): Metric {
  const known = world.metrics[key]
  if (known !== undefined) return known
  world.metrics[key] = { levels: [], points: [] }
  return metricOf(world, key)
}

/** Drops what no alarm can look at any more; the last level before that still holds. */
function forget(world: World, metric: Metric): void {
  const horizon = world.now - LONGEST_LOOK_MS - 60_000
  if ((metric.points[0]?.at ?? horizon) < horizon)
    metric.points = metric.points.filter(each => each.at >= horizon)
  const holding = metric.levels.findLastIndex(each => each.at < horizon)
  if (holding > 0) metric.levels = metric.levels.slice(holding)
}
