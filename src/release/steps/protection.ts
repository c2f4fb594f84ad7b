/**
 * Scale-in protection as a second key. A rollback that begins inside the window of a dead run protects what it brings
 * back: then no request of that run that still arrives can take it out of service, and the rejected colour need not wait
 * for the window before it leaves. MinSize fences EnterStandby; protection fences whatever would scale in.
 */
import { inService, inState } from '../capacity.ts'
import { change, type Force, firstOf, type Step } from '../decision.ts'
import { hasMark, markIds } from '../journal/id-marks.ts'
import { protectionTag } from '../journal/journal.ts'
import type { Member } from '../situation.ts'
import type { Group, Instance } from '../world.ts'

/** SetInstanceProtection takes instances in these states, and at most 50 ids (EC2 Auto Scaling API Reference). */
const PROTECTABLE = ['InService', 'EnteringStandby', 'Standby'] as const
const PROTECTION_BATCH = 50

/** Protects every instance of the group that can be, after a note of those that the user has set apart. */
export function protect({ group, side }: Member, epoch: number): Step {
  const bare = inState(group, ...PROTECTABLE).filter(each => !each.protected)
  if (bare.length === 0) return undefined
  if (!side.protection) {
    const own = group.instances.filter(each => each.protected !== group.protectsNew)
    return change('additive', `note whose scale-in protection on ${group.name} is its own`, {
      kind: 'tag',
      group: group.name,
      tags: [protectionTag(epoch, markIds(own.map(({ id }) => id)))]
    })
  }
  return set(group, bare, true, 'additive')
}

/** Gives every instance the protection back that it had, or would have been launched with. */
export function unprotect({ group, side }: Member): Step {
  const { protection } = side
  if (!protection) return undefined
  const wanted = ({ id }: Instance) => group.protectsNew !== hasMark(protection, id)
  const wrong = inState(group, ...PROTECTABLE).filter(each => each.protected !== wanted(each))
  return firstOf(
    () => set(group, wrong.filter(wanted), true, 'additive'),
    () => set(group, wrong, false, 'reducing')
  )
}

/** Takes all protection away from what is about to be ended. */
export function strip({ group }: Member): Step {
  const spared = inState(group, ...PROTECTABLE).filter(each => each.protected)
  return set(group, spared, false, 'ending')
}

export const isProtected = (group: Group): boolean => inService(group).every(each => each.protected)

function set(group: Group, instances: readonly Instance[], on: boolean, force: Force): Step {
  const ids = instances.slice(0, PROTECTION_BATCH).map(({ id }) => id)
  if (ids.length === 0) return undefined
  const what = on ? 'protect' : 'no longer protect'
  return change(force, `${what} ${ids.length} instances of ${group.name} from scale-in`, {
    kind: 'protect',
    group: group.name,
    ids,
    on
  })
}
