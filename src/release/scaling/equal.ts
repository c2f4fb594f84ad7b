import type { Settings } from '../attached.ts'

/**
 * Whether settings mean the same. The order of list members has no meaning in policies, alarms and schedules (actions,
 * dimensions, step adjustments, metric data queries), and AWS does not promise to keep it.
 */
export const equalSettings = (a: Settings, b: Settings): boolean => settingsKey(a) === settingsKey(b)

/** Equal for settings that mean the same. */
export const settingsKey = (settings: Settings): string => JSON.stringify(ordered(settings))

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(each => JSON.stringify(ordered(each))).sort()
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const members = Object.entries(value).filter(([, each]) => each !== undefined)
  return members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, ordered(each)])
}
