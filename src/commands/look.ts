import { type Attached, NOTHING_ATTACHED } from '../release/attached.ts'
import { ReleaseError } from '../release/codes.ts'
import type { FleetReader } from '../release/ports.ts'
import type { Forward } from '../release/traffic/forward.ts'
import type { Colour, Group, Observation, TargetHealth } from '../release/world.ts'
import type { Pair } from './find-fleet.ts'
import { inParallel } from './in-parallel.ts'

/** So many target groups are asked at once. */
const AT_ONCE = 8

/** Both groups of a service, without what only the load balancer knows. */
export type Groups = Readonly<Record<Colour, Group>>

/**
 * The groups of many services: one call for every fifty.
 * @throws ReleaseError where a group is gone; AwsError
 */
export async function lookAtGroups(
  fleet: FleetReader,
  pairs: readonly Pair[],
  signal: AbortSignal
): Promise<ReadonlyMap<string, Groups>> {
  const names = pairs.flatMap(pair => [pair.names.blue, pair.names.green])
  const found = new Map((await fleet.groupsByName(names, signal)).map(group => [group.name, group]))
  return new Map(
    pairs.map(pair => {
      const blue = found.get(pair.names.blue)
      const green = found.get(pair.names.green)
      if (!blue || !green) throw vanished(blue ? pair.names.green : pair.names.blue)
      return [pair.service, { blue, green }]
    })
  )
}

/** What has been read by itself: attached by group, forwards by service. */
export interface Surroundings {
  readonly attached: ReadonlyMap<string, Attached>
  readonly forwards: ReadonlyMap<string, readonly Forward[]>
}

/** Adds what the load balancer knows. `at`: when the groups were asked for, in ms since the epoch. @throws AwsError */
export async function complete(
  fleet: FleetReader,
  at: number,
  groups: ReadonlyMap<string, Groups>,
  { attached, forwards }: Surroundings,
  signal: AbortSignal
): Promise<readonly Observation[]> {
  const arns = [...groups.values()].flatMap(({ blue, green }) => [
    ...blue.targetGroups,
    ...green.targetGroups
  ])
  const health = new Map<string, readonly TargetHealth[]>()
  await inParallel([...new Set(arns)], AT_ONCE, async arn => {
    health.set(arn, await fleet.targetHealth(arn, signal))
  })
  const scaling = (group: Group): Attached => attached.get(group.name) ?? NOTHING_ATTACHED
  return [...groups].map(([service, { blue, green }]) => {
    const own = [...new Set([...blue.targetGroups, ...green.targetGroups])]
    return {
      at,
      service,
      groups: { blue, green },
      targets: new Map(own.map(arn => [arn, health.get(arn) ?? []])),
      attached: { blue: scaling(blue), green: scaling(green) },
      forwards: forwards.get(service) ?? []
    }
  })
}

const vanished = (name: string): ReleaseError =>
  new ReleaseError([
    {
      code: 'BGR-PAIR-INCOMPLETE',
      message: `${name} was there a moment ago and AWS no longer lists it.`,
      fix: 'Find out who deletes it before anything else; this run changed nothing more.'
    }
  ])
