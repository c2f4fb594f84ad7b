import { ReleaseError } from '../release/codes.ts'
import type { Facts, Goal } from '../release/goal.ts'
import type { Clock, FleetReader } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'
import type { Pair } from './find-service.ts'

/**
 * One look at one service: one call for both groups, one for each target group.
 * @throws ReleaseError where a group is gone; AwsError
 */
export async function look(
  fleet: FleetReader,
  clock: Clock,
  pair: Pair,
  signal: AbortSignal
): Promise<Observation> {
  const at = clock.now()
  const groups = await fleet.groupsByName([pair.names.blue, pair.names.green], signal)
  const blue = groups.find(group => group.name === pair.names.blue)
  const green = groups.find(group => group.name === pair.names.green)
  if (!blue || !green) {
    const name = blue ? pair.names.green : pair.names.blue
    throw new ReleaseError([
      {
        code: 'BGR-PAIR-INCOMPLETE',
        message: `${name} was there a moment ago and AWS no longer lists it.`,
        fix: 'Find out who deletes it before anything else; this run changed nothing more.'
      }
    ])
  }
  const arns = [...new Set([...blue.targetGroups, ...green.targetGroups])]
  const targets = await Promise.all(
    arns.map(async arn => [arn, await fleet.targetHealth(arn, signal)] as const)
  )
  return { at, service: pair.service, groups: { blue, green }, targets: new Map(targets) }
}

/** What a command needs to know beside the looks, read once. */
export async function readFacts(
  fleet: FleetReader,
  seen: Observation,
  goal: Goal,
  signal: AbortSignal
): Promise<Omit<Facts, 'quietFrom' | 'begun'>> {
  const { blue, green } = seen.groups
  const names = [blue.name, green.name]
  const deploys = goal.command === 'deploy'
  const [targetGroups, scaling, blueRefreshes, greenRefreshes] = await Promise.all([
    deploys ? fleet.targetGroupFacts([...seen.targets.keys()], signal) : [],
    fleet.scalingFacts(names, signal),
    deploys && fleet.refreshInProgress(blue.name, signal),
    deploys && fleet.refreshInProgress(green.name, signal)
  ])
  const refreshing = [...(blueRefreshes ? [blue.name] : []), ...(greenRefreshes ? [green.name] : [])]
  return { targetGroups, scaling, refreshing }
}
