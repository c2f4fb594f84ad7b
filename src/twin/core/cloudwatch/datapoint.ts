import type { World } from '../world.ts'
import type { Expression, Metric, Point } from './model.ts'

/** Time of a datapoint, ms since the epoch: `from` belongs to it, `to` does not. */
export interface Window {
  readonly from: number
  readonly to: number
}

/** The datapoint of a window; undefined where a part is missing or a division is by zero. */
export function datapoint(world: World, value: Expression, window: Window): number | undefined {
  if (value.kind === 'number') return value.value
  if (value.kind === 'metric') {
    const metric = world.metrics[value.key]
    return metric === undefined ? undefined : statisticOf(metric, window, value.statistic)
  }
  const left = datapoint(world, value.left, window)
  const right = datapoint(world, value.right, window)
  if (left === undefined || right === undefined) return undefined
  if (value.kind === '+') return left + right
  if (value.kind === '-') return left - right
  if (value.kind === '*') return left * right
  return right === 0 ? undefined : left / right
}

/** Keys of the metrics that an expression reads. */
export function metricKeys(value: Expression): readonly string[] {
  if (value.kind === 'metric') return [value.key]
  return value.kind === 'number' ? [] : [...metricKeys(value.left), ...metricKeys(value.right)]
}

/** When a metric last changed; every window that begins later shows the same. */
export function lastChange(metric: Metric): number {
  return Math.max(metric.levels.at(-1)?.at ?? 0, metric.points.at(-1)?.at ?? 0)
}

/** Data that was put wins over a level in the same window; of several levels the last one counts. */
function statisticOf(metric: Metric, { from, to }: Window, statistic: string): number | undefined {
  const points = metric.points.filter(each => each.at >= from && each.at < to)
  if (points.length > 0) return aggregate(points, statistic)
  const level = metric.levels.findLast(each => each.at < to)?.value ?? undefined
  return level !== undefined && statistic === 'SampleCount' ? 1 : level
}

function aggregate(points: readonly Point[], statistic: string): number | undefined {
  const count = points.reduce((sum, each) => sum + each.count, 0)
  const sum = points.reduce((total, each) => total + each.value * each.count, 0)
  if (statistic === 'SampleCount') return count
  if (statistic === 'Sum') return sum
  if (statistic === 'Average') return count === 0 ? undefined : sum / count
  const values = points.map(each => each.value).sort((a, b) => a - b)
  if (statistic === 'Minimum') return values[0]
  if (statistic === 'Maximum') return values.at(-1)
  return percentile(points, Number(statistic.slice(1)))
}

/** The smallest value that at least this part of all values does not exceed. ASSUMED: no interpolation. */
function percentile(points: readonly Point[], percent: number): number | undefined {
  const sorted = [...points].sort((a, b) => a.value - b.value)
  const wanted = (sorted.reduce((sum, each) => sum + each.count, 0) * percent) / 100
  let seen = 0
  for (const each of sorted) {
    seen += each.count
    if (seen >= wanted) return each.value
  }
  return sorted.at(-1)?.value
}
