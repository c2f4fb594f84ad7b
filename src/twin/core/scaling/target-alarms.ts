import { storeAlarm } from '../cloudwatch/alarms.ts'
import { readRule } from '../cloudwatch/metric-rule.ts'
import { reviewComposites } from '../cloudwatch/watch.ts'
import { AwsFault, invalid } from '../fault.ts'
import { type Input, optionalInteger, optionalText, records, text } from '../input.ts'
import { uuid } from '../random.ts'
import { present, record } from '../record.ts'
import type { Group, Policy, World } from '../world.ts'
import { configurationOf, scalesIn, targetOf } from './target-tracking.ts'

/**
 * Puts the alarms that a target tracking policy owns: three minutes above the target for scaling out, fifteen below nine
 * tenths of it for scaling in. ASSUMED: these figures, that a changed policy keeps its alarms, and that without scaling
 * in there is no low alarm.
 * @returns the policy with the names of its alarms
 * @throws AwsFault ValidationError, TwinUnsupported
 */
export function putTargetAlarms(world: World, group: Group, policy: Policy): Policy {
  const metric = metricOf(world, group, configurationOf(policy.input))
  const put = (name: string, side: 'high' | 'low'): string => {
    const high = side === 'high'
    const input = {
      ...metric,
      AlarmName: name,
      AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policy.arn}.`,
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [policy.arn],
      InsufficientDataActions: [],
      ComparisonOperator: high ? 'GreaterThanThreshold' : 'LessThanThreshold',
      EvaluationPeriods: high ? 3 : 15,
      Threshold: high ? targetOf(policy) : Number((targetOf(policy) * 0.9).toPrecision(12))
    }
    storeAlarm(world, input, { rule: readRule(input) })
    return name
  }
  const named = (side: 'High' | 'Low'): string => `TargetTracking-${group.name}-Alarm${side}-${uuid(world)}`
  const high = put(policy.high ?? named('High'), 'high')
  if (scalesIn(policy)) return { ...policy, high, low: put(policy.low ?? named('Low'), 'low') }
  deleteAlarm(world, policy.low)
  const { low: _low, ...rest } = policy
  return { ...rest, high }
}

/** Deletes the alarms that a policy owns. */
export function deleteTargetAlarms(world: World, policy: Policy): void {
  deleteAlarm(world, policy.high)
  deleteAlarm(world, policy.low)
}

function deleteAlarm(world: World, name: string | undefined): void {
  if (name === undefined || world.alarms[name] === undefined) return
  delete world.alarms[name]
  reviewComposites(world, name)
}

const CPU_AND_NETWORK: Readonly<Record<string, string>> = {
  ASGAverageCPUUtilization: 'CPUUtilization',
  ASGAverageNetworkIn: 'NetworkIn',
  ASGAverageNetworkOut: 'NetworkOut'
}

/** The metric members of the alarms' configuration. */
function metricOf(world: World, group: Group, configuration: Input): Input {
  const predefined = record(configuration, 'PredefinedMetricSpecification')
  const customized = record(configuration, 'CustomizedMetricSpecification')
  // ASSUMED: the wordings.
  if ((predefined === undefined) === (customized === undefined))
    throw invalid(
      'Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified'
    )
  if (customized !== undefined) return customizedMetric(customized)
  const type = text(predefined ?? {}, 'PredefinedMetricType')
  const name = CPU_AND_NETWORK[type]
  if (name !== undefined) {
    const Dimensions = [{ Name: 'AutoScalingGroupName', Value: group.name }]
    return { Namespace: 'AWS/EC2', MetricName: name, Dimensions, Statistic: 'Average', Period: 60 }
  }
  if (type !== 'ALBRequestCountPerTarget') throw invalid(`Invalid predefined metric type: ${type}`)
  return requestCount(world, group, optionalText(predefined ?? {}, 'ResourceLabel') ?? '')
}

/**
 * ALBRequestCountPerTarget: the label names a target group and is refused "unless the target group is attached to the
 * Auto Scaling group" (Auto Scaling API Reference, PredefinedMetricSpecification).
 */
function requestCount(world: World, group: Group, label: string): Input {
  const [, loadBalancer, targetGroup] = /^(app\/[^/]+\/[^/]+)\/(targetgroup\/[^/]+\/[^/]+)$/.exec(label) ?? []
  if (loadBalancer === undefined || targetGroup === undefined)
    throw invalid(`The resource label ${label} is not of the form app/<name>/<id>/targetgroup/<name>/<id>`)
  const arn = group.targetGroups.find(each => each.endsWith(`:${targetGroup}`))
  if (
    arn === undefined ||
    !world.targetGroups[arn]?.loadBalancers.some(each => each.endsWith(`/${loadBalancer}`))
  )
    throw invalid(
      `The target group of the resource label ${label} is not attached to the Auto Scaling group ${group.name}`
    )
  return {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'RequestCountPerTarget',
    Dimensions: [
      { Name: 'TargetGroup', Value: targetGroup },
      { Name: 'LoadBalancer', Value: loadBalancer }
    ],
    Statistic: 'Sum',
    Period: 60
  }
}

function customizedMetric(specification: Input): Input {
  const period = optionalInteger(specification, 'Period') ?? 60
  const queries = records(specification, 'Metrics')
  if (queries.length === 0) {
    const { Namespace, MetricName, Dimensions, Statistic, Unit } = specification
    return present({ Namespace, MetricName, Dimensions, Statistic, Unit, Period: period })
  }
  const Metrics = queries.map(query => {
    const stat = record(query, 'MetricStat')
    if (stat === undefined) return query
    if (optionalInteger(stat, 'Period') !== undefined && stat.Period !== period)
      throw new AwsFault('TwinUnsupported', 'The twin models target tracking with one period.', 501)
    return { ...query, MetricStat: { ...stat, Period: period } }
  })
  return { Metrics }
}
