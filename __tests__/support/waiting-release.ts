/** A release that has switched over and waits for finalize, as deploy leaves it. */

import { keepOld, keepTemplates } from '../../src/release/approval/old-group.ts'
import { requireApproval } from '../../src/release/approval/requirement.ts'
import { NOTHING_ATTACHED } from '../../src/release/attached.ts'
import type { Step } from '../../src/release/decision.ts'
import { foresee } from '../../src/release/foresee.ts'
import type { ReleaseState } from '../../src/release/journal/journal.ts'
import { type Situation, standing } from '../../src/release/situation.ts'
import type { Group, Instance, Observation } from '../../src/release/world.ts'
import { group, ids, inRelease, instance, observe, serving } from './observation.ts'

/** When the release began, ms since the epoch. */
export const RELEASED_AT = Date.parse('2026-11-23T06:00:00Z')
/** Where deploy notes what it keeps warm. */
export const OLD_TAG = 'bg-release:old:1'

export const launchedFrom =
  (template: string | undefined, lifecycle = 'Standby') =>
  (id: string): Instance => ({ ...instance(id, lifecycle), ...(template !== undefined && { template }) })

export const oldGroup = (overrides: Partial<Group> = {}): Group =>
  group('web-blue', { instances: ids('b', 3).map(launchedFrom('lt-1:1')), ...overrides })

export function situationOf(seen: Observation): Situation {
  const where = standing(seen)
  if (where.kind !== 'open') throw new Error(`the release is ${where.kind}`)
  return where.situation
}

/** The look after a change, where the step wants one. */
export const applied = (seen: Observation, step: Step): Observation =>
  step?.kind === 'change' ? (foresee(seen, step.change) ?? seen) : seen

interface Waiting {
  /** The workflow run that deployed; empty at a terminal. */
  readonly run?: string
  readonly environment?: string
  readonly old?: Group
  readonly state?: ReleaseState
}

/** Web-blue is parked, web-green serves; the notes are made on the way there, as deploy makes them. */
export function waitingRelease(given: Waiting = {}): Observation {
  const { run = '77', environment, old = oldGroup(), state = 'switched' } = given
  const step = (seen: Observation, then: (at: Situation) => Step) => applied(seen, then(situationOf(seen)))
  let seen = inState('open', old)
  seen = applied(seen, requireApproval(seen, environment))
  seen = applied(seen, requireApproval(seen, environment))
  seen = step(seen, at => keepOld(at, run === '' ? undefined : run))
  seen = step(seen, keepTemplates)
  const ended = inState(state, seen.groups.blue)
  return meddle(ended, 'green', green => ({
    ...green,
    tags: new Map([...seen.groups.green.tags, ...green.tags])
  }))
}

function inState(state: ReleaseState, old: Group): Observation {
  const [blue, green] = inRelease(state, old, serving('web-green', 3))
  const attached = { blue: NOTHING_ATTACHED, green: NOTHING_ATTACHED }
  return { ...observe(blue, green, { at: RELEASED_AT }), attached }
}

/** Somebody changes a group while the approval waits. */
export const meddle = (
  seen: Observation,
  colour: 'blue' | 'green',
  change: (group: Group) => Group
): Observation => ({ ...seen, groups: { ...seen.groups, [colour]: change(seen.groups[colour]) } })

export const withTag =
  (key: string, value: string | undefined) =>
  (target: Group): Group => {
    const tags = new Map(target.tags)
    if (value === undefined) tags.delete(key)
    else tags.set(key, value)
    return { ...target, tags }
  }

export const withInstance =
  (more: Instance) =>
  (target: Group): Group => ({ ...target, instances: [...target.instances, more] })
