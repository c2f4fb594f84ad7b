/** Whether both colours carry the same set, each in its own names. */
import type { Attached } from '../attached.ts'
import { settingsKey } from './equal.ts'
import { colourless } from './names.ts'
import { puttable, timeless } from './schedules.ts'
import { isPolicyArn, type Scaled, translated } from './translate.ts'

/** One policy, alarm or scheduled action, told apart from others of its kind. */
interface Item {
  /** For people, e.g. `the scaling policy cpu`. */
  readonly called: string
  readonly key: string
}

/**
 * What each of the two has that the other one has not, for people. Names that differ by the colour alone are equal, and
 * the names and descriptions of alarms do not count.
 * @param now ms since the epoch: scheduled actions that are past by then do not count
 */
export function differences(
  live: Scaled,
  idle: Scaled,
  now: number
): { readonly lacking: readonly string[]; readonly surplus: readonly string[] } {
  const wanted = itemsOf(live, now, settings => translated(settings, live.group, idle.group))
  const there = itemsOf(idle, now, settings => settings)
  return { lacking: without(wanted, there), surplus: without(there, wanted) }
}

export const isBare = ({ policies, scheduledActions, alarms }: Attached): boolean =>
  policies.length + scheduledActions.length + alarms.length === 0

type Say = (settings: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

function itemsOf({ attached }: Scaled, now: number, said: Say): readonly Item[] {
  const names = new Map(attached.policies.map(({ arn, name }) => [arn, `policy:${colourless(name)}`]))
  const item = (kind: string, name: string, parts: readonly string[]): Item => ({
    called: `the ${kind} ${name}`,
    key: [kind, ...parts].join('\n')
  })
  return [
    ...attached.policies.map(({ name, settings }) =>
      item('scaling policy', name, [colourless(name), settingsKey(said(settings))])
    ),
    ...attached.scheduledActions
      .flatMap(action => puttable(action, now) ?? [])
      .map(action =>
        item('scheduled action', action.name, [colourless(action.name), settingsKey(timeless(action))])
      ),
    ...attached.alarms.map(({ name, settings: { AlarmDescription: _, ...settings } }) =>
      item('alarm', name, [settingsKey(withPolicyNames(said(settings), names))])
    )
  ]
}

/** Policies of the group by their name; those of others are none of this comparison. */
function withPolicyNames(
  settings: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>
): Readonly<Record<string, unknown>> {
  const listed = Object.entries(settings).map(([member, value]) => {
    if (!Array.isArray(value)) return [member, value]
    return [member, value.flatMap(each => (isPolicyArn(each) ? (names.get(each) ?? []) : [each]))]
  })
  return Object.fromEntries(listed.filter(([, value]) => !Array.isArray(value) || value.length > 0))
}

/** Names of what is in the one list and not in the other; equal items count one by one. */
function without(list: readonly Item[], others: readonly Item[]): readonly string[] {
  const left = others.map(({ key }) => key)
  return list.flatMap(({ called, key }) => {
    const at = left.indexOf(key)
    if (at < 0) return [called]
    left.splice(at, 1)
    return []
  })
}
