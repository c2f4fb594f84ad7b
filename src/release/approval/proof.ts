/** What a finalize can show for itself, and how that is journalled before anything is ended. */
import { change, type Step } from '../decision.ts'
import { TAG_PREFIX } from '../journal/journal.ts'
import { fitted } from '../journal/portable.ts'
import { encodeRecord } from '../journal/record.ts'
import type { Situation } from '../situation.ts'

/** A workflow run, as GitHub tells it. */
export interface ApprovedRun {
  readonly id: number
  readonly attempt: number
  /** Ms since the epoch. */
  readonly createdAt: number
  readonly headSha: string
}

/** A review that GitHub confirms. */
export interface Review {
  readonly kind: 'review'
  /** As GitHub spells it. */
  readonly environment: string
  readonly run: ApprovedRun
  /**
   * `this-job`: the job that finalizes stands inside the environment. `named-run`: a person at a terminal names the run,
   * which proves less, so that the run must be one that deployed the release.
   */
  readonly shownBy: 'this-job' | 'named-run'
  /** Logins, in GitHub's order. Empty only where `bypassed`. */
  readonly approvers: readonly string[]
  /** Untrusted text. */
  readonly comment: string
  /** Who started the run is among the approvers. */
  readonly selfApproved: boolean
  /** Administrators can start a waiting job without a review. */
  readonly bypassPossible: boolean
  /** Nobody approved, and `allow-bypass` accepts that. */
  readonly bypassed: boolean
}

/** A person's word instead of a review. */
export interface Override {
  readonly kind: 'override'
  readonly by: string
  /** Untrusted text. */
  readonly reason: string
}

export type ApprovalProof = Review | Override

/** Room for what a person says, so that all of it fits into one tag. */
const NAME_ROOM = 50
const REASON_ROOM = 130

/** Notes on the old group who approved that it is ended. Goes before the record that says `finalizing`. */
export function noteProof(at: Situation, proof: ApprovalProof | undefined): Step {
  if (!proof) return undefined
  const { group } = at.old
  const key = `${TAG_PREFIX}approved:${at.epoch}`
  const value = encodeRecord({
    e: at.epoch,
    ...(proof.kind === 'review' ? reviewed(proof) : overridden(proof))
  })
  if (group.tags.get(key) === value) return undefined
  return change('additive', `note on ${group.name} who approved that it is ended`, {
    kind: 'tag',
    group: group.name,
    tags: [{ key, value, propagate: false }]
  })
}

const reviewed = ({ bypassed, approvers, environment, run }: Review) => ({
  how: bypassed ? 'bypass' : 'review',
  by: fitted(approvers.join(' '), NAME_ROOM),
  env: fitted(environment, 80),
  run: run.id,
  attempt: run.attempt
})

const overridden = ({ by, reason }: Override) => ({
  how: 'override',
  by: fitted(by, NAME_ROOM),
  why: fitted(reason, REASON_ROOM)
})
