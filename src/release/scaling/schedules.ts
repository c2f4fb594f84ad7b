/** Scheduled actions: what of them can be put into another group, and whether two are the same. */
import type { ScheduledAction, Settings } from '../attached.ts'
import { equalSettings } from './equal.ts'

const time = (value: unknown): number | undefined => (value instanceof Date ? value.getTime() : undefined)

export const startOf = ({ settings }: ScheduledAction): number | undefined => time(settings.StartTime)
export const endOf = ({ settings }: ScheduledAction): number | undefined => time(settings.EndTime)
export const recurs = ({ settings }: ScheduledAction): boolean => typeof settings.Recurrence === 'string'

/**
 * The action as it may be put now, or undefined where nothing of it is still to come. A StartTime in the past is refused
 * ("Given start time is in the past"): a recurring action has begun by then and needs none. `now`: ms since the epoch.
 */
export function puttable(action: ScheduledAction, now: number): ScheduledAction | undefined {
  const { StartTime, ...rest } = action.settings
  if ((endOf(action) ?? Number.POSITIVE_INFINITY) <= now) return undefined
  if ((startOf(action) ?? Number.POSITIVE_INFINITY) > now) return action
  return recurs(action) ? { name: action.name, settings: rest } : undefined
}

/**
 * Whether they do the same at the same times. The StartTime of a recurring action does not count: it is left out of a
 * copy once it is past, and whether AWS reports it or the next run is not documented.
 */
export const equalActions = (a: ScheduledAction, b: ScheduledAction): boolean =>
  equalSettings(timeless(a), timeless(b))

export function timeless(action: ScheduledAction): Settings {
  if (!recurs(action)) return action.settings
  const { StartTime: _, ...rest } = action.settings
  return rest
}
