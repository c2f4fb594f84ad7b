import { uuid } from '../random.ts'
import type { Activity, Group, World } from '../world.ts'

/** AWS keeps six weeks; the twin keeps this many per group, which a run of months does not outgrow. */
const KEPT = 1000

export interface NewActivity {
  readonly description: string
  readonly cause: string
  readonly status: string
  /** Percent. */
  readonly progress: number
  readonly zone?: string
  readonly message?: string
}

/** Writes an activity and returns its id. */
export function begin(world: World, group: Group, activity: NewActivity): Activity {
  const ended = activity.progress === 100 ? { endedAt: world.now } : {}
  const made: Activity = {
    id: uuid(world),
    description: activity.description,
    cause: activity.cause,
    startedAt: world.now,
    status: activity.status,
    progress: activity.progress,
    details: JSON.stringify(activity.zone === undefined ? {} : { 'Availability Zone': activity.zone }),
    ...(activity.message === undefined ? {} : { message: activity.message }),
    ...ended
  }
  if (group.activities.length >= 2 * KEPT) group.activities = group.activities.slice(-KEPT)
  group.activities.push(made)
  return made
}

export function finish(world: World, group: Group, id: string | undefined): void {
  if (id === undefined) return
  const activity = group.activities.findLast(each => each.id === id)
  if (activity === undefined) return
  activity.status = 'Successful'
  activity.progress = 100
  activity.endedAt = world.now
}

/** The API shape of one activity. AWS truncates EndTime to the second and gives StartTime with ms. */
export function activityShape(group: Group, activity: Activity): Record<string, unknown> {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: group.name,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startedAt),
    ...(activity.endedAt === undefined
      ? {}
      : { EndTime: new Date(Math.floor(activity.endedAt / 1000) * 1000) }),
    StatusCode: activity.status,
    ...(activity.message === undefined ? {} : { StatusMessage: activity.message }),
    Progress: activity.progress,
    Details: activity.details,
    AutoScalingGroupARN: group.arn
  }
}

/** A moment as AWS writes it inside texts: whole seconds, `2026-01-05T09:00:00Z`. */
export function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
