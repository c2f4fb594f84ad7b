import type { TwinEvent } from '../../src/twin/core/step.ts'
import type { Group } from '../../src/twin/core/world.ts'
import { everything, roleSet } from './attachments.ts'
import { endedBetween, endedByWeight } from './ended.ts'
import { groupIn, groupsOf, inService, isOpen, type Stand, scales, scalesAlike } from './stand.ts'

/** One event and the worlds on both sides of it. */
export interface Moment {
  readonly was: Stand
  readonly is: Stand
  readonly event: TwinEvent
}

/** What cannot be read off a world: how it came to be so. A value: every event makes a new one of it, or none. */
export interface Memory {
  /** Capacity that has to be held at this moment. */
  readonly demand: number
  /** Ids of instances that the environment broke. */
  readonly broken: ReadonlySet<string>
  /** By group: how many instances the environment asked to be ended, by lowering the desired capacity. */
  readonly unwanted: ReadonlyMap<string, number>
  /** The highest MaxSize that either group had before the release, or was given since by anybody but us. */
  readonly most: number
  /**
   * Whether the user had suspended AlarmNotification when the watch began, or has deleted the note that says that it is us:
   * then it is his.
   */
  readonly userHolds: boolean
  /** What scaled when the newest release began. */
  readonly scaling?: ScalingKept
}

export interface ScalingKept {
  /** What scaled the live role. */
  readonly role: readonly string[]
  readonly all: string
  /** Whether the user has changed it since, or it has run. */
  readonly edited: boolean
}

export function startOf(stand: Stand): Memory {
  const memory = {
    demand: 0,
    broken: new Set<string>(),
    unwanted: new Map<string, number>(),
    most: Math.max(...groupsOf(stand).map(({ max }) => max)),
    userHolds: groupsOf(stand).some(isHeldUnnoted)
  }
  return { ...memory, demand: demandAfter(stand, stand, memory) }
}

const isHeldUnnoted = (group: Group): boolean => !scales(group) && !group.tags['bg-release:hold']

/** What is known after the event, which the rules have judged by what was known before it. */
export function remember(moment: Moment, memory: Memory): Memory {
  const { is, event } = moment
  const demand = demandAfter(moment.was, is, memory)
  const scaling = scalingAfter(moment, memory)
  const most = mostAfter(moment, memory)
  const unwanted = unwantedAfter(moment, memory)
  const failed = event.kind === 'act' && event.act.type === 'fail-instance'
  const userHolds = memory.userHolds || (event.kind === 'act' && groupsOf(is).some(isHeldUnnoted))
  const broken = failed ? new Set([...memory.broken, event.act.instanceId]) : memory.broken
  const same =
    demand === memory.demand &&
    scaling === memory.scaling &&
    most === memory.most &&
    unwanted === memory.unwanted &&
    userHolds === memory.userHolds &&
    broken === memory.broken
  return same ? memory : { ...memory, demand, most, unwanted, userHolds, broken, ...(scaling && { scaling }) }
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

function mostAfter({ was, is, event }: Moment, { most }: Memory): number {
  const before = isOpen(is) ? most : Math.max(...groupsOf(is).map(({ max }) => max))
  // What nobody called for is the user's own schedule or policy.
  if (event.kind === 'call') return before
  const raised = groupsOf(is).filter(({ name, max }) => max !== groupIn(was.world, name).max)
  return Math.max(before, ...raised.map(({ max }) => max))
}

function unwantedAfter({ was, is, event }: Moment, { unwanted }: Memory): ReadonlyMap<string, number> {
  if (event.kind === 'call') return unwanted
  let counts = unwanted
  for (const before of groupsOf(was)) {
    const after = groupIn(is.world, before.name)
    if (before === after) continue
    const known = counts.get(before.name) ?? 0
    const excuses = event.kind === 'advance' && !endedByWeight(was, before)
    const left = excuses ? Math.max(0, known - endedBetween(before, after).length) : known
    const count = left + Math.max(0, before.desired - after.desired)
    if (count !== known) counts = new Map([...counts, [before.name, count]])
  }
  return counts
}

function scalingAfter({ was, is, event }: Moment, { scaling }: Memory): ScalingKept | undefined {
  const { journal } = is
  const opened = journal !== undefined && was.journal?.epoch !== journal.epoch
  const known = opened
    ? { role: roleSet(is.world, journal.from), all: JSON.stringify(everything(is.world)), edited: false }
    : scaling
  if (!known || known.edited || event.kind === 'call' || !journal || journal.initial) return known
  const edited =
    (event.kind === 'act' && was.world.alarms !== is.world.alarms) ||
    is.names.some(name => !scalesAlike(groupIn(was.world, name), groupIn(is.world, name)))
  return edited ? { ...known, edited } : known
}
