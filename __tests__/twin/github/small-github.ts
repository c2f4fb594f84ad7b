import { startRun } from '../../../src/twin/github/acts-actions.ts'
import {
  addCommit,
  addPull,
  emptyGitHub,
  emptyRepository,
  token,
  user
} from '../../../src/twin/github/seed.ts'
import type { GitHubWorld } from '../../../src/twin/github/world.ts'

export const NOW = Date.UTC(2026, 10, 2, 9, 0, 0)
export const MINUTE = 60_000

export const ada = user('ada', 11)
export const grace = user('grace', 12)

/** A SHA that reads as its number. */
export const sha = (number: number): string => number.toString(16).padStart(40, 'a')

export const WRITER = 'token-of-the-job'
export const READER = 'token-that-reads'
export const POOR = 'token-without-rights'
export const REVIEWER = 'token-of-grace'

/** `org/shop`: five commits on main, a squashed and a merged pull request, an environment that grace guards, one run. */
export function smallGitHub(): GitHubWorld {
  const world = emptyGitHub(NOW)
  const shop = emptyRepository('org/shop', 7)
  world.repositories['org/shop'] = shop
  const all = ['actions', 'checks', 'contents', 'deployments', 'issues', 'pull_requests'] as const
  const every = (level: 'read' | 'write') => Object.fromEntries(all.map(name => [name, level]))
  world.tokens[WRITER] = token(every('write'))
  world.tokens[READER] = token(every('read'))
  world.tokens[POOR] = token({})
  world.tokens[REVIEWER] = token(every('write'), grace, 5000)

  const at = (minute: number) => NOW - (60 - minute) * MINUTE
  addCommit(shop, { sha: sha(1), message: 'first', at: at(1) })
  addCommit(shop, { sha: sha(2), message: 'add the till (#1)', at: at(2), author: ada })
  addCommit(
    shop,
    { sha: sha(3), message: 'work on the cart', at: at(3), author: ada, parents: [sha(2)] },
    'cart'
  )
  addCommit(shop, { sha: sha(4), message: 'pushed directly', at: at(4) })
  addCommit(shop, {
    sha: sha(5),
    message: 'Merge pull request #2 from org/cart',
    at: at(5),
    parents: [sha(4), sha(3)]
  })
  shop.tags['v1.0.0'] = sha(1)
  shop.issues['9'] = {
    id: 900,
    number: 9,
    title: 'The cart is missing',
    body: '',
    state: 'closed',
    author: ada,
    labels: [],
    createdAt: at(0)
  }
  addPull(shop, {
    number: 1,
    title: 'add the till',
    author: ada,
    createdAt: at(1),
    merge: { at: at(2), by: ada, sha: sha(2), made: [sha(2)] }
  })
  addPull(shop, {
    number: 2,
    title: 'the cart',
    author: { login: 'dependabot', type: 'Bot', id: 13 },
    labels: ['feature'],
    head: 'cart',
    commits: [sha(3)],
    closes: [9],
    createdAt: at(3),
    merge: { at: at(5), by: ada, sha: sha(5), made: [sha(5)] }
  })
  shop.environments.cleanup = {
    id: 71,
    name: 'cleanup',
    createdAt: at(0),
    updatedAt: at(0),
    canAdminsBypass: true,
    rules: [
      {
        id: 72,
        type: 'required_reviewers',
        preventSelfReview: true,
        reviewers: [
          { type: 'User', actor: grace },
          { type: 'Team', id: 73, slug: 'operators' }
        ]
      },
      { id: 74, type: 'wait_timer', waitTimer: 30 },
      { id: 75, type: 'branch_policy', protectedBranches: true, customBranchPolicies: false }
    ],
    customRules: [{ id: 76, enabled: true, app: { id: 77, slug: 'change-window' } }]
  }
  shop.files['.github/release.yml'] = 'changelog:\n  categories: []\n'
  startRun(world, shop, {
    name: 'release',
    path: '.github/workflows/release.yml',
    event: 'push',
    headBranch: 'main',
    headSha: sha(5),
    actor: ada,
    jobs: [{ name: 'deploy' }, { name: 'finalize', environment: 'cleanup' }]
  })
  return world
}
