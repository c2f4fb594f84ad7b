/**
 * Pinning a colour: MinSize raised to what it carries, so that nothing scales it in while it is needed. MinSize also
 * fences EnterStandby: AWS refuses a call that would bring desired below it.
 *
 * Each write of MinSize is announced in the pin tag first. A MinSize that is neither what we set nor what stood before is
 * the user's new one (a schedule, a person, Terraform).
 */
import { inService } from '../capacity.ts'
import { change, type Force, type Step } from '../decision.ts'
import { type Pin, pinTag, type Side } from '../journal/journal.ts'
import type { Change } from '../ports.ts'
import type { Group } from '../world.ts'

/** The user's own MinSize and MaxSize of a role. */
export interface OwnSizes {
  readonly min: number
  readonly max: number
}

/** What the user wants of the group's sizes today, with every edit made since the pin counted in. */
export function ownSizes(group: Group, pin: Pin): OwnSizes {
  return {
    min: [pin.set, pin.was, pin.late, pin.min].includes(group.min) ? pin.min : group.min,
    max: [pin.top, pin.max].includes(group.max) ? pin.max : group.max
  }
}

/** Raises MinSize to the capacity that is InService; never above it, which would launch (UpdateAutoScalingGroup). */
export function pinUp(group: Group, side: Side, epoch: number, own: OwnSizes): Step {
  const carried = Math.min(group.desired, inService(group).length)
  return setMin(group, side, epoch, own, Math.max(carried, group.min))
}

/** Takes the floor away, so that the group's instances can be parked. The user's own sizes stay noted. */
export const pinDown = (
  group: Group,
  side: Side,
  epoch: number,
  own: OwnSizes,
  force: Force = 'reducing'
): Step => (group.min === 0 ? undefined : setMin(group, side, epoch, own, 0, force))

/** Raises MaxSize where `needed` does not fit, and remembers that it was us. */
export function makeRoom(group: Group, side: Side, epoch: number, own: OwnSizes, needed: number): Step {
  if (group.max >= needed) return undefined
  const pin = { ...pinOf(own, group.min, group.min, needed), ...unlanded(group, side, group.min) }
  return (
    announce(group, side, epoch, pin) ??
    change('additive', `raise the MaxSize of ${group.name} to ${needed}`, {
      kind: 'resize',
      group: group.name,
      max: needed
    })
  )
}

/**
 * Gives MinSize and MaxSize back to the user. A MaxSize below what runs waits until less runs: it would end instances.
 * Then the pin is taken out of the note, or an edit to the very MinSize that was pinned would not count as one.
 * @param early whether a MinSize that a dead run announced may still arrive. Nobody would give it back once the note names
 * another, so the note waits for the look that shows what has arrived.
 */
export function unpin(group: Group, side: Side, epoch: number, own: OwnSizes, early: boolean): Step {
  const max = Math.max(own.max, group.desired)
  const min = Math.min(own.min, max)
  if (group.min === min && group.max === max) {
    return announce(
      group,
      side,
      epoch,
      pinOf(own, min, min, max),
      early && isOpen(side, min) ? 'reducing' : 'additive'
    )
  }
  return change(
    'reducing',
    `give ${group.name} its own MinSize ${min} and MaxSize ${max}`,
    resizeTo(group, min, max)
  )
}

/** Whether a MinSize was announced that is not there: a run that is dead may have sent it. */
const isOpen = ({ pin }: Side, min: number): boolean =>
  pin !== undefined && [pin.set, pin.late ?? min].some(each => each !== min)

function setMin(
  group: Group,
  side: Side,
  epoch: number,
  own: OwnSizes,
  target: number,
  down: Force = 'reducing'
): Step {
  const pin = { ...pinOf(own, target, group.min, group.max), ...unlanded(group, side, target) }
  const known = side.pin
  if (group.min === target) {
    // Nothing to set, but an edit of the user must be noted before it can be mistaken for ours.
    const noted = known && known.set === target && known.min === own.min && known.max === own.max
    return noted ? undefined : announce(group, side, epoch, pin)
  }
  return (
    announce(group, side, epoch, pin) ??
    change(target < group.min ? down : 'additive', `set the MinSize of ${group.name} to ${target}`, {
      kind: 'resize',
      group: group.name,
      min: target
    })
  )
}

/** A MinSize that was announced and is not there was perhaps sent by a run that is dead, and may still arrive. */
function unlanded(group: Group, { pin }: Side, target: number): Pick<Pin, 'late'> {
  if (!pin) return {}
  if (![group.min, target].includes(pin.set) && pin.was === group.min) return { late: pin.set }
  return pin.late === undefined ? {} : { late: pin.late }
}

const pinOf = ({ min, max }: OwnSizes, set: number, was: number, top: number): Pin => ({
  set,
  was,
  min,
  max,
  top
})

const MEMBERS = ['set', 'was', 'late', 'min', 'max', 'top'] as const

function announce(group: Group, side: Side, epoch: number, pin: Pin, force: Force = 'additive'): Step {
  const known = side.pin
  if (known && MEMBERS.every(member => known[member] === pin[member])) return undefined
  return change(force, `note the sizes of ${group.name}`, {
    kind: 'tag',
    group: group.name,
    tags: [pinTag(epoch, pin)]
  })
}

const resizeTo = (group: Group, min: number, max: number): Change => ({
  kind: 'resize',
  group: group.name,
  ...(group.min !== min && { min }),
  ...(group.max !== max && { max })
})
