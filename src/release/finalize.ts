/** Finalize, topology `shared`: the parked old instances are ended, and their group is left empty and ready. */
import { carries, holders, inState } from './capacity.ts'
import { change, done, firstOf, refuse, type Step, wait } from './decision.ts'
import { endStandby, restIdle } from './end.ts'
import type { Facts } from './goal.ts'
import { mark, type Situation } from './situation.ts'

export function finalize(at: Situation, facts: Facts): Step & object {
  const { release, old, epoch, seen } = at
  switch (release.state) {
    case 'switched':
      return (
        firstOf(
          () => drift(at),
          () => floor(at)
        ) ?? mark(at, 'finalizing', inState(old.group, 'Standby').length)
      )
    case 'finalizing':
      return (
        firstOf(
          () => drift(at),
          () => floor(at),
          () => empty(at),
          () => endStandby(old),
          () => restIdle(old, at, facts)
        ) ?? mark(at, 'finalized')
      )
    case 'finalized':
    case 'rolled-back':
      return done
    default:
      return refuse({
        code: 'BGR-NOTHING-TO-FINALIZE',
        message: `Release ${epoch} of ${seen.service}, version ${release.version}, has not switched over (its state is ${release.state}).`,
        fix: ['rolling-back', 'retiring'].includes(release.state)
          ? 'Run rollback to finish the rollback.'
          : `Run deploy with version ${release.version} to go on with it, or rollback to undo it.`
      })
  }
}

/** Only what this release parked may be ended. Whatever serves or starts in the old group came from somebody else. */
function drift(at: Situation): Step {
  const { group } = at.old
  const foreign = group.instances.filter(
    instance => instance.lifecycle !== 'Standby' && !instance.lifecycle.startsWith('Terminat')
  )
  if (foreign.length === 0) return undefined
  return refuse({
    code: 'BGR-DRIFT',
    message: `${group.name} must hold nothing but parked instances, and ${foreign.map(instance => `${instance.id} is ${instance.lifecycle}`).join(', ')}.`,
    fix: 'Move these instances to Standby with decrement if they belong to the old version, or run rollback.'
  })
}

/** The new colour must carry what it is asked to carry today. */
function floor(at: Situation): Step {
  const { group } = at.new
  const demand = Math.max(group.desired, 1)
  if (carries(group, at.seen, demand)) return undefined
  return wait({ for: 'new-healthy', group: group.name, healthy: holders(group, at.seen).length, of: demand })
}

/** Neither MinSize nor desired may ask for a replacement of what is ended. */
function empty(at: Situation): Step {
  const { group } = at.old
  if (group.min === 0 && group.desired === 0) return undefined
  return change('ending', `set MinSize and desired capacity of ${group.name} to 0`, {
    kind: 'resize',
    group: group.name,
    min: 0,
    desired: 0
  })
}
