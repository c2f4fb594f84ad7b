/** Auto Scaling brings a group to its desired capacity: at once, because nothing is gained by looking at it wait. */
import { textChecksum } from '../../src/release/journal/record.ts'
import type { Colour } from '../../src/release/world.ts'
import { type Group, groupName, type Instance, inState, type State, withGroup } from './state.ts'

/** So many instances above MaxSize a group lists at most: a launch beyond waits until one is gone, as AWS may let it. */
const BEYOND_MAX = 2
/** Characters of the mark by which a note names one of a few instances (src/release/id-marks.ts). */
const MARK = 6

/**
 * Launches what is missing and ends what is too much. Which instance goes is for the termination policy to say, so each
 * that is not protected may (Auto Scaling User Guide, "Scale-in protection"); Standby is spared and not counted.
 * @returns every world that may come of it
 */
export function settle(state: State, colour: Colour): readonly State[] {
  const group = state.groups[colour]
  const counted = inState(group, 'Pending', 'InService')
  if (counted.length < group.desired) {
    if (group.instances.length >= group.max + BEYOND_MAX) return [state]
    return settle(withGroup(state, colour, launched(state, colour, group)), colour)
  }
  if (counted.length === group.desired) return [state]
  const victims = counted.filter(each => !each.protected)
  if (victims.length === 0) return [state]
  return alike(victims).flatMap(victim =>
    settle(
      withGroup(state, colour, {
        ...group,
        instances: group.instances.map(each =>
          each === victim ? { ...each, lifecycle: 'Terminating', health: 'new', protected: false } : each
        )
      }),
      colour
    )
  )
}

function launched(state: State, colour: Colour, group: Group): Group {
  const id = freeId(state, colour)
  const instance: Instance = { id, lifecycle: 'Pending', health: 'new', protected: false }
  return { ...group, instances: [...group.instances, instance] }
}

/** An id that nothing names any more, no request and no note: EC2 gives none out twice. */
function freeId(state: State, colour: Colour): string {
  const requests = JSON.stringify([state.air, state.run])
  const { instances, tags } = state.groups[colour]
  const notes = [...tags.values()].join()
  for (let n = 1; ; n++) {
    const id = `${groupName(colour)}-${n}`
    const there = instances.some(each => each.id === id)
    const named = requests.includes(`"${id}"`) || notes.includes(textChecksum(id).slice(-MARK))
    if (!there && !named) return id
  }
}

/** One of each kind. */
const alike = (instances: readonly Instance[]): readonly Instance[] => [
  ...new Map(
    instances.map(each => [`${each.lifecycle} ${each.health} ${each.protected}`, each] as const)
  ).values()
]
