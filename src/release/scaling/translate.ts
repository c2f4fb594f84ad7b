/** Settings that speak of one group, said of the other. */
import type { Attached, MetricAlarm, Settings } from '../attached.ts'
import { pairingsOf } from '../traffic/pairing.ts'
import type { Group } from '../world.ts'

/** One colour with what changes its size. */
export interface Scaled {
  readonly group: Group
  readonly attached: Attached
}

/** Target groups of `from` by the name that metrics have for them, with that of `to` which takes its place. */
function targetGroupPairs(from: Group, to: Group): readonly (readonly [string, string])[] {
  const pairings = pairingsOf({ groups: { blue: from, green: to } })
  // Where none stands for the other the release is refused for that.
  return 'code' in pairings ? [] : pairings.map(({ blue, green }) => [metricName(blue), metricName(green)])
}

/** `arn:...:targetgroup/name/id` is called `targetgroup/name/id` in metrics and resource labels. */
const metricName = (targetGroup: string): string => targetGroup.slice(targetGroup.lastIndexOf(':') + 1)

/** `PolicyARN`s are `arn:...:scalingPolicy:<uuid>:autoScalingGroupName/<group>:policyName/<name>`. */
export const isPolicyArn = (action: unknown): action is string =>
  typeof action === 'string' && /^arn:[^:]+:autoscaling:.*:scalingPolicy:/.test(action)

/**
 * The settings of a policy or of an alarm as they are for the other group: dimensions `AutoScalingGroupName`, the group's
 * name in metric math and Metrics Insights expressions, and target groups in dimensions and resource labels
 * (`app/<lb>/<id>/targetgroup/<name>/<id>`, API Reference, PredefinedMetricSpecification). Text for people stays.
 */
export function translated(settings: Settings, from: Group, to: Group): Settings {
  const pairs = targetGroupPairs(from, to)
  const inName = new RegExp(`(?<![A-Za-z0-9_.-])${escaped(from.name)}(?![A-Za-z0-9_.-])`, 'g')
  const byTargetGroup = (text: string): string =>
    pairs.reduce((said, [left, right]) => said.replaceAll(left, right), text)

  function walk(value: unknown, key: string): unknown {
    if (typeof value === 'string') {
      if (key === 'AlarmDescription') return value
      return byTargetGroup(key === 'Expression' ? value.replace(inName, () => to.name) : value)
    }
    if (Array.isArray(value)) return value.map(each => walk(each, key))
    if (typeof value !== 'object' || value === null || value instanceof Date) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) =>
        name === 'Value' && isGroupDimension(value) && each === from.name
          ? [name, to.name]
          : [name, walk(each, name)]
      )
    )
  }
  return Object.fromEntries(Object.entries(settings).map(([name, each]) => [name, walk(each, name)]))
}

export const isGroupDimension = (value: object): boolean =>
  'Name' in value && value.Name === 'AutoScalingGroupName'

/** The three lists of an alarm that name what it does. */
const ACTIONS = ['AlarmActions', 'OKActions', 'InsufficientDataActions'] as const

export const policyActions = ({ settings }: MetricAlarm): readonly string[] =>
  ACTIONS.flatMap(list => {
    const actions = settings[list]
    return Array.isArray(actions) ? actions.filter(isPolicyArn) : []
  })

/**
 * The settings of an alarm that drives policies of `from`, for the policies of `to`. Other actions, such as topics, are
 * kept; policies of groups beside the pair are left to the alarm that is there.
 * @param arns policies of `from` with those of the same name of `to`
 */
export function translatedAlarm(
  alarm: MetricAlarm,
  from: Group,
  to: Group,
  arns: ReadonlyMap<string, string>
): Settings {
  const settings = translated(alarm.settings, from, to)
  const members = Object.entries(settings).flatMap(
    ([name, value]): readonly (readonly [string, unknown])[] => {
      if (!isActionList(name) || !Array.isArray(value)) return [[name, value]]
      const kept = value.flatMap(action => (isPolicyArn(action) ? (arns.get(action) ?? []) : [action]))
      return kept.length === 0 ? [] : [[name, kept]]
    }
  )
  return Object.fromEntries(members)
}

const isActionList = (name: string): boolean => ACTIONS.some(list => list === name)

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
