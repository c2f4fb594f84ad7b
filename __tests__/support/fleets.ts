/** Scenarios of many services, and what a fleet as a whole must look like. */
import type { World } from '../../src/twin/core/world.ts'
import { TAGS } from './simulation.ts'
import { groupIn, type State, servicesOf, serving, standOf } from './stand.ts'

/** `web-1` to `web-n`, blue live with so many instances; each has a target group of its own. */
export function fleetOf(services: number, instances = 3, targetGroup: object = {}) {
  const names = Array.from({ length: services }, (_, n) => `web-${n + 1}`)
  const group = (name: string, live: boolean) => ({
    name: `${name}-${live ? 'blue' : 'green'}`,
    min: live ? Math.min(2, instances) : 0,
    max: 2 * instances,
    desired: live ? instances : 0,
    targetGroups: [name],
    tags: TAGS
  })
  return {
    targetGroups: names.map(name => ({
      name,
      deregistrationDelaySeconds: 60,
      healthCheckIntervalSeconds: 10,
      healthyThreshold: 2,
      ...targetGroup
    })),
    groups: names.flatMap(name => [group(name, true), group(name, false)])
  }
}

/** The state of each service's newest release. */
export const statesOf = (world: World): readonly (State | 'none')[] =>
  servicesOf(world).map(service => standOf(world, service).journal?.state ?? 'none')

/** How many instances of each colour of each service serve, in order of the services. */
export const servingOf = (world: World, colour: 'blue' | 'green'): readonly number[] =>
  servicesOf(world).map(service => serving(world, groupIn(world, `${service}-${colour}`)))
