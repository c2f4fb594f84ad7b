/** Who let a finalize happen, for the job summary and the release notes. */
import type { ApprovalProof } from '../release/approval/proof.ts'
import { standing } from '../release/situation.ts'
import type { Observation } from '../release/world.ts'
import { prose } from './untrusted.ts'

/** One sentence in Markdown; texts from outside are escaped and ping nobody. */
export function approvalLine(proof: ApprovalProof): string {
  if (proof.kind === 'override') return `Approval overridden by ${prose(proof.by)}: ${prose(proof.reason)}`
  const { approvers, comment, environment, run } = proof
  const who =
    approvers.length === 0 ? 'Nobody; an administrator bypassed the review' : approvers.map(prose).join(', ')
  const said = comment === '' ? '' : `: ${prose(comment)}`
  return `Approved by ${who} (environment ${prose(environment)}, run ${run.id})${said}`
}

/** What a reader should know about the worth of the approval. */
export function approvalWarnings(proof: ApprovalProof): readonly string[] {
  if (proof.kind === 'override')
    return ['No review was checked: a person overrode the approval from a terminal.']
  const { environment, selfApproved, bypassPossible, bypassed } = proof
  return [
    ...(selfApproved
      ? [`Who started the run approved it too; ${prose(environment)} does not prevent self-review.`]
      : []),
    ...(bypassed ? ['The review was bypassed, which allow-bypass accepts.'] : []),
    ...(bypassPossible && !bypassed
      ? [`Administrators may bypass ${prose(environment)}; the setting of the environment can prevent that.`]
      : [])
  ]
}

/** Why an approved finalize found nothing to end, where it was the release that went away. */
export function withdrawnLine(seen: Observation): string | undefined {
  const where = standing(seen)
  if (where.kind !== 'closed' || where.situation.release.state !== 'rolled-back') return undefined
  const { epoch, release } = where.situation
  return `Release ${epoch} of ${seen.service} (version ${release.version}) was rolled back: there is nothing to end, and its approval ends here`
}
