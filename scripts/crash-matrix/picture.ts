/** Worlds as they are compared. */
import { endsOf } from '../../__tests__/support/ends.ts'
import { CLAIM_KEY } from '../../__tests__/support/stand.ts'
import { weightsIn } from '../../__tests__/support/weights.ts'
import type { World } from '../../src/twin/core/world.ts'

/** How things ended: without ids, times and the journal. A colour that is not named gets what one at weight 0 gets. */
export const endIn = (world: World): string =>
  JSON.stringify([
    endsOf(world),
    Object.entries(weightsIn(world)).map(([name, weights]) => [
      name,
      weights.split(' ').filter(each => !each.endsWith('=0'))
    ]),
    Object.values(world.groups).map(({ name, policies, scheduledActions }) => [
      name,
      Object.keys(policies).sort(),
      Object.keys(scheduledActions).sort()
    ]),
    Object.keys(world.alarms).length
  ])

/** What tells one world from another, but for ids, times and claims: two worlds that look alike are counted once. */
export const lookOf = (world: World): string =>
  JSON.stringify([
    Object.values(world.groups).map(
      ({ name, min, max, desired, suspended, tags, instances, policies, targetGroups }) => [
        name,
        min,
        max,
        desired,
        Object.keys(suspended),
        Object.entries(tags)
          .filter(([key]) => !CLAIM_KEY.test(key))
          .map(([key, { value }]) => [key, value]),
        instances.map(each => [
          each.lifecycle,
          each.health,
          each.protected,
          targetGroups.map(arn => world.targetGroups[arn]?.targets[each.id]?.state)
        ]),
        Object.keys(policies)
      ]
    ),
    weightsIn(world)
  ])
