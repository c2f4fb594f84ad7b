/** The forwards of a service whose target groups are split by colour. */

import { holders } from '../capacity.ts'
import type { Finding } from '../codes.ts'
import { RecordError } from '../journal/record.ts'
import type { Colour, Group, Observation } from '../world.ts'
import type { Forward } from './forward.ts'
import { weightOf } from './forward.ts'
import { isTest, type Noted, noteOf } from './forward-journal.ts'
import { type Pairing, pairingsOf } from './pairing.ts'
import { isSplit } from './topology.ts'

/** A forward that chooses between the two colours. */
export interface Route {
  readonly forward: Forward
  readonly pairing: Pairing
  /** Undefined where the forward does not name the colour yet. */
  readonly weights: Readonly<Record<Colour, number | undefined>>
  /** What this release has noted of it. */
  readonly noted?: Noted
}

export interface Routes {
  readonly routes: readonly Route[]
  /** What speaks against moving weights: forwards that a release must not touch, notes that cannot be read. */
  readonly findings: readonly Finding[]
}

/** ALB listeners. On a Network Load Balancer open flows stay with their target, whatever the weights. */
const WEIGHABLE = ['HTTP', 'HTTPS']

/** @param epoch the release whose notes are read */
export function routesOf(seen: Observation, epoch: number): Routes {
  const pairings = pairingsOf(seen)
  if (!Array.isArray(pairings)) return { routes: [], findings: [pairings as Finding] }
  const routes: Route[] = []
  const findings: Finding[] = []
  for (const forward of seen.forwards) {
    const found = routeOf(forward, pairings, epoch)
    if ('code' in found) findings.push(found)
    else routes.push(found)
  }
  return { routes, findings }
}

function routeOf(forward: Forward, pairings: readonly Pairing[], epoch: number): Route | Finding {
  const { shares, name, protocol } = forward
  const pairing = pairings.find(({ blue, green }) =>
    shares.some(({ targetGroup }) => targetGroup === blue || targetGroup === green)
  )
  const foreign = shares.filter(
    ({ targetGroup }) => targetGroup !== pairing?.blue && targetGroup !== pairing?.green
  )
  if (!pairing || foreign.length > 0) {
    return unfit(
      `${name} forwards to ${foreign.map(({ targetGroup }) => targetGroup).join(', ')} beside the target groups of one pair of colours`,
      'Take the other target groups out of that listener or rule: bg-release moves the weights of two, and a canary of your own would be mixed up with it.'
    )
  }
  if (!WEIGHABLE.includes(protocol)) {
    return unfit(
      `${name} is a ${protocol} listener, where open flows stay with their target whatever the weights are`,
      'Behind a Network Load Balancer attach both groups to the same target groups.'
    )
  }
  try {
    const noted = noteOf(forward, epoch)
    const weights = { blue: weightOf(forward, pairing.blue), green: weightOf(forward, pairing.green) }
    return { forward, pairing, weights, ...(noted && { noted }) }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return {
      code: 'BGR-JOURNAL',
      message: `The tag bg-release:forward:${epoch} on ${forward.arn} (${name}) cannot be read: ${error.message}.`,
      fix: 'Put back the value that the tag had (AWS CloudTrail keeps it under AddTags); nothing was changed.'
    }
  }
}

/** Whether requests of everybody are forwarded to the group: a weight above 0, in whatever is no test rule. */
export const weighs = (group: Group, seen: Observation): boolean =>
  seen.forwards.some(
    forward =>
      forward.shares.some(
        ({ targetGroup, weight }) => weight > 0 && group.targetGroups.includes(targetGroup)
      ) && !isTest(forward)
  )

/** How many instances of the group get requests: those that hold, where the load balancer forwards to them. */
export const serving = (group: Group, seen: Observation): number =>
  isSplit(seen) && !weighs(group, seen) ? 0 : holders(group, seen).length

const unfit = (found: string, fix: string): Finding => ({
  code: 'BGR-FORWARD-UNFIT',
  message: `The weights of a listener or rule that names a colour must be free to move, and ${found}.`,
  fix
})
