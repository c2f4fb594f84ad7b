import { repositoryOf } from '../../../src/twin/github/seed.ts'
import type { GitHubWorld } from '../../../src/twin/github/world.ts'
import { createTwinGitHub } from '../../support/twin-github.ts'
import { smallGitHub, WRITER } from './small-github.ts'

export const SHOP = { owner: 'org', repo: 'shop' }

/** A twin over `smallGitHub`, changed by `recipe`, with a client that may do everything. */
export function openGitHub(recipe: (world: GitHubWorld) => void = () => {}) {
  const { twin, api } = createTwinGitHub(smallGitHub())
  twin.change(recipe)
  const shop = () => repositoryOf(twin.world(), 'org/shop')
  const run = () => {
    const [first] = Object.values(shop().runs)
    if (first === undefined) throw new Error('no run')
    return first
  }
  return { twin, api, shop, run, github: api(WRITER) }
}
