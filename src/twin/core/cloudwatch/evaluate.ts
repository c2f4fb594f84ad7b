import type { World } from '../world.ts'
import { datapoint } from './datapoint.ts'
import type { AlarmState, Comparison, MetricRule } from './model.ts'

export interface Verdict {
  /** Undefined where the alarm keeps the state that it has. */
  readonly state?: AlarmState
  readonly reason: string
}

/** What a metric alarm makes of the datapoints up to now. */
export function evaluate(world: World, rule: MetricRule): Verdict {
  const values = Array.from({ length: rule.evaluationPeriods }, (_, age) => {
    const to = world.now - age * rule.periodMs
    return datapoint(world, rule.value, { from: to - rule.periodMs, to })
  })
  const breaches = values.map(each => (each === undefined ? undefined : crosses(rule, each)))
  const state = judge(rule, breaches)
  const reason = state === 'INSUFFICIENT_DATA' ? unknown(values.length) : told(world, rule, values, state)
  return { ...(state === undefined ? {} : { state }), reason }
}

/** The latest datapoint of a rule, for policies that go by its size. */
export function latestValue(world: World, rule: MetricRule): number | undefined {
  for (let age = 0; age < rule.evaluationPeriods; age += 1) {
    const to = world.now - age * rule.periodMs
    const value = datapoint(world, rule.value, { from: to - rule.periodMs, to })
    if (value !== undefined) return value
  }
  return undefined
}

/**
 * CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data". `breaches` is newest first. With
 * `missing`, an alarm also goes to ALARM with fewer datapoints than wanted when its oldest breaching one is old enough
 * and nothing newer is right. ASSUMED: only the periods of the alarm itself are looked at; AWS also takes a few before
 * them where some are missing.
 */
export function judge(rule: MetricRule, breaches: readonly (boolean | undefined)[]): AlarmState | undefined {
  const wanted = rule.datapointsToAlarm
  const bad = breaches.filter(each => each === true).length
  const unknown = breaches.filter(each => each === undefined).length
  const good = breaches.length - bad - unknown
  if (bad >= wanted) return 'ALARM'
  if (rule.missing === 'breaching') return bad + unknown >= wanted ? 'ALARM' : 'OK'
  if (rule.missing === 'notBreaching') return 'OK'
  if (rule.missing === 'ignore') return bad + unknown < wanted ? 'OK' : undefined
  if (bad + good === 0) return 'INSUFFICIENT_DATA'
  const oldestBad = breaches.lastIndexOf(true)
  if (oldestBad + 1 >= wanted && !breaches.slice(0, oldestBad).includes(false)) return 'ALARM'
  return good > 0 ? 'OK' : undefined
}

function crosses(rule: MetricRule, value: number): boolean {
  switch (rule.comparison) {
    case 'GreaterThanThreshold':
      return value > rule.threshold
    case 'GreaterThanOrEqualToThreshold':
      return value >= rule.threshold
    case 'LessThanThreshold':
      return value < rule.threshold
    case 'LessThanOrEqualToThreshold':
      return value <= rule.threshold
  }
}

const WORDS: Readonly<Record<Comparison, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to'
}

/** ASSUMED: the wording in detail. */
function told(
  world: World,
  rule: MetricRule,
  values: readonly (number | undefined)[],
  state: AlarmState | undefined
): string {
  const seen = values.flatMap((value, age) =>
    value === undefined ? [] : [`${decimal(value)} (${stamp(world.now - (age + 1) * rule.periodMs)})`]
  )
  const verb = seen.length === 1 ? 'was' : 'were'
  const not = state === 'OK' ? ' not' : ''
  return (
    `Threshold Crossed: ${seen.length} out of the last ${values.length} datapoints [${seen.join(', ')}] ${verb}${not} ` +
    `${WORDS[rule.comparison]} the threshold (${decimal(rule.threshold)}) ` +
    `(minimum ${rule.datapointsToAlarm} datapoint${rule.datapointsToAlarm === 1 ? '' : 's'}).`
  )
}

function unknown(count: number): string {
  return `Insufficient Data: ${count} datapoint${count === 1 ? ' was' : 's were'} unknown.`
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value)
}

/** `05/01/26 09:00:00`, as CloudWatch writes times in reasons. */
function stamp(ms: number): string {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`
}
