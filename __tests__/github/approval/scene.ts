/** A repository, a run whose finalize job was approved, and a release that waits for it. Each test spoils one thing. */
import { meansOfJob, meansOfPerson, type Said } from '../../../src/approval-means.ts'
import { approvalFor } from '../../../src/commands/approve.ts'
import type { GitHubApi } from '../../../src/github/api.ts'
import { approvalGate } from '../../../src/release/approval/gate.ts'
import { type ApprovalProof, noteProof } from '../../../src/release/approval/proof.ts'
import { ReleaseError } from '../../../src/release/codes.ts'
import { firstOf } from '../../../src/release/decision.ts'
import { foresee } from '../../../src/release/foresee.ts'
import type { Change } from '../../../src/release/ports.ts'
import { mark, standing } from '../../../src/release/situation.ts'
import type { Observation } from '../../../src/release/world.ts'
import { createGitHubTwin, type GitHubTwin } from '../../../src/twin/github/door.ts'
import { approvalWorld, FULL, RUN_ID, TOKEN } from '../../support/approval-world.ts'
import { RELEASED_AT, waitingRelease } from '../../support/waiting-release.ts'
import { apiOverTwin, type Bend } from './api-over-twin.ts'

/** When the run began: before it released anything. */
export const RUN_AT = RELEASED_AT - 600_000

export function openScene(environment = 'cleanup') {
  const { world, jobId } = approvalWorld(RUN_AT, environment)
  const twin = createGitHubTwin(world, 'http://github.test')
  return { twin, jobId, seen: releasedBy(RUN_ID) }
}

export type Scene = ReturnType<typeof openScene>

/** A release of this run, on a fleet that asks for an environment; for none where it is empty. */
export const releasedBy = (run: number, environment = 'cleanup'): Observation =>
  waitingRelease({ run: String(run), ...(environment !== '' && { environment }) })

/** What the runner would give the job: the claims of a true token, with what a test makes of them. */
export function claims(scene: Scene, changed: Readonly<Record<string, unknown>> = {}) {
  return {
    iss: 'https://token.actions.githubusercontent.com',
    sub: `repo:${FULL}:environment:cleanup`,
    repository: FULL,
    run_id: String(RUN_ID),
    run_attempt: '1',
    environment: 'cleanup',
    check_run_id: String(scene.jobId),
    ...changed
  }
}

export const jwt = (payload: object): string =>
  [{ alg: 'RS256', typ: 'JWT' }, payload]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('c2lnbmF0dXJl')
    .join('.')

export interface Attempt {
  /** Input `approval-environment`; empty leaves it out. */
  readonly environment?: string
  readonly allowBypass?: boolean
  /** Text of the job's ID token; undefined where it may have none. */
  readonly idToken?: string | (() => Promise<string>) | undefined
  readonly checkRunId?: number | undefined
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly token?: string
  readonly bend?: Bend
  /** Instead of the port in process. */
  readonly github?: GitHubApi
  /** A person at a terminal instead of a job. */
  readonly said?: Said
  readonly seen?: Observation
  /** What the state machine sees when it begins, where that is something else by then. */
  readonly later?: Observation
}

export interface Outcome {
  /** Of the refusal; undefined where finalize went on. */
  readonly code: string | undefined
  readonly message: string
  readonly proof: ApprovalProof | undefined
  /** What finalize changed in AWS, up to the record that says `finalizing`. */
  readonly mutations: readonly Change[]
}

/** Finalize as far as it concerns approvals: the proof first, then the steps that come before anything is ended. */
export async function attempt(scene: Scene, tried: Attempt = {}): Promise<Outcome> {
  const before = settled(scene.twin)
  let proof: ApprovalProof | undefined
  const mutations: Change[] = []
  let refusal: ReleaseError | undefined
  try {
    proof = await approvalFor(meansOf(scene, tried), [tried.seen ?? scene.seen])
    begin(tried.later ?? tried.seen ?? scene.seen, proof, mutations)
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    refusal = error
  }
  if (settled(scene.twin) !== before) throw new Error('finalize changed something at GitHub')
  const [finding] = refusal?.findings ?? []
  return { code: finding?.code, message: `${finding?.message ?? ''} ${finding?.fix ?? ''}`, proof, mutations }
}

function meansOf(scene: Scene, tried: Attempt) {
  const { environment = 'cleanup', allowBypass = false, checkRunId, token: text = TOKEN, bend } = tried
  const github = tried.github ?? (text === '' ? undefined : apiOverTwin(scene.twin, text, bend))
  const { signal } = new AbortController()
  const named = environment === '' ? {} : { environment }
  if (tried.said) {
    const env = { GITHUB_REPOSITORY: FULL, ...tried.env }
    return meansOfPerson(env, tried.said, named.environment, github, signal)
  }
  const env = {
    GITHUB_REPOSITORY: FULL,
    GITHUB_RUN_ID: String(RUN_ID),
    GITHUB_RUN_ATTEMPT: '1',
    ...tried.env
  }
  const idToken = 'idToken' in tried ? tried.idToken : jwt(claims(scene))
  const ask = typeof idToken === 'string' ? async () => idToken : idToken
  const options = { ...named, allowBypass, ...(checkRunId !== undefined && { checkRunId }) }
  return meansOfJob(env, options, github, ask, signal)
}

/** The steps of finalize until it says `finalizing`, from which on instances end. @throws ReleaseError */
function begin(first: Observation, proof: ApprovalProof | undefined, mutations: Change[]): void {
  let seen = first
  for (let where = standing(seen); where.kind === 'open'; where = standing(seen)) {
    const at = where.situation
    const step =
      firstOf(
        () => approvalGate(at, proof),
        () => noteProof(at, proof)
      ) ?? mark(at, 'finalizing')
    if (step.kind === 'refuse') throw new ReleaseError(step.findings)
    if (step.kind !== 'change') return
    mutations.push(step.change)
    seen = foresee(seen, step.change) ?? seen
  }
}

/** Everything GitHub holds but the budgets of tokens, which reads spend. */
const settled = (twin: GitHubTwin): string => JSON.stringify({ ...twin.world(), tokens: {} })
