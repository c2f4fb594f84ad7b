/** A world as the safety rules see it: read with nothing of the release's own code, so that both can disagree. */
import type { Group, Instance, World } from '../../src/twin/core/world.ts'
import { isSplitPair, weighs } from './weights.ts'

export const STATES = [
  'open',
  'switching',
  'switched',
  'finalizing',
  'rolling-back',
  'retiring',
  'rolled-back',
  'finalized'
] as const
export type State = (typeof STATES)[number]

export interface Journal {
  readonly epoch: number
  readonly state: State
  readonly from: string
  readonly to: string
  readonly parked: number
  readonly initial: boolean
  /** Whether it brings back what a finalized release replaced. */
  readonly undo: boolean
}

/** One service at one moment. `from`, `to`: names of groups, where a release was ever made. */
export interface Stand {
  readonly world: World
  readonly names: readonly [string, string]
  readonly journal?: Journal
}

export const JOURNAL_KEY = /^bg-release:/
export const CLAIM_KEY = /^bg-release:claim:/

/** Base names of all pairs in the world. */
export const servicesOf = (world: World): readonly string[] =>
  Object.keys(world.groups)
    .filter(name => name.endsWith('-blue') && world.groups[name.replace(/-blue$/, '-green')])
    .map(name => name.replace(/-blue$/, ''))

export function standOf(world: World, service: string): Stand {
  const names = [`${service}-blue`, `${service}-green`] as const
  const [blue, green] = names.map(name => journalOn(groupIn(world, name), service))
  const journal = later(blue, green)
  return { world, names, ...(journal && { journal }) }
}

/** Tags are values too: what was read off them once need not be read again. */
const known = new WeakMap<Group['tags'], Journal | 'none'>()

function journalOn({ tags }: Group, service: string): Journal | undefined {
  const found = known.get(tags)
  if (found !== undefined) return found === 'none' ? undefined : found
  const journal = Object.keys(tags)
    .filter(key => key.startsWith('bg-release:release:'))
    .map(key => parseRecord(tags[key]?.value ?? '', service))
    .reduce<Journal | undefined>(later, undefined)
  known.set(tags, journal ?? 'none')
  return journal
}

const later = (one: Journal | undefined, other: Journal | undefined): Journal | undefined =>
  one && (!other || rankOf(one) >= rankOf(other)) ? one : other

const rankOf = ({ epoch, state }: Journal): number => epoch * 100 + STATES.indexOf(state)

export function groupIn(world: World, name: string): Group {
  const group = world.groups[name]
  if (!group) throw new Error(`no group ${name}`)
  return group
}

export const groupsOf = ({ world, names }: Stand): readonly Group[] => names.map(name => groupIn(world, name))

export const otherThan = (stand: Stand, name: string): Group =>
  groupIn(stand.world, stand.names[0] === name ? stand.names[1] : stand.names[0])

/** The same few notes are read at every event. */
const KEPT_NOTES = 1_000
const readNotes = new Map<string, ReadonlyMap<string, string>>()

/** The members of a journal tag: `v=1 key=value ... c=checksum`. */
export function membersOf(text: string): ReadonlyMap<string, string> {
  const found = readNotes.get(text)
  if (found) return found
  const members = new Map(
    text.split(' ').map(part => [part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1)])
  )
  if (readNotes.size >= KEPT_NOTES) readNotes.clear()
  readNotes.set(text, members)
  return members
}

/** What cannot be read is nobody's release. */
function parseRecord(text: string, service: string): Journal | undefined {
  const members = membersOf(text)
  if (!members.has('from')) return undefined
  const state = STATES.find(each => each === members.get('state'))
  return {
    epoch: Number(members.get('e')),
    state: state ?? 'open',
    from: `${service}-${members.get('from')}`,
    to: `${service}-${members.get('to')}`,
    parked: Number(members.get('parked')),
    initial: members.has('init'),
    undo: members.has('undo')
  }
}

/** Percent of the demand that a person accepts in the open release. */
export const acceptedIn = ({ world, journal }: Stand): number => {
  const text = journal && groupIn(world, journal.from).tags[`bg-release:accepted:${journal.epoch}`]?.value
  return text === undefined ? 100 : Number(membersOf(text).get('percent'))
}

/** Whether a rollback has noted that instances of this group stay parked. */
export const keepsParked = (group: Group): boolean => group.tags['bg-release:kept'] !== undefined

export const isOpen = ({ journal }: Stand): boolean =>
  journal !== undefined && journal.state !== 'rolled-back' && journal.state !== 'finalized'

export const inService = (group: Group): readonly Instance[] =>
  group.instances.filter(each => each.lifecycle === 'InService')

/** InService, healthy to Auto Scaling, and healthy in every target group. */
export const holding = (world: World, group: Group): number =>
  inService(group).filter(
    each =>
      each.health === 'Healthy' &&
      group.targetGroups.every(arn => world.targetGroups[arn]?.targets[each.id]?.state === 'healthy')
  ).length

/** What holds and gets requests: of a colour with target groups of its own only at a weight above 0. */
export const serving = (world: World, group: Group): number =>
  isSplitPair(world, group.name) && !weighs(world, group) ? 0 : holding(world, group)

/** What serves and will not be ended by a desired capacity that is already set. */
export const lasting = (world: World, group: Group): number => Math.min(serving(world, group), group.desired)

export const scales = (group: Group): boolean => group.suspended.AlarmNotification === undefined

export const mayScaleIn = (world: World, group: Group): boolean =>
  scales(group) && group.min < group.desired && serving(world, group) > 0

/** Whether the same policies and scheduled actions are set, whatever time alone changes. */
export const scalesAlike = (one: Group, other: Group): boolean =>
  (one.policies === other.policies && one.scheduledActions === other.scheduledActions) ||
  settledScaling(one) === settledScaling(other)

function settledScaling({ policies, scheduledActions }: Group): string {
  const inputs = Object.entries(policies).map(([key, { input, enabled }]) => [key, input, enabled])
  const actions = Object.entries(scheduledActions).map(([key, { nextAt: _, ...action }]) => [key, action])
  return JSON.stringify([inputs, actions])
}
