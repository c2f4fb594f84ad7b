import { createWorld } from '../core/create-world.ts'
import { parseScenario } from '../core/scenario.ts'
import type { World } from '../core/world.ts'

export const DEFAULT_REGION = 'eu-west-1'
export const DEFAULT_ACCOUNT = '111122223333'

/**
 * An account without any groups. A scenario has to name one, so it is made of the defaults of a scenario that does.
 * @param start ms since the epoch.
 */
export function emptyWorld(region: string, account: string, start: number): World {
  const scenario = parseScenario({ region, account, groups: [{ name: 'none' }] }, start)
  return createWorld({ ...scenario, groups: [] })
}
