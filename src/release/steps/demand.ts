import { change, firstOf, type Step } from '../decision.ts'
import { demandTag } from '../journal/journal.ts'
import { demandOf, type Member, type Situation } from '../situation.ts'
import { parked } from '../traffic/parked.ts'
import type { Group } from '../world.ts'
import { type OwnSizes, pinUp } from './pin.ts'

/** Notes a demand that has grown. It never shrinks while the release is open. */
export function raiseDemand(at: Situation, wanted: number): Step {
  if (wanted <= demandOf(at)) return undefined
  return change('additive', `note that ${wanted} instances have to be held`, {
    kind: 'tag',
    group: at.old.group.name,
    tags: [demandTag(at.epoch, wanted)]
  })
}

/** Only upwards: what has to be held is asked for, whatever a scaling policy took away meanwhile. */
export function scaleTo(group: Group, demand: number): Step {
  if (group.desired >= demand) return undefined
  return change('additive', `raise the desired capacity of ${group.name} to ${demand}`, {
    kind: 'resize',
    group: group.name,
    desired: demand
  })
}

/**
 * After the hand-over the staying colour scales. Until the leaving one is parked, a load that grows raises the demand, and
 * nothing shrinks; afterwards the load decides alone.
 */
export function followLoad(at: Situation, staying: Member, leaving: Group, own: OwnSizes): Step {
  const { group, side } = staying
  if (parked(leaving, at.seen)) return undefined
  return firstOf(
    () => raiseDemand(at, group.desired),
    () => scaleTo(group, Math.min(demandOf(at), group.max)),
    () => pinUp(group, side, at.epoch, own)
  )
}
