/** What AWS makes of a change: every world that may come of it, or a refusal. */
import type { Change } from '../../src/release/ports.ts'
import type { Colour } from '../../src/release/world.ts'
import { targetsOf } from './observe.ts'
import { settle } from './settle.ts'
import { colourOf, type Group, type Instance, inState, type State, withGroup } from './state.ts'

export interface Answer {
  readonly state: State
  /** `part`: an error after a part of a batch was done. `refused`: an error, and nothing was done. */
  readonly answer: 'done' | 'part' | 'refused'
}

/** Rules of AWS that a mutant switches off. */
export interface Lenience {
  /** EnterStandby goes below MinSize. */
  readonly belowMin?: boolean
}

/** @returns at least one answer */
export function apply(state: State, change: Change, lenience: Lenience = {}): readonly Answer[] {
  const colour = colourOf(change.group)
  const group = state.groups[colour]
  const one = (next: Group): readonly Answer[] => [{ state: withGroup(state, colour, next), answer: 'done' }]
  const sized = (next: Group, answer: Answer['answer'] = 'done'): readonly Answer[] =>
    settle(withGroup(state, colour, next), colour).map(each => ({
      state: each,
      answer
    }))
  const refused: readonly Answer[] = [{ state, answer: 'refused' }]
  switch (change.kind) {
    case 'tag':
      return one({ ...group, tags: withTags(group.tags, change.tags) })
    case 'untag':
      return one({ ...group, tags: withoutTags(group.tags, change.keys) })
    case 'resize': {
      const next = resized(group, change)
      return next ? sized(next) : refused
    }
    case 'suspend':
      return one({ ...group, suspended: [...new Set([...group.suspended, ...change.processes])].sort() })
    case 'resume':
      return one({ ...group, suspended: group.suspended.filter(each => !change.processes.includes(each)) })
    case 'protect': {
      // Auto Scaling API Reference, SetInstanceProtection: other states are a ValidationError.
      const able = inState(group, 'InService', 'EnteringStandby', 'Standby').map(({ id }) => id)
      if (!change.ids.every(id => able.includes(id))) return refused
      return batches(change.ids).map(({ ids, answer }) => ({
        state: withGroup(state, colour, { ...group, instances: edit(group, ids, { protected: change.on }) }),
        answer
      }))
    }
    case 'enter-standby':
      return batches(change.ids).flatMap(({ ids, answer }) => {
        const next = entered(group, ids, change.ids, lenience.belowMin === true)
        return next ? sized(next, answer) : refused
      })
    case 'exit-standby':
      return batches(change.ids).flatMap(({ ids, answer }) => {
        const next = exited(group, ids, change.ids)
        return next ? sized(next, answer) : refused
      })
    case 'terminate': {
      // Without decrement; what is in Standby is not counted in desired (INFERRED, see docs/twin-rules.md).
      const there = group.instances.some(
        ({ id, lifecycle }) => id === change.id && lifecycle !== 'Terminating'
      )
      if (!there) return refused
      return sized({ ...group, instances: edit(group, [change.id], { lifecycle: 'Terminating' }) })
    }
    case 'tag-forward':
    case 'untag-forward':
    case 'weigh':
      return listened(state, change)
    default:
      throw new TypeError(`the model has no ${change.kind}`)
  }
}

/** EnterStandby, ExitStandby and SetInstanceProtection take several ids; nothing documents that they are all or nothing (ASSUMED: not). */
function batches(ids: readonly string[]): readonly { ids: readonly string[]; answer: Answer['answer'] }[] {
  const part = ids.length > 1 ? [{ ids: ids.slice(0, 1), answer: 'part' as const }] : []
  return [{ ids, answer: 'done' }, ...part]
}

/** "X is not in InService"; and desired may not fall below MinSize (Auto Scaling User Guide, EnterStandby). */
function entered(
  group: Group,
  ids: readonly string[],
  asked: readonly string[],
  belowMin: boolean
): Group | undefined {
  const able = inState(group, 'InService').map(({ id }) => id)
  if (!asked.every(id => able.includes(id))) return undefined
  if (!belowMin && group.desired - asked.length < group.min) return undefined
  const desired = Math.max(0, group.desired - ids.length)
  return {
    ...group,
    min: Math.min(group.min, desired),
    desired,
    instances: edit(group, ids, { lifecycle: 'EnteringStandby', health: 'new' })
  }
}

/** Desired grows by each, up to MaxSize; through Pending (User Guide, "Temporarily remove instances"). */
function exited(group: Group, ids: readonly string[], asked: readonly string[]): Group | undefined {
  const able = inState(group, 'Standby').map(({ id }) => id)
  if (!asked.every(id => able.includes(id)) || group.desired + asked.length > group.max) return undefined
  return {
    ...group,
    desired: group.desired + ids.length,
    instances: edit(group, ids, { lifecycle: 'Pending', health: 'new' })
  }
}

/** UpdateAutoScalingGroup: without a DesiredCapacity the sizes pull it along; with one it has to lie between them. */
function resized(group: Group, change: Change & { readonly kind: 'resize' }): Group | undefined {
  const min = change.min ?? group.min
  const max = change.max ?? group.max
  if (min > max) return undefined
  const desired = change.desired ?? Math.min(Math.max(group.desired, min), max)
  return desired < min || desired > max ? undefined : { ...group, min, max, desired }
}

type ForwardChange = Extract<Change, { readonly forward: string }>

function listened(state: State, change: ForwardChange): readonly Answer[] {
  const { listener } = state
  if (!listener) throw new TypeError('a service that shares its target groups has no weights')
  const weight = (colour: Colour, shares: readonly { targetGroup: string; weight: number }[]) =>
    shares.find(({ targetGroup }) => targetGroup === targetsOf(colour))?.weight
  const next =
    change.kind === 'weigh'
      ? {
          ...listener,
          weights: { blue: weight('blue', change.shares), green: weight('green', change.shares) }
        }
      : change.kind === 'tag-forward'
        ? { ...listener, tags: withTags(listener.tags, change.tags) }
        : { ...listener, tags: withoutTags(listener.tags, change.keys) }
  return [{ state: { ...state, listener: next }, answer: 'done' }]
}

const edit = (group: Group, ids: readonly string[], as: Partial<Instance>): readonly Instance[] =>
  group.instances.map(each => (ids.includes(each.id) ? { ...each, ...as } : each))

type Tags = ReadonlyMap<string, string>

const withTags = (tags: Tags, more: readonly { key: string; value: string }[]): Tags =>
  new Map([...tags, ...more.map(({ key, value }) => [key, value] as const)])

const withoutTags = (tags: Tags, keys: readonly string[]): Tags =>
  new Map([...tags].filter(([key]) => !keys.includes(key)))
