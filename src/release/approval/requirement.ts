/**
 * The lasting requirement: a fleet whose groups carry `bg-release:approval` is finalized only with a proof that the
 * environment named there approved. Deploy writes it, finalize reads it, only recover takes it away.
 */

import type { Finding } from '../codes.ts'
import { change, firstOf, refuse, type Step } from '../decision.ts'
import { TAG_PREFIX } from '../journal/journal.ts'
import { fromPortable, toPortable } from '../journal/portable.ts'
import { decodeRecord, encodeRecord, RecordError, textField } from '../journal/record.ts'
import type { Group, Observation } from '../world.ts'
import type { Override, Review } from './proof.ts'

export const APPROVAL_TAG = `${TAG_PREFIX}approval`

/** Either group is enough to require it: a run may have ended between the two writes. */
export type Requirement =
  | { readonly kind: 'none' }
  | { readonly kind: 'required'; readonly environment: string }
  /** Something is required, and nobody can say what: `why` continues a sentence. */
  | { readonly kind: 'unclear'; readonly why: string }

/** What the tags of one service ask for. */
export function requirement(seen: Observation): Requirement {
  const [first, second] = [read(seen.groups.blue), read(seen.groups.green)]
  if (first.kind === 'unclear') return first
  if (second.kind === 'unclear') return second
  if (
    first.kind === 'required' &&
    second.kind === 'required' &&
    !sameName(first.environment, second.environment)
  ) {
    return {
      kind: 'unclear',
      why: `${seen.groups.blue.name} names the environment ${first.environment} and ${seen.groups.green.name} names ${second.environment}`
    }
  }
  return first.kind === 'required' ? first : second
}

/** GitHub finds environments whatever the case of their names. Only ASCII is folded: `K` (Kelvin) is no `k`. */
export const sameName = (one: string, other: string): boolean => lower(one) === lower(other)

/** Whether the name fits into the tag that makes it required. */
export const fitsTag = (environment: string): boolean => toPortable(environment).length <= 200

/**
 * For deploy: makes the environment a requirement on both groups. One that is there already is never exchanged for
 * another one, for that would lift it. Without an environment nothing is done, and what is required stays required.
 */
export function requireApproval(seen: Observation, environment: string | undefined): Step {
  if (environment === undefined) return undefined
  const groups = [seen.groups.blue, seen.groups.green]
  const found = groups.map(read)
  const other = found.find(each => each.kind === 'required' && !sameName(each.environment, environment))
  if (other?.kind === 'required') return refuse(exchanged(seen, other.environment, environment))
  const unclear = found.find(each => each.kind === 'unclear')
  // One side that can be read and agrees is what the damaged one said.
  if (unclear?.kind === 'unclear' && !found.some(each => each.kind === 'required')) {
    return refuse(unreadable(seen, unclear.why))
  }
  return firstOf(
    ...groups.map((group, i) => () => (found[i]?.kind === 'required' ? undefined : write(group, environment)))
  )
}

/** For recover, and for nobody else: the fleet asks for no approval any more. */
export const liftRequirement = (seen: Observation): Step =>
  firstOf(
    ...[seen.groups.blue, seen.groups.green].map(
      group => () =>
        group.tags.has(APPROVAL_TAG)
          ? change('reducing', `take the requirement of an approval from ${group.name}`, {
              kind: 'untag',
              group: group.name,
              keys: [APPROVAL_TAG]
            })
          : undefined
    )
  )

/** For finalize: what is missing of the proof that the tags ask for. */
export function unproven(
  seen: Observation,
  proof: Pick<Review, 'kind' | 'environment'> | Override | undefined
): Finding | undefined {
  const asked = requirement(seen)
  if (asked.kind === 'none' || proof?.kind === 'override') return undefined
  if (asked.kind === 'unclear') return unreadable(seen, asked.why)
  if (proof === undefined) return leftOut(seen, asked.environment)
  return sameName(proof.environment, asked.environment)
    ? undefined
    : elsewhere(seen, asked.environment, proof.environment)
}

function read(group: Group): Requirement {
  const text = group.tags.get(APPROVAL_TAG)
  if (text === undefined) return { kind: 'none' }
  try {
    const environment = fromPortable(textField(decodeRecord(text), 'env'))
    if (environment !== '') return { kind: 'required', environment }
    return { kind: 'unclear', why: `the tag ${APPROVAL_TAG} on ${group.name} names no environment` }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return {
      kind: 'unclear',
      why: `the tag ${APPROVAL_TAG} on ${group.name} cannot be read: ${error.message}`
    }
  }
}

const write = (group: Group, environment: string): Step =>
  change('additive', `note on ${group.name} that ${environment} approves finalize`, {
    kind: 'tag',
    group: group.name,
    tags: [{ key: APPROVAL_TAG, value: encodeRecord({ env: toPortable(environment) }), propagate: false }]
  })

const lower = (name: string): string => name.replaceAll(/[A-Z]/g, letter => letter.toLowerCase())

const leftOut = (seen: Observation, environment: string): Finding => ({
  code: 'BGR-APPROVAL-REQUIRED',
  message: `The groups of ${seen.service} ask for an approval of the environment ${environment} before anything is ended, and this finalize brings none.`,
  fix: `Run finalize in a job with environment: ${environment} and set approval-environment to ${environment}.`
})

const elsewhere = (seen: Observation, required: string, proven: string): Finding => ({
  code: 'BGR-APPROVAL-REQUIRED',
  message: `The groups of ${seen.service} ask for an approval of the environment ${required}, and this finalize shows one of ${proven}.`,
  fix: `Set environment and approval-environment of the job to ${required}.`
})

const exchanged = (seen: Observation, required: string, wanted: string): Finding => ({
  code: 'BGR-APPROVAL-REQUIRED',
  message: `The groups of ${seen.service} ask for an approval of the environment ${required}; approval-environment says ${wanted}, which would lift that.`,
  fix: `Set approval-environment to ${required}, or let a person lift the requirement with recover first.`
})

const unreadable = (seen: Observation, why: string): Finding => ({
  code: 'BGR-APPROVAL-REQUIRED',
  message: `The groups of ${seen.service} ask for an approval, and it cannot be said of which environment: ${why}.`,
  fix: `Put back the value that the tag ${APPROVAL_TAG} had (AWS CloudTrail keeps it under CreateOrUpdateTags), or let a person lift the requirement with recover.`
})
