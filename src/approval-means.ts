/** From the environment of a process to the way in which it can show that it was approved. */
import type { Means } from './commands/approve.ts'
import type { ApprovalOptions } from './commands/options.ts'
import type { GitHubApi } from './github/api.ts'
import { verifyApprovedRun } from './github/approval/approved-run.ts'
import { verifyApproval } from './github/approval/verify-approval.ts'
import { parseOverride } from './release/approval/override.ts'
import { ReleaseError } from './release/codes.ts'
import type { Environment } from './wiring.ts'

/**
 * For a job of a workflow.
 * @param github absent where there is no token
 * @param idToken asks the runner; absent where `ACTIONS_ID_TOKEN_REQUEST_URL` is
 */
export function meansOfJob(
  env: Environment,
  { environment, allowBypass, checkRunId }: ApprovalOptions,
  github: GitHubApi | undefined,
  idToken: (() => Promise<string>) | undefined,
  signal: AbortSignal
): Means {
  const named = environment === undefined ? {} : { environment }
  const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/')
  const runId = whole(env.GITHUB_RUN_ID)
  const runAttempt = whole(env.GITHUB_RUN_ATTEMPT)
  if (!github || owner === '' || repo === '' || runId === undefined || runAttempt === undefined) {
    return { kind: 'job', ...named }
  }
  const context = {
    owner,
    repo,
    runId,
    runAttempt,
    ...(checkRunId !== undefined && { checkRunId }),
    ...(env.RUNNER_NAME && { runnerName: env.RUNNER_NAME }),
    ...(idToken && { idToken })
  }
  return {
    kind: 'job',
    ...named,
    verify: asked => verifyApproval(github, context, { environment: asked, allowBypass }, signal)
  }
}

/** What a person at a terminal says. */
export interface Said {
  /** `--approved-by-run` */
  readonly run?: string
  /** `--override-approval` */
  readonly override?: string
}

/**
 * For a person at a terminal.
 * @param commit the commit that is live, where it is known
 * @throws ReleaseError `BGR-INPUT`, `BGR-APPROVAL-REQUIRED`, `BGR-APPROVAL-DENIED`
 */
export function meansOfPerson(
  env: Environment,
  said: Said,
  environment: string | undefined,
  github: GitHubApi | undefined,
  signal: AbortSignal,
  commit?: string
): Means {
  if (said.run !== undefined && said.override !== undefined) {
    throw problem('--approved-by-run and --override-approval are given together.', 'Give one of them.')
  }
  if (said.override !== undefined) {
    return { kind: 'override', word: parseOverride(said.override, env.GITHUB_ACTIONS === 'true') }
  }
  if (said.run === undefined) return { kind: 'none' }
  const runId = whole(said.run)
  const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/')
  if (runId === undefined)
    throw problem('--approved-by-run must be the number in the address of a run.', 'Write e.g. 16231287412.')
  if (!github || owner === '' || repo === '') {
    throw problem(
      '--approved-by-run needs GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name).',
      'Set both, e.g. GITHUB_TOKEN=$(gh auth token).'
    )
  }
  const named = { owner, repo, runId, ...(commit !== undefined && { commit }) }
  return {
    kind: 'named-run',
    ...(environment !== undefined && { environment }),
    verify: asked => verifyApprovedRun(github, named, asked, signal)
  }
}

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined

const problem = (message: string, fix: string): ReleaseError =>
  new ReleaseError([{ code: 'BGR-INPUT', message, fix }])
