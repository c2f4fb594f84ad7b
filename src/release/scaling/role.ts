/** Whose policies, alarms and schedules those of the new colour are, and what becomes of either set. */
import type { Step } from '../decision.ts'
import { handedOver, type Situation } from '../situation.ts'
import { type MirrorWish, mirror } from './mirror.ts'
import { removeAttached } from './remove.ts'

/** What is given back is what nobody has read beforehand. */
const GIVEN_BACK: MirrorWish = { differing: 'kept', takenAlarms: [], alarmTags: new Map() }

/** Whether the new colour's set is a copy that this release made. */
export const isCopied = (at: Situation): boolean => at.new.base.scaling === 'copied'

/** The new colour gets what the old one has, and follows its edits until scaling is handed over. */
export const copyToNew = (at: Situation, facts: Pick<MirrorWish, 'takenAlarms' | 'alarmTags'>): Step =>
  isCopied(at) && !handedOver(at)
    ? mirror(at.old, at.new, at.seen.at, { ...facts, differing: 'replaced' })
    : undefined

/**
 * The copy goes again. What a person has added to the new colour while it was live is given to the old one first; what
 * both have and differs in stays as it is on the old one, where infrastructure code may have written it.
 */
export function takeCopyBack(at: Situation): Step {
  if (!isCopied(at)) return undefined
  return (
    (handedOver(at) ? mirror(at.new, at.old, at.seen.at, GIVEN_BACK) : undefined) ?? removeAttached(at.new)
  )
}

/** The set of the old colour goes where the new one has it as a copy: it has moved. */
export const removeMoved = (at: Situation): Step => (isCopied(at) ? removeAttached(at.old) : undefined)
