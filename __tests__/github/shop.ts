import {
  addCommit,
  addPull,
  bot,
  emptyGitHub,
  emptyRepository,
  token,
  user
} from '../../src/twin/github/seed.ts'
import type { GitHubWorld, Repository } from '../../src/twin/github/world.ts'
import type { Deployment, DeploymentState } from '../../src/twin/github/world-actions.ts'

export const NOW = Date.UTC(2026, 10, 23)
export const TOKEN = 'a-token'
export const SHOP = { owner: 'acme', name: 'shop' }
export const ada = user('ada', 11)

export const sha = (commit: number): string => commit.toString(16).padStart(40, 'd')

/** `acme/shop`: main has commits 1 to 6, `release-1` leaves it after 2 and has 7. Tags `v1.0.0` (2) and `1.1.0` (4). */
export function shopWorld(): { readonly world: GitHubWorld; readonly shop: Repository } {
  const world = emptyGitHub(NOW)
  const shop = emptyRepository('acme/shop', 7)
  world.repositories['acme/shop'] = shop
  const permissions = {
    contents: 'read',
    pull_requests: 'read',
    issues: 'read',
    deployments: 'read'
  } as const
  world.tokens[TOKEN] = token(permissions, ada, 100_000)
  const at = (minute: number) => NOW - (60 - minute) * 60_000
  addCommit(shop, { sha: sha(1), message: 'Begin', at: at(1) })
  addCommit(shop, { sha: sha(2), message: 'feat: the till (#1)', at: at(2), author: ada })
  addCommit(shop, { sha: sha(3), message: 'fix: SHOP-3 totals (#2)', at: at(3), author: ada })
  addCommit(shop, {
    sha: sha(4),
    message: 'Pushed at night\n\nwith a reason',
    at: at(4),
    authorName: 'Grace'
  })
  addCommit(shop, { sha: sha(5), message: 'Bump a package (#5)', at: at(5), author: bot('dependabot', 13) })
  addCommit(shop, { sha: sha(6), message: 'feat: the cart (#6)', at: at(6), author: ada })
  addCommit(
    shop,
    { sha: sha(7), message: 'fix: on the old line (#8)', at: at(7), parents: [sha(2)] },
    'release-1'
  )
  shop.tags['v1.0.0'] = sha(2)
  shop.tags['1.1.0'] = sha(4)
  shop.issues['4'] = {
    id: 900,
    number: 4,
    title: 'The cart is missing',
    body: '',
    state: 'closed',
    author: ada,
    labels: [],
    createdAt: at(0)
  }
  const squashed = (number: number, commit: number, title: string, more = {}) =>
    addPull(shop, {
      number,
      title,
      author: ada,
      createdAt: at(1),
      merge: { at: at(commit), by: ada, sha: sha(commit), made: [sha(commit)] },
      ...more
    })
  squashed(1, 2, 'feat: the till')
  squashed(2, 3, 'fix: SHOP-3 totals', { head: 'fix/shop-3-and-PAY-9', labels: ['bug', 'api'] })
  squashed(5, 5, 'Bump a package', { author: bot('dependabot', 13), labels: ['dependencies'] })
  squashed(6, 6, 'feat: the cart', { closes: [4] })
  squashed(8, 7, 'fix: on the old line', { base: 'release-1' })
  return { world, shop }
}

export const deployment = (
  id: number,
  commit: number,
  ...states: readonly DeploymentState[]
): Deployment => ({
  id,
  sha: sha(commit),
  ref: 'main',
  task: 'deploy',
  environment: 'production',
  description: '',
  payload: {},
  transient: false,
  production: true,
  creator: ada,
  createdAt: NOW + id,
  statuses: states.map((state, place) => ({
    id: id * 100 + place,
    state,
    description: '',
    environment: 'production',
    environmentUrl: '',
    logUrl: '',
    creator: ada,
    createdAt: NOW + id + place
  }))
})
