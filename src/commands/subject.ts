/** The services of a fleet, each with what a look at it showed. */
import type { Observation } from '../release/world.ts'
import type { Pair } from './find-fleet.ts'
import type { Sight } from './sight.ts'

export interface Subject {
  readonly pair: Pair
  readonly seen: Observation
}

/** Looks at all of them. @throws ReleaseError; AwsError */
export async function lookAt(
  sight: Sight,
  pairs: readonly Pair[],
  stop: AbortSignal
): Promise<readonly Subject[]> {
  const glances = await sight.look(
    pairs.map(pair => ({ pair })),
    stop
  )
  return pairs.flatMap(pair => {
    const glance = glances.get(pair.service)
    return glance?.kind === 'seen' ? [{ pair, seen: glance.seen }] : []
  })
}
