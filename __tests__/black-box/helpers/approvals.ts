/** A simulated GitHub beside the simulated AWS, for runs of finalize that have to be approved. */
import { type GitHubServer, startGitHubServer } from '../../../src/twin/github/http.ts'
import { approvalWorld, FULL, ID_TOKEN_REQUEST, RUN_ID, TOKEN } from '../../support/approval-world.ts'

/** GitHub with the run of `approvalWorld`; `act` and `approve` of that file change it. */
export interface TestGitHub extends AsyncDisposable {
  readonly server: GitHubServer
  /** Of the finalize job. */
  readonly jobId: number
  /** What the runner gives the finalize job. Merge it into `environment(world, …)`. */
  readonly env: Readonly<Record<string, string>>
  /** Inputs of a finalize that is approved. Merge them into `FINALIZE`. */
  readonly inputs: Readonly<Record<string, string>>
}

/** @param at when the run began, ms since the epoch: before its own deploy */
export async function openGitHub(at: number, job = 'cleanup'): Promise<TestGitHub> {
  const { world, jobId } = approvalWorld(at, job)
  const server = await startGitHubServer({ world, port: 0 })
  return {
    server,
    jobId,
    env: {
      GITHUB_API_URL: server.endpoint,
      GITHUB_REPOSITORY: FULL,
      GITHUB_RUN_ID: String(RUN_ID),
      GITHUB_RUN_ATTEMPT: '1',
      ACTIONS_ID_TOKEN_REQUEST_URL: server.idTokenUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: ID_TOKEN_REQUEST
    },
    inputs: { 'approval-environment': job, 'github-token': TOKEN },
    [Symbol.asyncDispose]: () => server.close()
  }
}
