/**
 * Bringing instances back from Standby. AWS does not say what ExitStandby does with an instance that EC2 has lost
 * meanwhile; where it refuses the call, one lost instance would keep all the others out (ASSUMED `exit-standby-lost`).
 */
import { inState, STANDBY_BATCH } from '../capacity.ts'
import { change, type Step } from '../decision.ts'
import type { Group, Instance } from '../world.ts'

/** Ids of each ExitStandby call that AWS refused a short while ago. */
export type RefusedReturns = readonly (readonly string[])[]

/** The next batch; of one that was refused, half, until only what cannot return is left. */
export function returnStandby(group: Group, refused: RefusedReturns): Step {
  let batch = inState(group, 'Standby')
    .map(({ id }) => id)
    .filter(id => !isRefused(id, refused))
    .slice(0, STANDBY_BATCH)
  while (batch.length > 1 && refused.some(ids => ids.join() === batch.join())) {
    batch = batch.slice(0, Math.ceil(batch.length / 2))
  }
  if (batch.length === 0) return undefined
  return change('additive', `bring ${batch.length} instances of ${group.name} back from Standby`, {
    kind: 'exit-standby',
    group: group.name,
    ids: batch
  })
}

/** Ends what AWS does not let return: it is lost, and in Standby nothing would ever replace it. */
export function endLost(group: Group, refused: RefusedReturns): Step {
  const [lost] = lostIn(group, refused)
  if (!lost) return undefined
  return change('ending', `end ${lost.id} of ${group.name}, which AWS does not let return from Standby`, {
    kind: 'terminate',
    group: group.name,
    id: lost.id
  })
}

/** What is in Standby and can come back, by what AWS said so far. */
export const returnable = (group: Group, refused: RefusedReturns): readonly Instance[] =>
  inState(group, 'Standby').filter(({ id }) => !isRefused(id, refused))

const lostIn = (group: Group, refused: RefusedReturns): readonly Instance[] =>
  inState(group, 'Standby').filter(({ id }) => isRefused(id, refused))

const isRefused = (id: string, refused: RefusedReturns): boolean =>
  refused.some(ids => ids.length === 1 && ids[0] === id)
