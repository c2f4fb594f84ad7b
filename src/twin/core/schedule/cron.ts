import { type LocalDay, localDay, nextDay, toUtc } from './local-time.ts'

/** A five-field cron expression, read. Days and hours are those of its time zone. */
export interface Cron {
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly days: readonly number[]
  readonly months: readonly number[]
  /** 0 is Sunday. */
  readonly weekdays: readonly number[]
  /** With both fields given a day fits when one of them does, as cron has it. */
  readonly eitherDay: boolean
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
/** A leap day on a given weekday comes within 40 years. */
const HORIZON_DAYS = 366 * 40

/** Reads `minute hour day month weekday` with lists, ranges, steps and names; undefined where it is none. */
export function parseCron(expression: string): Cron | undefined {
  const parts = expression.trim().split(/\s+/)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = parts
  const minutes = field(minute, 0, 59)
  const hours = field(hour, 0, 23)
  const days = field(day, 1, 31)
  const months = field(month, 1, 12, MONTHS)
  const weekdays = field(weekday, 0, 7, WEEKDAYS)
  if (parts.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return undefined
  const sundays = weekdays.map(each => each % 7)
  return {
    minutes,
    hours,
    days,
    months,
    weekdays: sundays,
    eitherDay: !day.startsWith('*') && !weekday.startsWith('*')
  }
}

/**
 * The first run after a moment (both ms since the epoch); undefined where there is none within forty years.
 * ASSUMED: a local time that the change to summer time leaves out is skipped, and one that comes twice runs once.
 */
export function nextRun(cron: Cron, after: number, timeZone: string): number | undefined {
  let day = localDay(after, timeZone)
  for (let n = 0; n < HORIZON_DAYS; n += 1, day = nextDay(day)) {
    if (!fits(cron, day)) continue
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const time = toUtc(day, hour, minute, timeZone)
        if (time !== undefined && time > after) return time
      }
    }
  }
  return undefined
}

function fits(cron: Cron, day: LocalDay): boolean {
  if (!cron.months.includes(day.month)) return false
  const byDate = cron.days.includes(day.day)
  const byWeekday = cron.weekdays.includes(day.weekday)
  return cron.eitherDay ? byDate || byWeekday : byDate && byWeekday
}

function field(
  text: string,
  low: number,
  high: number,
  names: readonly string[] = []
): readonly number[] | undefined {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const [, from = '', to, step] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(part) ?? []
    const first = from === '*' ? low : numberOf(from, low, names)
    const single = to === undefined && step === undefined
    const last = from === '*' || (to === undefined && !single) ? high : numberOf(to ?? from, low, names)
    const by = Number(step ?? 1)
    if (first === undefined || last === undefined || by < 1) return undefined
    if (first < low || last > high || first > last) return undefined
    for (let value = first; value <= last; value += by) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

function numberOf(text: string, low: number, names: readonly string[]): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  const at = names.indexOf(text.toUpperCase())
  return at < 0 ? undefined : at + low
}
