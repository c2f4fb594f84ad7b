/** What finalize has to show before it claims anything. */

import { approvalGate } from '../release/approval/gate.ts'
import type { ApprovalProof, Override, Review } from '../release/approval/proof.ts'
import { requirement, unproven } from '../release/approval/requirement.ts'
import { type Finding, ReleaseError } from '../release/codes.ts'
import { type Situation, standing } from '../release/situation.ts'
import type { Observation } from '../release/world.ts'

/** Throws ReleaseError `BGR-APPROVAL-…` where the environment did not approve. */
export type Verify = (environment: string) => Promise<Review>

/** How this run can show that it was approved. */
export type Means =
  /** A workflow's job: it has to say itself which environment it stands in. Without a token there is nobody to ask. */
  | { readonly kind: 'job'; readonly environment?: string; readonly verify?: Verify }
  /** A person at a terminal names a run. What the tags ask for stands in for an environment that is not named. */
  | { readonly kind: 'named-run'; readonly environment?: string; readonly verify: Verify }
  | { readonly kind: 'override'; readonly word: Override }
  | { readonly kind: 'none' }

/**
 * The proof that these services ask for, or undefined where neither tags nor input ask for one. One proof serves a whole
 * fleet. What is refused whatever GitHub says is refused before GitHub is asked; and GitHub is not asked where nothing
 * is there to end, so that an approval that comes after a rollback ends by itself.
 *
 * @throws ReleaseError `BGR-APPROVAL-…`
 */
export async function approvalFor(
  means: Means,
  services: readonly Observation[]
): Promise<ApprovalProof | undefined> {
  const waiting = services.filter(isWaiting)
  if (waiting.length === 0) return undefined
  if (means.kind === 'override') return judged(means.word, waiting)
  const environment = environmentOf(means, waiting)
  if (environment === undefined || means.kind === 'none') return judged(undefined, waiting)
  for (const seen of waiting) refuse(unproven(seen, { kind: 'review', environment }))
  if (!means.verify) throw new ReleaseError([unasked(environment)])
  return judged(await means.verify(environment), waiting)
}

function environmentOf(
  means: Means & { kind: 'job' | 'named-run' | 'none' },
  waiting: readonly Observation[]
) {
  if (means.kind === 'none') return undefined
  if (means.environment !== undefined || means.kind === 'job') return means.environment
  const asked = waiting.map(requirement).find(each => each.kind === 'required')
  return asked?.kind === 'required' ? asked.environment : undefined
}

/** The same judgement that the state machine repeats at every look. */
function judged(
  proof: ApprovalProof | undefined,
  waiting: readonly Observation[]
): ApprovalProof | undefined {
  for (const seen of waiting) {
    refuse(unproven(seen, proof))
    const at = situationOf(seen)
    const step = at && approvalGate(at, proof)
    if (step?.kind === 'refuse') throw new ReleaseError(step.findings)
  }
  return proof
}

/** Whether finalize would find something to end. A record that is torn is mended before it is judged. */
function isWaiting(seen: Observation): boolean {
  const where = standing(seen)
  if (where.kind !== 'open' && where.kind !== 'torn') return false
  const { state } = where.kind === 'torn' ? where.release : where.situation.release
  return state === 'switched' || state === 'finalizing'
}

function situationOf(seen: Observation): Situation | undefined {
  const where = standing(seen)
  return where.kind === 'open' ? where.situation : undefined
}

function refuse(finding: Finding | undefined): void {
  if (finding) throw new ReleaseError([finding])
}

const unasked = (environment: string): Finding => ({
  code: 'BGR-APPROVAL-DENIED',
  message: `Whether ${environment} approved cannot be checked: there is no GitHub token to ask with, or no repository and run to ask about.`,
  fix: 'Leave github-token at its default in a workflow; at a terminal set GITHUB_TOKEN and GITHUB_REPOSITORY. Nothing was changed.'
})
