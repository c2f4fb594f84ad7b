/** A day of the calendar. */
export interface LocalDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  /** 0 is Sunday. */
  readonly weekday: number
}

const DAY_MS = 86_400_000

/** Whether the runtime knows an IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The calendar day of a moment (ms since the epoch) in a time zone. */
export function localDay(time: number, timeZone: string): LocalDay {
  return dayOf(wallClock(time, timeZone))
}

export function nextDay({ year, month, day }: LocalDay): LocalDay {
  return dayOf(Date.UTC(year, month - 1, day) + DAY_MS)
}

/**
 * The moment at which clocks in a time zone show a time of a day, ms since the epoch; undefined where they never do, the
 * first one where they do so twice.
 */
export function toUtc(day: LocalDay, hour: number, minute: number, timeZone: string): number | undefined {
  const wall = Date.UTC(day.year, day.month - 1, day.day, hour, minute)
  if (timeZone === 'UTC') return wall
  // The offset is one of those in force a day before and after.
  const offsets = [wall - DAY_MS, wall + DAY_MS].map(time => wallClock(time, timeZone) - time)
  const moments = offsets.map(offset => wall - offset).filter(time => wallClock(time, timeZone) === wall)
  return moments.length === 0 ? undefined : Math.min(...moments)
}

/** What clocks show at a moment, as the moment at which clocks show that in UTC. */
function wallClock(time: number, timeZone: string): number {
  if (timeZone === 'UTC') return time
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  })
  const parts = new Map(format.formatToParts(time).map(part => [part.type, Number(part.value)]))
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}

function dayOf(wall: number): LocalDay {
  const date = new Date(wall)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay()
  }
}
