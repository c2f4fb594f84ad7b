/** What act leaves out of GitHub: tokens with the permissions of the job, ID tokens, environments that hold a job. */
import {
  addJob,
  end,
  type RunPlan,
  review,
  startRun,
  waitingJobs
} from '../../src/twin/github/acts-actions.ts'
import { type GitHubServer, startGitHubServer } from '../../src/twin/github/http.ts'
import { repositoryOf, token, user } from '../../src/twin/github/seed.ts'
import type { GitHubWorld, Permission, Repository } from '../../src/twin/github/world.ts'
import type { Run } from '../../src/twin/github/world-actions.ts'
import type { Permissions } from './workflow.ts'

export const ADA = user('ada', 11)
export const BOB = user('bob', 12)

export interface JobStart {
  /** Of the job and of its check run. */
  readonly id: number
  readonly token: string
  /** Empty unless the job may ask for an ID token. */
  readonly idToken: Readonly<Record<string, string>>
  /** Whether the environment holds it. */
  readonly waits: boolean
}

export interface Hub {
  readonly server: GitHubServer
  readonly fullName: string
  startRun(plan: Omit<RunPlan, 'jobs' | 'actor'>): number
  startJob(run: number, name: string, environment: string, permissions: Permissions): JobStart
  review(run: number, environment: string, state: 'approved' | 'rejected'): void
  endJob(run: number, job: number, result: 'success' | 'failure'): void
}

/** @param now ms since the epoch */
export async function openHub(world: GitHubWorld, fullName: string, now: () => number): Promise<Hub> {
  const server = await startGitHubServer({ world, port: 0, now })
  const change = <T>(make: (draft: GitHubWorld, repository: Repository) => T): T => {
    let made: { readonly value: T } | undefined
    server.twin.change(draft => {
      made = { value: make(draft, repositoryOf(draft, fullName)) }
    })
    if (!made) throw new Error('nothing was changed')
    return made.value
  }
  return {
    server,
    fullName,
    startRun: plan =>
      change((draft, repository) => {
        const run = startRun(draft, repository, { ...plan, actor: BOB, jobs: [] })
        run.status = 'in_progress'
        return run.id
      }),
    startJob: (run, name, environment, permissions) =>
      change((draft, repository) => {
        const plan = { name, ...(environment !== '' && { environment }) }
        const { id, status } = addJob(draft, repository, runOf(repository, run), plan)
        const { 'id-token': idToken, ...rest } = permissions
        draft.tokens[`token-${id}`] = token(tokenPermissions(rest))
        draft.idTokenRequests[`id-token-${id}`] = { repository: fullName, run, job: id }
        return {
          id,
          token: `token-${id}`,
          waits: status === 'waiting',
          idToken:
            idToken === 'write'
              ? {
                  ACTIONS_ID_TOKEN_REQUEST_URL: server.idTokenUrl,
                  ACTIONS_ID_TOKEN_REQUEST_TOKEN: `id-token-${id}`
                }
              : {}
        }
      }),
    review: (run, environment, state) =>
      change((draft, repository) => {
        const at = runOf(repository, run)
        if (waitingJobs(at, [environment]).length === 0) throw new Error(`nothing waits for ${environment}`)
        review(draft, at, { state, comment: 'looks good', user: ADA, environments: [environment] })
      }),
    endJob: (run, job, result) =>
      change((draft, repository) => {
        const found = runOf(repository, run).jobs.find(({ id }) => id === job)
        if (found && found.status !== 'completed') end(draft, found, result)
      })
  }
}

function runOf(repository: Repository, id: number): Run {
  const run = repository.runs[id]
  if (!run) throw new Error(`there is no run ${id}`)
  return run
}

/** As `permissions:` spells them, to the names of the simulated GitHub. */
function tokenPermissions(permissions: Permissions): Partial<Record<Permission, 'read' | 'write'>> {
  const levels = Object.entries(permissions).filter(([, level]) => level !== 'none')
  return Object.fromEntries(levels.map(([name, level]) => [name.replaceAll('-', '_'), level]))
}
