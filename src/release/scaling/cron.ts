/** Whether a cron expression of a scheduled action names a minute. Nothing is looked for ahead. */

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/**
 * Whether the action with this recurrence is due in the minute in which `time` (ms since the epoch) lies. Five fields:
 * minute, hour, day of month, month, day of week, in `timeZone` (IANA); where both days are restricted either will do
 * (Auto Scaling API Reference, PutScheduledUpdateGroupAction `Recurrence`; crontab(5)).
 * @returns false for an expression or a time zone that cannot be read
 */
export function namesMinute(recurrence: string, timeZone: string, time: number): boolean {
  const fields = recurrence.trim().split(/\s+/)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  const local = fields.length === 5 ? wallClock(time, timeZone) : undefined
  if (!local) return false
  const byDate = fits(day, local.getUTCDate(), 1, 31)
  const byWeekday =
    fits(weekday, local.getUTCDay(), 0, 7, WEEKDAYS) ||
    (local.getUTCDay() === 0 && fits(weekday, 7, 0, 7, WEEKDAYS))
  const either = !day.startsWith('*') && !weekday.startsWith('*')
  return (
    fits(minute, local.getUTCMinutes(), 0, 59) &&
    fits(hour, local.getUTCHours(), 0, 23) &&
    fits(month, local.getUTCMonth() + 1, 1, 12, MONTHS) &&
    (either ? byDate || byWeekday : byDate && byWeekday)
  )
}

/** One field: a list of values, ranges and steps. `names` stand for the values from `low` on. */
function fits(
  field: string,
  value: number,
  low: number,
  high: number,
  names: readonly string[] = []
): boolean {
  return field.split(',').some(part => {
    const [, from = '', to, step] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(part) ?? []
    const first = from === '*' ? low : numberOf(from, low, names)
    const open = from === '*' || (to === undefined && step !== undefined)
    const last = open ? high : numberOf(to ?? from, low, names)
    return value >= first && value <= last && (value - first) % Number(step ?? 1) === 0
  })
}

function numberOf(text: string, low: number, names: readonly string[]): number {
  if (/^\d+$/.test(text)) return Number(text)
  const at = names.indexOf(text.toUpperCase())
  return at < 0 ? Number.NaN : at + low
}

/** What clocks in the time zone show, as a date whose UTC fields say it; undefined for a zone that is unknown here. */
function wallClock(time: number, timeZone: string): Date | undefined {
  if (timeZone === 'UTC') return new Date(time)
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric'
    })
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
    return new Date(Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')))
  } catch {
    return undefined
  }
}
