import type { Actor } from './actor.ts'
import type { Commit, GitHubWorld, Permission, PullRequest, Repository, Token } from './world.ts'

/** Ids begin above what a test would write by hand. */
const FIRST_ID = 1000

export function newId(world: GitHubWorld): number {
  world.made += 1
  return FIRST_ID + world.made
}

/** A world without repositories. `now` in ms since the epoch. */
export const emptyGitHub = (now: number): GitHubWorld => ({
  now,
  made: 0,
  repositories: {},
  tokens: {},
  idTokenRequests: {},
  associationLagMs: 0
})

/** A repository without a commit. */
export const emptyRepository = (fullName: string, id = 1): Repository => {
  const [owner = '', name = ''] = fullName.split('/')
  return {
    id,
    owner,
    name,
    private: true,
    immutableReleases: false,
    defaultBranch: 'main',
    commits: {},
    branches: {},
    tags: {},
    pulls: {},
    issues: {},
    comments: {},
    files: {},
    environments: {},
    runs: {},
    deployments: {},
    releases: {}
  }
}

/** The repository of that full name. @throws Error where there is none: for who sets a world up, not for routes. */
export function repositoryOf(world: GitHubWorld, fullName: string): Repository {
  const repository = world.repositories[fullName]
  if (repository === undefined) throw new Error(`the twin has no repository ${fullName}`)
  return repository
}

export const user = (login: string, id: number): Actor => ({ login, type: 'User', id })

export const bot = (login: string, id: number): Actor => ({ login, type: 'Bot', id })

/** Whoever a workflow's own token acts as. */
export const GITHUB_ACTIONS: Actor = bot('github-actions', 41898282)

/** A token with an hourly budget that is not spent; by default a workflow's own token with nothing but these permissions. */
export const token = (
  permissions: Partial<Record<Permission, 'read' | 'write'>>,
  actor: Actor = GITHUB_ACTIONS,
  limit = 1000
): Token => ({
  actor,
  permissions: { metadata: 'read', ...permissions },
  rate: { limit, used: 0, resetAt: 0 }
})

/** Adds a commit; `parents` default to the head of `branch`, which then moves to the new commit. */
export function addCommit(
  repository: Repository,
  commit: Pick<Commit, 'sha' | 'message' | 'at'> & Partial<Commit>,
  branch = repository.defaultBranch
): Commit {
  const head = repository.branches[branch]
  const made: Commit = {
    parents: head === undefined ? [] : [head],
    authorName: commit.author?.login ?? 'Someone',
    authorEmail: `${commit.author?.login ?? 'someone'}@example.com`,
    ...commit
  }
  repository.commits[made.sha] = made
  repository.branches[branch] = made.sha
  return made
}

/** Adds a pull request against the default branch that is open and has no commit, unless `pull` says more. */
export function addPull(
  repository: Repository,
  pull: Pick<PullRequest, 'number' | 'title' | 'author' | 'createdAt'> & Partial<PullRequest>
): PullRequest {
  const { createdAt, number, merge } = pull
  const made: PullRequest = {
    id: repository.id * 100_000 + number,
    body: '',
    state: merge === undefined ? 'open' : 'closed',
    labels: [],
    base: repository.defaultBranch,
    head: `topic-${number}`,
    headSha: pull.commits?.at(-1) ?? '0'.repeat(40),
    commits: [],
    updatedAt: merge?.at ?? createdAt,
    ...(merge === undefined ? {} : { closedAt: merge.at }),
    closes: [],
    ...pull
  }
  repository.pulls[number] = made
  return made
}
