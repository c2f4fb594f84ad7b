/** The customer's repository at the simulated GitHub. */
import { addCommit, addPull, emptyRepository } from '../../src/twin/github/seed.ts'
import type { GitHubWorld } from '../../src/twin/github/world.ts'
import type { Environment } from '../../src/twin/github/world-actions.ts'
import { ADA, BOB } from './github.ts'

export const FULL_NAME = 'acme/web'

/** Environments whose reviewers have to approve. */
const GUARDED = ['web-cleanup', 'cleanup-eu', 'cleanup-us']
const OPEN = ['production', 'production-eu', 'production-us', 'staging']

/** The subject of the ID token of a job in that environment. */
export const subject = (environment: string): string => `repo:${FULL_NAME}:environment:${environment}`

/** With the commits of the work tree; the second one merged pull request 7. */
export function addRepository(world: GitHubWorld, [first = '', second = '']: readonly string[]): void {
  const repository = emptyRepository(FULL_NAME)
  world.repositories[FULL_NAME] = repository
  const day = 86_400_000
  addCommit(repository, { sha: first, message: 'First version', at: world.now - 2 * day })
  repository.tags['v1.0.0'] = first
  const at = world.now - day
  addCommit(repository, { sha: second, message: 'feat: Say hello (#7)', at, author: BOB })
  addPull(repository, {
    number: 7,
    title: 'feat: Say hello',
    author: BOB,
    createdAt: at - 1000,
    merge: { at, by: ADA, sha: second, made: [second] }
  })
  for (const [index, name] of [...GUARDED, ...OPEN].entries())
    repository.environments[name] = environment(500 + 10 * index, name, world.now - 9 * day)
}

const environment = (id: number, name: string, at: number): Environment => ({
  id,
  name,
  createdAt: at,
  updatedAt: at,
  canAdminsBypass: false,
  rules: GUARDED.includes(name)
    ? [
        {
          id: id + 1,
          type: 'required_reviewers',
          preventSelfReview: true,
          reviewers: [{ type: 'User', actor: ADA }]
        }
      ]
    : [],
  customRules: []
})
