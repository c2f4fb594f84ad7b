import { AwsError } from '../release/errors.ts'
import type { Observation } from '../release/world.ts'
import type { Acting, Traces } from './act.ts'
import type { Course } from './course.ts'

/**
 * Notes that a request of a dead run wrote over, or that a look is too old to show, are written again.
 * @throws AwsError, after which nobody knows whether the notes were written
 */
export async function repairNotes(
  { fleet, clock, stop, abort }: Acting,
  { ownWrites, unanswered }: Course,
  seen: Observation,
  traces: Traces
): Promise<void> {
  const change = ownWrites.repair(seen)
  if (!change || stop.aborted) return
  unanswered.sending(change)
  try {
    await fleet.apply(change, seen.at, abort)
    ownWrites.wrote(change, clock.now())
  } catch (error) {
    if (!(error instanceof AwsError) || error.kind === 'unknown') {
      traces.unknown = true
      unanswered.lost(change, clock.now())
    }
    throw error
  }
}
