import { dictionary } from './dictionary.ts'
import type { Scenario } from './scenario.ts'
import { seedGroup, seedTargetGroup } from './seed.ts'
import { seedLoadBalancer, targetGroupsNamed } from './seed-load-balancer.ts'
import type { World } from './world.ts'

/** The world in which every instance of the scenario is InService and healthy, or in Standby. */
export function createWorld(scenario: Scenario): World {
  const world: World = {
    now: scenario.start,
    region: scenario.region,
    account: scenario.account,
    random: scenario.seed,
    timing: scenario.timing,
    assumptions: scenario.assumptions,
    timers: [],
    timerCount: 0,
    groups: dictionary(),
    detached: dictionary(),
    targetGroups: dictionary(),
    loadBalancers: dictionary(),
    alarms: dictionary(),
    metrics: dictionary(),
    messages: [],
    versionHealth: dictionary()
  }
  const zones = [...new Set(scenario.groups.flatMap(each => each.zones))].sort()
  const named = targetGroupsNamed(scenario.loadBalancers)
  for (const each of scenario.targetGroups) {
    // The listener of the scenario that names it is all the use that it needs.
    seedTargetGroup(world, { ...each, inUse: each.inUse && !named.has(each.name) }, zones)
  }
  for (const each of scenario.loadBalancers) seedLoadBalancer(world, each, zones)
  for (const each of scenario.groups) seedGroup(world, each)
  return world
}
