/** Whether the live colour's policies, alarms and schedules can be given to the idle one: all findings, before any change. */

import type { Finding } from '../codes.ts'
import type { CopyMode } from '../journal/baseline.ts'
import { other } from '../situation.ts'
import type { Colour, Group, Observation } from '../world.ts'
import { copyName } from './names.ts'
import { differences, isBare } from './same.ts'
import { policyActions, type Scaled } from './translate.ts'

/** CloudWatch API Reference, PutMetricAlarm `AlarmName`. */
const LONGEST_NAME = 255

const scaled = (seen: Observation, colour: Colour): Scaled => ({
  group: seen.groups[colour],
  attached: seen.attached[colour]
})

/**
 * `copied`: the idle colour gets the live one's set, and it moves with the role. `own`: each colour keeps its own, which
 * the user gave to both.
 */
export const copyMode = (seen: Observation, live: Colour, keepIdleScaling: boolean): CopyMode =>
  keepIdleScaling || !isBare(seen.attached[other(live)]) ? 'own' : 'copied'

/** The names that copies of the alarms of this colour would have. */
export const copiedNames = (seen: Observation, live: Colour): readonly string[] =>
  seen.attached[live].alarms.map(({ name }) =>
    copyName(name, seen.groups[live].name, seen.groups[other(live)].name)
  )

/**
 * @param first whether nothing is live yet: then the new colour may well have a set of its own
 * @param takenAlarms of the names that copies of alarms would have, those that an alarm has already
 */
export function scalingFindings(
  seen: Observation,
  live: Colour,
  first: boolean,
  takenAlarms: readonly string[]
): readonly Finding[] {
  const from = scaled(seen, live)
  const to = scaled(seen, other(live))
  if (isBare(to.attached)) return [...nameFindings(from, to, takenAlarms), ...sharedFindings(from)]
  if (first) return []
  const { lacking, surplus } = differences(from, to, seen.at)
  if (lacking.length + surplus.length === 0) return []
  const found = [
    ...(surplus.length > 0
      ? [`${to.group.name} has ${surplus.join(', ')}, and ${from.group.name} has no such`]
      : []),
    ...(lacking.length > 0 ? [`${to.group.name} lacks ${lacking.join(', ')} of ${from.group.name}`] : [])
  ]
  return [
    {
      code: 'BGR-SCALING-NOT-ON-BOTH',
      message: `The idle group must have no scaling policies and scheduled actions, or the same as the live one: ${found.join('; ')}.`,
      fix: `Remove them from ${to.group.name}: each release copies those of ${from.group.name}. Or pass keep-idle-scaling: true: each group keeps its own, and only the live group's are in force.`
    }
  ]
}

export const nameTaken = (name: string, from: Group, to: Group): Finding => ({
  code: 'BGR-ALARM-NAME-TAKEN',
  message: `The copy of an alarm of ${from.name} for ${to.name} would be called ${name}, and there is an alarm of that name that drives no policy of ${to.name}.`,
  fix: `Rename or delete the alarm ${name}; it is never overwritten. Or pass keep-idle-scaling: true.`
})

function nameFindings(from: Scaled, to: Scaled, takenAlarms: readonly string[]): readonly Finding[] {
  const names = from.attached.alarms.map(({ name }) => copyName(name, from.group.name, to.group.name))
  return [
    ...names.filter(name => takenAlarms.includes(name)).map(name => nameTaken(name, from.group, to.group)),
    ...names
      .filter(name => name.length > LONGEST_NAME)
      .map(name =>
        uncopyable(
          `an alarm would be called ${name}, which has more than ${LONGEST_NAME} characters`,
          'Give the alarm a shorter name'
        )
      )
  ]
}

/** An alarm that also drives others cannot move with one of them. */
function sharedFindings({ group, attached }: Scaled): readonly Finding[] {
  const own = new Set(attached.policies.map(({ arn }) => arn))
  return attached.alarms
    .filter(alarm => policyActions(alarm).some(arn => !own.has(arn)))
    .map(({ name }) =>
      uncopyable(
        `the alarm ${name} drives policies of ${group.name} and of other groups`,
        'Give each group an alarm of its own'
      )
    )
}

const uncopyable = (what: string, fix: string): Finding => ({
  code: 'BGR-SCALING-NOT-COPYABLE',
  message: `What scales the live group has to be copied to the idle one, and cannot be: ${what}.`,
  fix: `${fix}, or give both groups the same policies, alarms and scheduled actions yourself, or pass keep-idle-scaling: true.`
})
