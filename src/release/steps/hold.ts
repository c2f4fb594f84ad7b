/**
 * Holding a colour: its scaling is suspended, and its healing too while its instances move. The tag is written before
 * the suspension and after the release of it, so that at every moment it names at least what is ours.
 */
import { change, type Force, type Step } from '../decision.ts'
import { holdTag, type Side } from '../journal/journal.ts'
import type { Group } from '../world.ts'

/** What changes a group's size by itself. Never Launch, Terminate, AddToLoadBalancer or HealthCheck. */
export const SCALING = ['AlarmNotification', 'ScheduledActions'] as const
/** Also what would launch or end instances while some of them are in Standby. */
export const SCALING_AND_HEALING = [
  'AZRebalance',
  'AlarmNotification',
  'ReplaceUnhealthy',
  'ScheduledActions'
] as const

/**
 * Suspends what of `processes` runs, and notes that it was us; together with what of `soon` runs and is suspended in a later
 * step, since of two notes of one tag the first may arrive last and would hide the second.
 */
export function hold(
  group: Group,
  side: Side,
  processes: readonly string[],
  soon: readonly string[] = []
): Step {
  const runs = (process: string) => !group.suspended.includes(process)
  const running = processes.filter(runs)
  if (running.length === 0) return undefined
  const noted = union(side.hold, [...running, ...soon.filter(runs)])
  if (noted.length > side.hold.length) {
    return change('additive', `note what is about to be suspended on ${group.name}`, {
      kind: 'tag',
      group: group.name,
      tags: [holdTag(noted)]
    })
  }
  return change('additive', `suspend ${running.join(', ')} on ${group.name}`, {
    kind: 'suspend',
    group: group.name,
    processes: running
  })
}

/**
 * Notes again what a late note of a dead run has hidden: suspended, held in this state, and by the baselines not the
 * user's own (`own`).
 */
export function noteAgain(group: Group, side: Side, own: readonly string[]): Step {
  const hidden = SCALING_AND_HEALING.filter(
    process => group.suspended.includes(process) && !side.hold.includes(process) && !own.includes(process)
  )
  if (hidden.length === 0) return undefined
  return change('additive', `note again what is suspended on ${group.name}`, {
    kind: 'tag',
    group: group.name,
    tags: [holdTag(union(side.hold, hidden))]
  })
}

/** Gives back what we hold beyond `keep`; what the user has suspended in `own` stays suspended. */
export function releaseHold(group: Group, side: Side, keep: readonly string[], own: readonly string[]): Step {
  const surplus = side.hold.filter(process => !keep.includes(process))
  if (surplus.length === 0) return undefined
  const resumed = resumeHeld(group, side, keep, own, 'reducing')
  if (resumed) return resumed
  // Reducing too: a suspension of an earlier run that still arrives must find the note that it is ours.
  return change('reducing', `note what stays suspended on ${group.name}`, {
    kind: 'tag',
    group: group.name,
    tags: [holdTag(side.hold.filter(process => keep.includes(process)))]
  })
}

/** The first half of `releaseHold`: the note stays, for a suspension that may still arrive. */
export function resumeHeld(
  group: Group,
  side: Side,
  keep: readonly string[],
  own: readonly string[],
  force: Force
): Step {
  const resumable = side.hold.filter(
    process => !keep.includes(process) && !own.includes(process) && group.suspended.includes(process)
  )
  if (resumable.length === 0) return undefined
  return change(force, `resume ${resumable.join(', ')} on ${group.name}`, {
    kind: 'resume',
    group: group.name,
    processes: resumable
  })
}

/**
 * Carries the user's own suspended processes with the role a group plays: `own` are those of the role it takes,
 * `former` those of the role it leaves.
 */
export function adoptSuspended(
  group: Group,
  side: Side,
  own: readonly string[],
  former: readonly string[]
): Step {
  const missing = own.filter(process => !group.suspended.includes(process))
  if (missing.length > 0) {
    return change('additive', `suspend ${missing.join(', ')} on ${group.name}, as on the other colour`, {
      kind: 'suspend',
      group: group.name,
      processes: missing
    })
  }
  const surplus = former.filter(
    process => !own.includes(process) && !side.hold.includes(process) && group.suspended.includes(process)
  )
  if (surplus.length === 0) return undefined
  return change('reducing', `resume ${surplus.join(', ')} on ${group.name}, as on the other colour`, {
    kind: 'resume',
    group: group.name,
    processes: surplus
  })
}

/** The user's own suspended processes: what is suspended and not noted as ours. */
export const ownSuspended = (group: Group, side: Side): readonly string[] =>
  group.suspended.filter(process => !side.hold.includes(process))

const union = (a: readonly string[], b: readonly string[]): readonly string[] =>
  [...new Set([...a, ...b])].sort()
