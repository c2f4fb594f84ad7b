/** One finalize that lacks something, or seems to. */
import type { CallRecord } from '../../../src/twin/doors/call-log.ts'
import type { Approval } from '../../../src/twin/github/world-actions.ts'
import { approve } from '../../support/approval-world.ts'
import type { TestGitHub } from './approvals.ts'
import { type Bend, bendGitHub } from './bent-github.ts'
import { environment, FINALIZE, runAction, runCli } from './runs.ts'
import type { Waiting } from './waiting.ts'
import type { TestWorld } from './world.ts'

export interface Attempt {
  /** Instead of Ada's approval of cleanup; `nobody` reviews nothing. */
  readonly review?: Partial<Approval> | 'nobody'
  /** Name of the environment in the job of finalize; `cleanup` by default. */
  readonly job?: string
  /** Spoils what GitHub holds. */
  readonly github?: (github: TestGitHub) => void
  /** Spoils the tags of the groups. */
  readonly aws?: (world: TestWorld) => void | Promise<void>
  readonly env?: (github: TestGitHub) => Readonly<Record<string, string | undefined>>
  readonly inputs?: (github: TestGitHub) => Readonly<Record<string, string>>
  readonly bend?: (world: TestWorld) => Bend
  /** Flags of a person at a terminal, who has a token of GitHub, instead of a job. */
  readonly terminal?: Readonly<Record<string, string>>
}

export interface Tried {
  readonly code: number | undefined
  /** What it said of an error: lines of the log, or of the terminal. */
  readonly said: string
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
  /** Calls that may change something, those of its claim included. */
  readonly mutations: readonly CallRecord[]
  /** Whether AWS holds what it held before. */
  readonly unchanged: boolean
  readonly askedGitHub: boolean
}

/** The token of a person, and no runner that would give an ID token. */
const AT_A_TERMINAL = {
  GITHUB_RUN_ID: undefined,
  GITHUB_RUN_ATTEMPT: undefined,
  ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined
}

/** Runs finalize as the packaged action, or from the packaged CLI, on a release that waits for it. */
export async function tryFinalize(
  { world, picture, github: open }: Waiting,
  attempt: Attempt
): Promise<Tried> {
  await using github = await open(attempt.job)
  const { review = {} } = attempt
  if (review !== 'nobody') approve(github.server.twin, review)
  attempt.github?.(github)
  await attempt.aws?.(world)
  await using bent = attempt.bend && (await bendGitHub(github.server.endpoint, attempt.bend(world)))
  const before = { calls: (await world.calls()).length, picture: await picture() }
  const end = await finalize(world, attempt, github, bent ? { GITHUB_API_URL: bent.endpoint } : {})
  return {
    ...end,
    mutations: (await world.calls()).slice(before.calls).filter(call => call.mutating),
    unchanged: (await picture()) === before.picture,
    askedGitHub: Object.keys(github.server.twin.calls()).length > 0
  }
}

async function finalize(
  world: TestWorld,
  attempt: Attempt,
  github: TestGitHub,
  bent: Readonly<Record<string, string>>
): Promise<Pick<Tried, 'code' | 'said' | 'summary' | 'outputs'>> {
  const { 'github-token': token = '' } = github.inputs
  const { terminal } = attempt
  const person = terminal && { ...AT_A_TERMINAL, GITHUB_TOKEN: token }
  const env = environment(world, { ...github.env, ...bent, ...person, ...attempt.env?.(github) })
  if (terminal) {
    const { code, stderr } = await runCli(env, { ...FINALIZE, ...terminal })
    return { code, said: stderr, summary: '', outputs: {} }
  }
  const inputs = { ...FINALIZE, ...github.inputs, ...attempt.inputs?.(github) }
  const { code, stdout, summary, outputs } = await runAction(env, inputs)
  const errors = stdout.split('\n').filter(line => line.startsWith('::error::'))
  return { code, said: errors.join('\n'), summary, outputs }
}
