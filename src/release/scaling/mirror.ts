/** One colour gets the policies, alarms and scheduled actions of the other one. Nothing is taken away here. */
import type { AlarmTag, MetricAlarm, ScalingPolicy, ScheduledAction } from '../attached.ts'
import { change, firstOf, refuse, type Step, wait } from '../decision.ts'
import { equalSettings } from './equal.ts'
import { nameTaken } from './fit.ts'
import { copyName } from './names.ts'
import { equalActions, puttable } from './schedules.ts'
import { policyActions, type Scaled, translated, translatedAlarm } from './translate.ts'

/** BatchPutScheduledUpdateGroupAction takes fifty (API Reference). */
const BATCH = 50

export interface MirrorWish {
  /** What becomes of a thing of that name that is there and differs. */
  readonly differing: 'replaced' | 'kept'
  /** Names that alarms have which drive no policy of the group. */
  readonly takenAlarms: readonly string[]
  /** Tags of the alarms to be copied, by ARN. PutMetricAlarm sets tags of a new alarm only (API Reference). */
  readonly alarmTags: ReadonlyMap<string, readonly AlarmTag[]>
}

/**
 * Puts what `from` has and `to` lacks, one call at a time: policies first, because an alarm names the ARN of the policy
 * that it drives. Replacing a policy keeps its ARN (API Reference, PutScalingPolicy).
 * @param now ms since the epoch: what is past by then is left out
 */
export function mirror(from: Scaled, to: Scaled, now: number, wish: MirrorWish): Step {
  return firstOf(
    () => putPolicy(from, to, wish),
    () => putSchedules(from, to, now, wish),
    () => putAlarm(from, to, wish)
  )
}

/** The policy as it is to be on the other group. */
const policyFor = (policy: ScalingPolicy, from: Scaled, to: Scaled): ScalingPolicy => ({
  ...policy,
  settings: translated(policy.settings, from.group, to.group)
})

function putPolicy(from: Scaled, to: Scaled, wish: MirrorWish): Step {
  const wanted = from.attached.policies
    .map(policy => policyFor(policy, from, to))
    .find(policy => {
      const there = named(to.attached.policies, policy.name)
      return !there || (wish.differing === 'replaced' && !equalSettings(there.settings, policy.settings))
    })
  if (!wanted) return undefined
  return change('additive', `put the scaling policy ${wanted.name} on ${to.group.name}`, {
    kind: 'put-policy',
    group: to.group.name,
    name: wanted.name,
    settings: wanted.settings
  })
}

function putSchedules(from: Scaled, to: Scaled, now: number, wish: MirrorWish): Step {
  const wanted = from.attached.scheduledActions
    .flatMap(action => puttable(action, now) ?? [])
    .filter(action => {
      const there = named(to.attached.scheduledActions, action.name)
      return !there || (wish.differing === 'replaced' && !equalActions(there, action))
    })
    .slice(0, BATCH)
  if (wanted.length === 0) return undefined
  const names = wanted.map(({ name }) => name).join(', ')
  return change('additive', `put the scheduled actions ${names} on ${to.group.name}`, {
    kind: 'put-schedules',
    group: to.group.name,
    actions: wanted
  })
}

function putAlarm(from: Scaled, to: Scaled, wish: MirrorWish): Step {
  for (const alarm of from.attached.alarms) {
    const arns = new Map(
      from.attached.policies.map(({ arn, name }) => [arn, named(to.attached.policies, name)?.arn ?? ''])
    )
    if (policyActions(alarm).some(arn => arns.get(arn) === '')) {
      return wait({ for: 'copied', group: to.group.name })
    }
    const name = copyName(alarm.name, from.group.name, to.group.name)
    const settings = translatedAlarm(alarm, from.group, to.group, arns)
    const there = named(to.attached.alarms, name)
    if (there && (wish.differing === 'kept' || equalSettings(there.settings, settings))) continue
    if (!there && wish.takenAlarms.includes(name)) return refuse(nameTaken(name, from.group, to.group))
    return change('additive', `put the alarm ${name} for ${to.group.name}`, {
      kind: 'put-alarm',
      group: to.group.name,
      name,
      settings,
      tags: wish.alarmTags.get(alarm.arn) ?? []
    })
  }
  return undefined
}

const named = <Thing extends ScalingPolicy | ScheduledAction | MetricAlarm>(
  things: readonly Thing[],
  name: string
): Thing | undefined => things.find(thing => thing.name === name)
