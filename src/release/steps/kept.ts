/**
 * A rejected version that stays parked (`after-rollback: standby`). The note on its group says which instances are meant,
 * outlives the release, and is the only licence to end them: whatever else is in the group is somebody else's.
 */
import { carries, holders, inState } from '../capacity.ts'
import type { Finding } from '../codes.ts'
import { change, firstOf, refuse, type Step, wait } from '../decision.ts'
import { hasMark, type IdMarks, markIds } from '../journal/id-marks.ts'
import { KEPT_TAG, keptTag } from '../journal/journal.ts'
import type { Member, Situation } from '../situation.ts'
import type { Group, Instance } from '../world.ts'
import { endStandby, restIdle } from './end.ts'
import { releaseHold, SCALING } from './hold.ts'

/** Notes that the instances of the rejected version that are in Standby now stay there. */
export function keepParked({ group }: Member, epoch: number): Step {
  const parked = inState(group, 'Standby').map(({ id }) => id)
  if (parked.length === 0) return forget(group)
  const tag = keptTag(epoch, markIds(parked))
  if (group.tags.get(KEPT_TAG) === tag.value) return undefined
  return change('additive', `note that ${parked.length} instances of ${group.name} stay parked`, {
    kind: 'tag',
    group: group.name,
    tags: [tag]
  })
}

/** For deploy, before anything of the new version: the version that was rejected before it makes room. */
export const clearKept = ({ group, side, base }: Member): Step =>
  side.kept
    ? firstOf(
        () => endKept(group, side.kept),
        () => releaseHold(group, side, SCALING, base.suspended),
        () => forget(group)
      )
    : undefined

/** For finalize of a release that was rolled back: what it left parked is ended, while the live colour holds. */
export function endRejected(at: Situation): Step {
  const { group, side } = at.new
  if (!side.kept) return undefined
  return firstOf(
    () => strange(group, side.kept),
    () => liveHolds(at),
    () => endKept(group, side.kept),
    () => restIdle(at.new, at),
    () => forget(group)
  )
}

/** Instances of the group that no note says are ours to end. Those that end already matter to nobody. */
export const strangersIn = (group: Group, kept: IdMarks | undefined): readonly Instance[] => {
  const known = group.instances.filter(each => isKept(each, kept))
  const beyond = kept && known.length > kept.count ? known : []
  return [
    ...group.instances.filter(
      each => !isKept(each, kept) && !(kept && each.lifecycle.startsWith('Terminat'))
    ),
    ...beyond
  ]
}

export const forget = (group: Group): Step =>
  group.tags.has(KEPT_TAG)
    ? change('additive', `take the note of parked instances from ${group.name}`, {
        kind: 'untag',
        group: group.name,
        keys: [KEPT_TAG]
      })
    : undefined

const endKept = (group: Group, kept: IdMarks | undefined): Step =>
  strange(group, kept) ?? endStandby(group, ', which a rollback had left parked')

function strange(group: Group, kept: IdMarks | undefined): Step {
  const [first, ...more] = strangersIn(group, kept)
  return first ? refuse(drift(group, [first, ...more])) : undefined
}

function liveHolds({ old, seen }: Situation): Step {
  const { group } = old
  const demand = Math.max(group.desired, 1)
  if (carries(group, seen, demand)) return undefined
  return wait({ for: 'new-healthy', group: group.name, healthy: holders(group, seen).length, of: demand })
}

const isKept = ({ id, lifecycle }: Instance, kept: IdMarks | undefined): boolean =>
  kept !== undefined && lifecycle === 'Standby' && hasMark(kept, id)

const drift = (group: Group, strangers: readonly Instance[]): Finding => ({
  code: 'BGR-DRIFT',
  message: `${group.name} must hold nothing but the rejected instances that a rollback left parked there, and ${strangers.map(({ id, lifecycle }) => `${id} is ${lifecycle}`).join(', ')}.`,
  fix: 'Find out whose they are (describe-scaling-activities says), and end them or take them out of the group; then run the same command again.'
})
