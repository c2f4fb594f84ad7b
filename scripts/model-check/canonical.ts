/** One name for all states that differ in nothing but the ids of their instances. */
import type { Change } from '../../src/release/ports.ts'
import type { Colour } from '../../src/release/world.ts'
import { COLOURS, type Group, groupName, type Instance, type Request, type State } from './state.ts'

/**
 * Instances in the order of what they are, numbered from 1. Where a note marks instances by their ids, they keep them:
 * the note names them by a checksum.
 * @param was a state in that order from which the state came by a step
 */
export function canonical(state: State, was?: State): State {
  if (was && state.groups === was.groups && state.air === was.air && state.run === was.run) return state
  if (state.air.length === 0 && !state.run?.lost) {
    const blue = plain(state.groups.blue, 'blue')
    const green = plain(state.groups.green, 'green')
    return blue === state.groups.blue && green === state.groups.green
      ? state
      : { ...state, groups: { blue, green } }
  }
  let now = state
  for (const colour of COLOURS) now = renamed(now, colour)
  return now
}

/** Of a group that no request names. */
function plain(group: Group, colour: Colour): Group {
  const known = plainly.get(group)
  if (known) return known
  const found = isMarked(group) ? inOrder(group) : numbered(group, colour)
  plainly.set(group, found)
  plainly.set(found, found)
  return found
}

const plainly = new WeakMap<Group, Group>()

function inOrder(group: Group): Group {
  const sorted = group.instances.toSorted(({ id: a }, { id: b }) => (a < b ? -1 : a > b ? 1 : 0))
  return sorted.every((each, i) => each === group.instances[i]) ? group : { ...group, instances: sorted }
}

function numbered(group: Group, colour: Colour): Group {
  const sorted = group.instances.toSorted((one, two) => kindOf(one) - kindOf(two))
  const ids = sorted.map((_, n) => `${groupName(colour)}-${n + 1}`)
  const same = sorted.every((each, i) => each === group.instances[i] && each.id === ids[i])
  return same ? group : { ...group, instances: sorted.map((each, n) => ({ ...each, id: ids[n] ?? each.id })) }
}

const LIFECYCLES: readonly Instance['lifecycle'][] = [
  'EnteringStandby',
  'InService',
  'Pending',
  'Standby',
  'Terminating'
]
const HEALTHS: readonly Instance['health'][] = ['ill', 'new', 'ok']

const kindOf = ({ lifecycle, health, protected: spared }: Instance): number =>
  (LIFECYCLES.indexOf(lifecycle) * HEALTHS.length + HEALTHS.indexOf(health)) * 2 + Number(spared)

function renamed(state: State, colour: Colour): State {
  const group = state.groups[colour]
  const requests = [
    ...state.air.map(({ change }) => change),
    ...(state.run?.lost ? [state.run.lost.change] : [])
  ]
  const rank = (instance: Instance): string =>
    `${String(kindOf(instance)).padStart(2, '0')} ${requests.map(change => Number(names(change, instance.id)))}`
  const marked = isMarked(group)
  const instances = group.instances
    .map(instance => [marked ? instance.id : rank(instance), instance] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, instance]) => instance)
  const numbered = new Map(marked ? [] : instances.map(({ id }, n) => [id, `${groupName(colour)}-${n + 1}`]))
  // An id that only a request names is of an instance that is gone: it stays apart from those that are there.
  let gone = instances.length
  for (const change of requests) {
    if (marked || change.group !== groupName(colour)) continue
    for (const id of idsOf(change)) if (!numbered.has(id)) numbered.set(id, `${groupName(colour)}-${++gone}`)
  }
  const same = instances.every((each, i) => each === group.instances[i])
  if (same && [...numbered].every(([from, to]) => from === to)) return state
  const to = (id: string): string => numbered.get(id) ?? id
  const inRequest = (change: Change): Change =>
    change.group === groupName(colour) ? withIds(change, to) : change
  return {
    ...state,
    groups: {
      ...state.groups,
      [colour]: {
        ...group,
        instances: instances.map(each => (to(each.id) === each.id ? each : { ...each, id: to(each.id) }))
      }
    },
    air: state.air.map((request): Request => ({ ...request, change: inRequest(request.change) })),
    ...(state.run?.lost && {
      run: { ...state.run, lost: { ...state.run.lost, change: inRequest(state.run.lost.change) } }
    })
  }
}

const isMarked = ({ tags }: Group): boolean => {
  const known = marked.get(tags)
  if (known !== undefined) return known
  const found = [...tags.values()].some(value => / ids=[0-9a-f]/.test(value))
  marked.set(tags, found)
  return found
}

const marked = new WeakMap<ReadonlyMap<string, string>, boolean>()

const idsOf = (change: Change): readonly string[] =>
  'ids' in change ? change.ids : change.kind === 'terminate' ? [change.id] : []

const names = (change: Change, id: string): boolean => idsOf(change).includes(id)

function withIds(change: Change, to: (id: string) => string): Change {
  if ('ids' in change) return { ...change, ids: change.ids.map(to).sort() }
  return change.kind === 'terminate' ? { ...change, id: to(change.id) } : change
}
