/** All or nothing: the services of a fleet are released as one. */
import type { Decision } from './decision.ts'
import { standing } from './situation.ts'
import type { Observation } from './world.ts'

/**
 * Whether the service waits for the others, or is past the point where it would: nobody's traffic moves before every
 * service of the fleet holds its demand on the new colour.
 * @param decision what `next` says as long as the others are not ready
 */
export function isReady(seen: Observation, decision: Decision): boolean {
  if (decision.kind === 'done') return true
  if (decision.kind === 'wait' && decision.wait.for === 'others') return true
  const where = standing(seen)
  return where.kind === 'open' && where.situation.release.state !== 'open'
}

/** Whether traffic of the open release has begun to move, or has moved. */
export function hasSwitched(seen: Observation): boolean {
  const where = standing(seen)
  const moved = ['switching', 'switched']
  if (where.kind === 'torn') return moved.includes(where.release.state)
  return where.kind === 'open' && moved.includes(where.situation.release.state)
}

/** Whether the open release brings this version, and has not switched yet. */
export function isOnItsWay(seen: Observation, version: string): boolean {
  const where = standing(seen)
  if (where.kind !== 'open' && where.kind !== 'torn') return false
  const release = where.kind === 'open' ? where.situation.release : where.release
  return release.version === version && ['open', 'switching'].includes(release.state)
}

export const hasOpenRelease = (seen: Observation): boolean =>
  ['open', 'torn', 'damaged'].includes(standing(seen).kind)

/** Whether the open release is a rollback of a finalized one: then the whole fleet is on its way back. */
export function hasOpenUndo(seen: Observation): boolean {
  const where = standing(seen)
  return where.kind === 'open' && where.situation.release.undo === true
}

/** Whether the last release was rolled back and its rejected version is still parked. */
export function keepsRejected(seen: Observation): boolean {
  const where = standing(seen)
  return where.kind === 'closed' && where.situation.new.side.kept !== undefined
}
