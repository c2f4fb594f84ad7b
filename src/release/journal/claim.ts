/**
 * A run's right to change a fleet: one tag per run on the blue group of each of its services. A run asks, and holds the
 * fleet only after a look that shows its own claim on every service and no other live one on any. Each writes before it
 * looks, so of two runs at least one sees the other, and two never both act. Of two that ask at once the one with the
 * smaller id goes first, and the other withdraws: one of them always acts.
 */

import type { GroupTag } from '../ports.ts'
import type { Group } from '../world.ts'
import { TAG_PREFIX } from './journal.ts'
import { choiceField, countField, encodeRecord, RecordError, reader, textField } from './record.ts'

export const CLAIM_PREFIX = `${TAG_PREFIX}claim:`

/** `asking`: has done nothing yet. `held`: at work. `released`: signed off with no request open. `ended`: signed off, but one request has no known end. */
const CLAIM_STATES = ['asking', 'held', 'released', 'ended'] as const
export type ClaimState = (typeof CLAIM_STATES)[number]

export interface Claim {
  /** Unique for every run. */
  readonly id: string
  readonly state: ClaimState
  readonly command: string
  /** Who holds it, in the alphabet of a tag: a workflow run, or a person and a host. */
  readonly by: string
  /** Counted up while the run works. */
  readonly beat: number
  /** Seconds since the epoch at the last write, by the holder's clock. */
  readonly at: number
}

/** Whether its run may be alive. */
export const isOpen = ({ state }: Claim): boolean => state === 'held' || state === 'asking'

export const claimKey = (id: string): string => `${CLAIM_PREFIX}${id}`

export function claimTag(claim: Claim): GroupTag {
  const { id, ...rest } = claim
  return { key: claimKey(id), value: encodeRecord({ ...rest, by: portable(claim.by) }), propagate: false }
}

/** All claims on the group. One that cannot be read counts as held: nobody knows that it is not. */
export function readClaims(group: Group): readonly Claim[] {
  return [...group.tags]
    .filter(([key]) => key.startsWith(CLAIM_PREFIX))
    .map(([key, value]) => decodeClaim(key.slice(CLAIM_PREFIX.length), value))
}

const readClaim = reader(record => ({
  state: choiceField(record, 'state', CLAIM_STATES),
  command: textField(record, 'command'),
  by: textField(record, 'by'),
  beat: countField(record, 'beat'),
  at: countField(record, 'at')
}))

function decodeClaim(id: string, value: string): Claim {
  try {
    return { id, ...readClaim(value) }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return { id, state: 'held', command: 'unknown', by: 'unknown', beat: 0, at: 0 }
  }
}

const portable = (text: string): string => text.replace(/[^A-Za-z0-9+\-._:/@]/g, '_').slice(0, 100)
