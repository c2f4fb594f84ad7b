import { isIn } from '../release/capacity.ts'
import type { Change } from '../release/ports.ts'
import type { Colour, Group, Observation } from '../release/world.ts'

/** AWS shows a change within seconds. What still looks as before after so long was set back by somebody. */
const EXPECTED_FOR_MS = 45_000

/**
 * What the run's answered changes did to the groups. A look that shows a group as it was before one of them is older than
 * the change, and counts for nothing for a while. Any third value is somebody else's, and is believed at once.
 */
export interface OwnEffects {
  /** AWS has answered this change at `now`, in ms since the epoch; `before`: the look that justified it. */
  made(change: Change, before: Observation, now: number): void
  shownBy(seen: Observation): boolean
}

interface Effect {
  readonly colour: Colour
  readonly until: number
  /** Whether the group looks as before the change. */
  readonly undone: (group: Group) => boolean
}

export function createOwnEffects(): OwnEffects {
  /** By group and aspect: a later change of the same thing takes the place of the earlier one. */
  const effects = new Map<string, Effect>()
  return {
    made: (change, before, now) => {
      const colour = change.group === before.groups.blue.name ? 'blue' : 'green'
      // Each instance that enters or leaves Standby moves the desired capacity, maybe back to where it was.
      if (change.kind === 'enter-standby' || change.kind === 'exit-standby')
        effects.delete(`${colour} desired`)
      for (const [aspect, undone] of undoings(change, before.groups[colour])) {
        effects.set(`${colour} ${aspect}`, { colour, until: now + EXPECTED_FOR_MS, undone })
      }
    },
    shownBy: ({ groups, at }) =>
      [...effects.values()].every(({ colour, until, undone }) => at >= until || !undone(groups[colour]))
  }
}

type Undoing = readonly [aspect: string, undone: (group: Group) => boolean]

function undoings(change: Change, before: Group): readonly Undoing[] {
  switch (change.kind) {
    case 'resize':
      return (['min', 'max', 'desired'] as const)
        .filter(size => change[size] !== undefined)
        .map(size => [size, group => before[size] !== change[size] && group[size] === before[size]])
    case 'suspend':
      return change.processes.map(each => [each, group => !group.suspended.includes(each)])
    case 'resume':
      return change.processes.map(each => [each, group => group.suspended.includes(each)])
    case 'enter-standby':
      return change.ids.map(id => [id, group => isIn(group, id, 'InService')])
    case 'exit-standby':
      return change.ids.map(id => [id, group => isIn(group, id, 'Standby')])
    case 'terminate':
      return [[change.id, group => isIn(group, change.id, 'Standby')]]
    default:
      return []
  }
}
