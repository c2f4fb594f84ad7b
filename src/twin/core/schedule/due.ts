import { begin, stamp } from '../auto-scaling/activities.ts'
import { setDesired } from '../auto-scaling/sizes.ts'
import { schedule } from '../timers.ts'
import type { Group, ScheduledAction, World } from '../world.ts'
import { nextRun, parseCron } from './cron.ts'

/** How late actions run, ms. ASSUMED (`schedule-late`): never; the guide allows for up to two minutes. */
export function latenessMs(world: World): number {
  return world.assumptions['schedule-late'] === 'two-minutes' ? 120_000 : 0
}

/** Sets the timer for the next run of an action, and for its end. To be called whenever an action was put. */
export function planAction(world: World, group: Group, action: ScheduledAction): void {
  setTimer(world, group, action, followingRun(action, world.now - 1) ?? action.endAt)
}

function setTimer(world: World, group: Group, action: ScheduledAction, due: number | undefined): void {
  delete action.nextAt
  if (due === undefined) return
  action.nextAt = due + latenessMs(world)
  schedule(world, action.nextAt, { kind: 'scheduled-action', group: group.name, action: action.name })
}

/** The first run after a moment; StartTime and EndTime bound the runs of a recurring action. */
function followingRun(action: ScheduledAction, after: number): number | undefined {
  const cron = action.recurrence === undefined ? undefined : parseCron(action.recurrence)
  const start = action.startAt ?? Number.NEGATIVE_INFINITY
  const run =
    cron === undefined ? action.startAt : nextRun(cron, Math.max(after, start - 1), action.timeZone ?? 'UTC')
  if (run === undefined || run <= after) return undefined
  return run > (action.endAt ?? Number.POSITIVE_INFINITY) ? undefined : run
}

/**
 * An action is due: it runs, unless ScheduledActions is suspended, in which case this run is lost (EC2 Auto Scaling
 * guide, "Suspend and resume a process"). What has no further run is gone.
 */
export function scheduledActionDue(world: World, group: Group, name: string): void {
  const action = group.scheduledActions[name]
  if (action === undefined || action.nextAt !== world.now) return
  const time = world.now - latenessMs(world)
  const isRun = followingRun(action, time - 1) === time
  if (isRun && group.suspended.ScheduledActions === undefined && group.status === undefined)
    run(world, group, action)
  const next = followingRun(action, time)
  if (next === undefined && (action.recurrence === undefined || (action.endAt ?? 0) <= time)) {
    delete group.scheduledActions[name]
    return
  }
  setTimer(world, group, action, next ?? action.endAt)
}

/**
 * Sets what the action names. Without a desired capacity the present one moves just as far as the new bounds make it.
 * ASSUMED: sizes that contradict each other change nothing and leave a failed activity.
 */
function run(world: World, group: Group, action: ScheduledAction): void {
  const min = action.min ?? group.min
  const max = action.max ?? group.max
  const desired = action.desired ?? Math.min(Math.max(group.desired, min), max)
  if (min > max || desired < min || desired > max) {
    begin(world, group, {
      description: `Executing scheduled action: ${action.name}`,
      cause: `At ${stamp(world.now)} the scheduled action ${action.name} was due.`,
      status: 'Failed',
      progress: 100,
      message: `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`
    })
    return
  }
  group.min = min
  group.max = max
  const sizes = `min: ${min}, max: ${max}, desired: ${desired}`
  setDesired(world, group, desired, `a scheduled action update of AutoScalingGroup constraints to ${sizes}`)
}
