import type { TwinEvent } from '../../src/twin/core/step.ts'
import { groupIn, groupsOf, inService, isOpen, type Stand, scales } from './stand.ts'

/** One event and the worlds on both sides of it. */
export interface Moment {
  readonly was: Stand
  readonly is: Stand
  readonly event: TwinEvent
}

/** What cannot be read off a world: how it came to be so. */
export interface Memory {
  /** Capacity that has to be held at this moment. */
  demand: number
  /** Ids of instances that the environment broke. */
  readonly broken: Set<string>
  /** By group: how many instances the environment asked to be ended, by lowering the desired capacity. */
  readonly unwanted: Map<string, number>
  /** The highest MaxSize that either group had before the release, or was given since by anybody but us. */
  most: number
  /** Whether the user had suspended AlarmNotification when the watch began. */
  readonly userHolds: boolean
}

export function startOf(stand: Stand): Memory {
  const memory = {
    demand: 0,
    broken: new Set<string>(),
    unwanted: new Map<string, number>(),
    most: Math.max(...groupsOf(stand).map(({ max }) => max)),
    userHolds: groupsOf(stand).some(group => !scales(group) && !group.tags['bg-release:hold'])
  }
  memory.demand = demandAfter(stand, stand, memory)
  return memory
}

export const copyOf = (memory: Memory): Memory => ({
  ...memory,
  broken: new Set(memory.broken),
  unwanted: new Map(memory.unwanted)
})

/** Takes in what the environment does. Called after the rules, except for what excuses this very event. */
export function remember({ was, is, event }: Moment, memory: Memory): void {
  memory.demand = demandAfter(was, is, memory)
  if (!isOpen(is)) memory.most = Math.max(...groupsOf(is).map(({ max }) => max))
  if (event.kind === 'act' && event.act.type === 'fail-instance') memory.broken.add(event.act.instanceId)
  // What nobody called for is the user's own schedule or policy.
  if (event.kind !== 'call') {
    for (const name of is.names) {
      const { max } = groupIn(is.world, name)
      if (max !== groupIn(was.world, name).max) memory.most = Math.max(memory.most, max)
      const less = groupIn(was.world, name).desired - groupIn(is.world, name).desired
      if (less > 0) memory.unwanted.set(name, (memory.unwanted.get(name) ?? 0) + less)
    }
  }
}

/**
 * Under way, the highest desired capacity of whichever colour scales; at rest, and while a release waits for finalize or
 * rollback, what the live colour wants now.
 */
function demandAfter(was: Stand, is: Stand, memory: Memory): number {
  const { journal, world } = is
  if (!journal || !isOpen(is))
    return Math.max(...groupsOf(is).map(group => (inService(group).length > 0 ? group.desired : 0)))
  const { state, from, to } = journal
  if (state === 'switched' || state === 'finalizing') return groupIn(world, to).desired
  // Before anything launches nothing rests on the figure of the beginning.
  const begun = was.journal?.epoch !== journal.epoch || (state === 'open' && groupIn(world, to).desired === 0)
  const scaling = groupsOf(is).filter(group => scales(group) && inService(group).length > 0)
  return Math.max(
    begun ? groupIn(world, from).desired : memory.demand,
    ...scaling.map(group => group.desired)
  )
}
