/** A simulated GitHub with guarded environments and a run whose finalize job waits for one of them. */
import { review, startRun } from '../../src/twin/github/acts-actions.ts'
import type { GitHubTwin } from '../../src/twin/github/door.ts'
import {
  addCommit,
  emptyGitHub,
  emptyRepository,
  repositoryOf,
  token,
  user
} from '../../src/twin/github/seed.ts'
import type { GitHubWorld, Repository } from '../../src/twin/github/world.ts'
import type { Approval, Environment, Run } from '../../src/twin/github/world-actions.ts'

export const FULL = 'acme/web'
export const RUN_ID = 77
export const ADA = user('ada', 11)
export const BOB = user('bob', 12)
const SHA = 'a'.repeat(40)

/** Names in the world: the token of the workflow, and what a job asks for ID tokens with. */
export const TOKEN = 'good'
export const ID_TOKEN_REQUEST = 'id-token-of-finalize'

const guarded = (id: number, name: string, at: number): Environment => ({
  id,
  name,
  createdAt: at,
  updatedAt: at,
  canAdminsBypass: false,
  rules: [
    {
      id: id + 1,
      type: 'required_reviewers',
      preventSelfReview: true,
      reviewers: [{ type: 'User', actor: ADA }]
    }
  ],
  customRules: []
})

/**
 * `cleanup` is the gate, `production` another one as well guarded, `open` has no rules. Bob's run 77 is at attempt 1 of
 * deploy, finalize (in `environment`) and lint (in `open`).
 */
export function approvalWorld(at: number, environment = 'cleanup'): { world: GitHubWorld; jobId: number } {
  const world = emptyGitHub(at)
  const repository = emptyRepository(FULL)
  world.repositories[FULL] = repository
  addCommit(repository, { sha: SHA, message: 'Release', at: at - 1000 })
  repository.environments.cleanup = guarded(501, 'cleanup', at - 1e9)
  repository.environments.production = guarded(601, 'production', at - 1e9)
  repository.environments.open = { ...guarded(701, 'open', at - 1e9), rules: [] }
  world.tokens[TOKEN] = token({ actions: 'read', checks: 'read' })
  const { id, ...run } = startRun(world, repository, {
    name: 'Release',
    path: '.github/workflows/release.yml',
    event: 'push',
    headBranch: 'main',
    headSha: SHA,
    actor: BOB,
    jobs: [{ name: 'deploy' }, { name: 'finalize', environment }, { name: 'lint', environment: 'open' }]
  })
  delete repository.runs[id]
  repository.runs[RUN_ID] = { ...run, id: RUN_ID }
  const jobId = jobOf({ ...run, id: RUN_ID }, 'finalize').id
  world.idTokenRequests[ID_TOKEN_REQUEST] = { repository: FULL, run: RUN_ID, job: jobId }
  return { world, jobId }
}

export const jobOf = (run: Run, name: string, attempt = run.attempt) => {
  const job = run.jobs.find(each => each.name === name && each.attempt === attempt)
  if (!job) throw new Error(`there is no job ${name}`)
  return job
}

/** Changes what GitHub knows of the run. */
export function act(
  twin: GitHubTwin,
  change: (run: Run, repository: Repository, world: GitHubWorld) => void
): void {
  twin.change(world => {
    const repository = repositoryOf(world, FULL)
    const run = repository.runs[RUN_ID]
    if (!run) throw new Error('there is no run 77')
    change(run, repository, world)
  })
}

export const approve = (twin: GitHubTwin, given: Partial<Approval> = {}): void =>
  act(twin, (run, _repository, world) =>
    review(world, run, { state: 'approved', comment: 'fine', user: ADA, environments: ['cleanup'], ...given })
  )
