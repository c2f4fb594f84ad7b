/** When scheduled actions are due, and keeping the hand-over of scaling away from these moments. */
import type { Attached, ScheduledAction } from '../attached.ts'
import { type Step, wait } from '../decision.ts'
import type { Member } from '../situation.ts'
import { namesMinute } from './cron.ts'
import { endOf, recurs, startOf } from './schedules.ts'
import type { Scaled } from './translate.ts'

const MINUTE_MS = 60_000
/** Actions run up to two minutes late (EC2 Auto Scaling User Guide, scheduled scaling). */
const LATE_MS = 2 * MINUTE_MS
/** So long a hand-over waits for schedules that follow each other. */
const PATIENCE_MS = 10 * MINUTE_MS

export interface Due {
  readonly name: string
  /** Ms since the epoch. */
  readonly at: number
}

/** What is due from `from` to `to` (both ms since the epoch, both included), earliest first. */
export function dueBetween(attached: Attached, from: number, to: number): readonly Due[] {
  const found = attached.scheduledActions.flatMap(action =>
    timesOf(action, from, to).map(at => ({ name: action.name, at }))
  )
  return found.sort((a, b) => a.at - b.at)
}

function timesOf(action: ScheduledAction, from: number, to: number): readonly number[] {
  const { Recurrence, TimeZone } = action.settings
  const start = startOf(action)
  if (!recurs(action)) return start !== undefined && start >= from && start <= to ? [start] : []
  const zone = typeof TimeZone === 'string' ? TimeZone : 'UTC'
  const times: number[] = []
  for (let at = Math.ceil(from / MINUTE_MS) * MINUTE_MS; at <= to; at += MINUTE_MS) {
    if (namesMinute(String(Recurrence), zone, at)) times.push(at)
  }
  return times.filter(at => at >= (start ?? at) && at <= (endOf(action) ?? at))
}

/**
 * Waits while an action of the live group is about to run or may still run: handed over in between, nobody would run it.
 * Where such times follow each other without a gap it waits for the first ten minutes of them only, counted from when
 * they began and not from when the run came, so that a run that is started again does not wait anew.
 * @param now ms since the epoch
 */
export function awaySchedule(live: Member, now: number): Step {
  // The user himself has suspended them.
  if (live.base.suspended.includes('ScheduledActions')) return undefined
  const near = dueBetween(live.attached, now - PATIENCE_MS - 2 * LATE_MS, now + LATE_MS)
  const last = near.findLast(({ at }) => Math.abs(at - now) <= LATE_MS)
  if (!last) return undefined
  const began = near.reduceRight(
    (begin, { at }) => (at + LATE_MS >= begin ? Math.min(begin, at - LATE_MS) : begin),
    last.at - LATE_MS
  )
  if (now - began >= PATIENCE_MS) return undefined
  const until = Math.min(last.at + LATE_MS + 1, began + PATIENCE_MS)
  return wait({ for: 'schedule', group: live.group.name, action: last.name, until })
}

/**
 * Says in the reason of a change that ends a colour's schedules which of its actions may not have run because of it.
 * @param now ms since the epoch
 */
export function withMissed(step: Step, leaving: Scaled, now: number): Step {
  if (step?.kind !== 'change' || step.change.kind !== 'suspend') return step
  if (!step.change.processes.includes('ScheduledActions')) return step
  const missed = dueBetween(leaving.attached, now - LATE_MS, now)
  if (missed.length === 0) return step
  const said = missed.map(({ name, at }) => `${name}, due at ${new Date(at).toISOString()}`).join('; ')
  return { ...step, why: `${step.why}; check the sizes, it may not have run: the scheduled action ${said}` }
}
