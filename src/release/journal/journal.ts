/** What a release writes into the tags of its groups, and how it is read back. */

import type { GroupTag } from '../ports.ts'
import type { Colour, Group } from '../world.ts'
import { type Baseline, baselineField, baselineFields, processesField } from './baseline.ts'
import { type IdMarks, marksField, marksFields } from './id-marks.ts'
import { choiceField, countField, encodeRecord, RecordError, reader, textField } from './record.ts'

/** Every tag of ours begins with this. None of them propagates to instances. */
export const TAG_PREFIX = 'bg-release:'
/** Which processes we suspended, as opposed to the user. Outlives the release. */
export const HOLD_TAG = `${TAG_PREFIX}hold`
/** Which instances of a rejected version stay parked. Outlives the release that rejected it. */
export const KEPT_TAG = `${TAG_PREFIX}kept`

/** What a release may note on a group, each in a tag `bg-release:<name>:<number of the release>`. */
export const RELEASE_TAGS = [
  'release',
  'base',
  'pin',
  'demand',
  'old',
  'approved',
  'accepted',
  'protection',
  'sticky'
] as const
const RELEASE_TAG = new RegExp(`^${TAG_PREFIX}(?:${RELEASE_TAGS.join('|')}):(\\d{1,9})$`)

/**
 * In the order in which a release goes through them; the later one wins when the two groups differ.
 * `open`: new warms up. `switching`: old leaves traffic. `switched`: waits for finalize or rollback. `finalizing`: old is
 * ended. `rolling-back`: old comes back. `retiring`: old is back, new leaves and is ended.
 */
export const RELEASE_STATES = [
  'open',
  'switching',
  'switched',
  'finalizing',
  'rolling-back',
  'retiring',
  'rolled-back',
  'finalized'
] as const
export type ReleaseState = (typeof RELEASE_STATES)[number]

/** The sizes of a service that has no live group yet. */
export interface InitialCapacity {
  readonly min: number
  readonly desired: number
  readonly max: number
}

/** The same text stands on both groups. */
export interface ReleaseRecord {
  /** Number of the release, counted up per service: 1, 2, ... */
  readonly epoch: number
  readonly from: Colour
  readonly to: Colour
  readonly version: string
  readonly state: ReleaseState
  /** How many instances the old group held when finalize began; 0 before. */
  readonly parked: number
  /** Present on the first release of a service. */
  readonly initial?: InitialCapacity
  /** Present where each colour has target groups of its own: traffic moves by weights. */
  readonly split?: true
  /** Present where the release brings back the version that an earlier, finalized release replaced. */
  readonly undo?: true
  /** Present where no release took place: a person said that `to` is live. */
  readonly declared?: true
}

/** What we made of a group's MinSize and MaxSize, and what they are to the user. */
export interface Pin {
  /** The MinSize that we set. */
  readonly set: number
  /** The MinSize that stood before, so that a run killed before the call is not taken for the user. */
  readonly was: number
  /** A MinSize that an earlier run announced and that had not arrived: it still may. */
  readonly late?: number
  /** The user's own MinSize and MaxSize of the live role. */
  readonly min: number
  readonly max: number
  /** The MaxSize that we leave standing while the release runs. */
  readonly top: number
}

/** The journal on one group. */
export interface Side {
  readonly release?: ReleaseRecord
  readonly base?: Baseline
  readonly pin?: Pin
  /** The highest desired capacity of the serving colour since the release began. Stands on the old group. */
  readonly demand?: number
  /** Percent of the demand that a person accepts while the old colour comes back. Stands on the old group. */
  readonly accepted?: number
  /** Instances whose own scale-in protection is not what their group gives, from before we protected any. */
  readonly protection?: IdMarks
  readonly kept?: IdMarks
  /** Until when cookies may keep clients on the group, in s since the epoch. */
  readonly stickyUntil?: number
  readonly hold: readonly string[]
}

export interface Problem {
  readonly group: string
  readonly tag: string
  readonly reason: string
}

const key = (name: string, epoch: number): string => `${TAG_PREFIX}${name}:${epoch}`
const tag = (tagKey: string, value: string): GroupTag => ({ key: tagKey, value, propagate: false })

export function releaseTag(record: ReleaseRecord): GroupTag {
  const { initial, undo, declared, split } = record
  return tag(
    key('release', record.epoch),
    encodeRecord({
      e: record.epoch,
      from: record.from,
      to: record.to,
      state: record.state,
      parked: record.parked,
      ...(initial && { init: `${initial.min}/${initial.desired}/${initial.max}` }),
      ...(undo && { undo: 1 }),
      ...(declared && { declared: 1 }),
      ...(split && { split: 1 }),
      version: record.version
    })
  )
}

export const baseTag = (epoch: number, base: Baseline): GroupTag =>
  tag(key('base', epoch), encodeRecord({ e: epoch, ...baselineFields(base) }))

export const pinTag = (epoch: number, pin: Pin): GroupTag =>
  tag(key('pin', epoch), encodeRecord({ e: epoch, ...pin }))

export const demandTag = (epoch: number, demand: number): GroupTag =>
  tag(key('demand', epoch), encodeRecord({ e: epoch, n: demand }))

export const acceptedTag = (epoch: number, percent: number): GroupTag =>
  tag(key('accepted', epoch), encodeRecord({ e: epoch, percent }))

export const protectionTag = (epoch: number, exceptions: IdMarks): GroupTag =>
  tag(key('protection', epoch), encodeRecord({ e: epoch, ...marksFields(exceptions) }))

export const stickyTag = (epoch: number, until: number): GroupTag =>
  tag(key('sticky', epoch), encodeRecord({ e: epoch, until }))

export const keptTag = (epoch: number, kept: IdMarks): GroupTag =>
  tag(KEPT_TAG, encodeRecord({ e: epoch, ...marksFields(kept) }))

export const holdTag = (processes: readonly string[]): GroupTag =>
  tag(HOLD_TAG, encodeRecord({ processes: processes.join('+') }))

/** The number of the newest release of which the group carries anything, 0 where there is none. */
export function newestEpoch(group: Group): number {
  const epochs = [...group.tags.keys()].map(epochOf).filter(epoch => epoch !== undefined)
  return Math.max(0, ...epochs)
}

/** Keys of releases long closed: a late write of the last one can no longer be confused with them. */
export const staleKeys = (group: Group, epoch: number): readonly string[] =>
  [...group.tags.keys()].filter(tagKey => (epochOf(tagKey) ?? epoch) < epoch - 1)

const readRelease = reader(decodeRelease)
const readBase = reader(baselineField)
const readPin = reader(decodePin)
const readDemand = reader(record => countField(record, 'n'))
const readAccepted = reader(record => countField(record, 'percent'))
const readMarks = reader(marksField)
const readSticky = reader(record => countField(record, 'until'))
const readHold = reader(record => processesField(record, 'processes'))

/** Reads what the group carries of this release. Whatever cannot be read is a problem, never a guess. */
export function readSide(group: Group, epoch: number, problems: Problem[]): Side {
  const read = <T>(tagKey: string, decode: (text: string) => T): T | undefined => {
    const text = group.tags.get(tagKey)
    if (text === undefined) return undefined
    try {
      return decode(text)
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      problems.push({ group: group.name, tag: tagKey, reason: error.message })
      return undefined
    }
  }
  return dropUndefined({
    release: read(key('release', epoch), readRelease),
    base: read(key('base', epoch), readBase),
    pin: read(key('pin', epoch), readPin),
    demand: read(key('demand', epoch), readDemand),
    accepted: read(key('accepted', epoch), readAccepted),
    protection: read(key('protection', epoch), readMarks),
    kept: read(KEPT_TAG, readMarks),
    stickyUntil: read(key('sticky', epoch), readSticky),
    hold: read(HOLD_TAG, readHold) ?? []
  })
}

function decodeRelease(record: ReadonlyMap<string, string>): ReleaseRecord {
  const initial = record.get('init')
  return dropUndefined({
    epoch: countField(record, 'e'),
    from: choiceField<Colour>(record, 'from', ['blue', 'green']),
    to: choiceField<Colour>(record, 'to', ['blue', 'green']),
    state: choiceField(record, 'state', RELEASE_STATES),
    parked: countField(record, 'parked'),
    version: textField(record, 'version'),
    undo: record.has('undo') ? true : undefined,
    declared: record.has('declared') ? true : undefined,
    split: record.has('split') ? true : undefined,
    initial: initial === undefined ? undefined : decodeInitial(initial)
  })
}

function decodeInitial(text: string): InitialCapacity {
  const parts = /^(\d+)\/(\d+)\/(\d+)$/.exec(text)
  if (!parts) throw new RecordError('its member init is not min/desired/max')
  return { min: Number(parts[1]), desired: Number(parts[2]), max: Number(parts[3]) }
}

function decodePin(record: ReadonlyMap<string, string>): Pin {
  return {
    set: countField(record, 'set'),
    was: countField(record, 'was'),
    ...(record.has('late') && { late: countField(record, 'late') }),
    min: countField(record, 'min'),
    max: countField(record, 'max'),
    top: countField(record, 'top')
  }
}

function epochOf(tagKey: string): number | undefined {
  const match = tagKey.startsWith(TAG_PREFIX) ? RELEASE_TAG.exec(tagKey) : null
  return match ? Number(match[1]) : undefined
}

/** An absent member instead of an undefined one, as `exactOptionalPropertyTypes` asks. */
function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept: Partial<T> = {}
  for (const member of Object.keys(value) as (keyof T)[])
    if (value[member] !== undefined) kept[member] = value[member]
  return kept as { [K in keyof T]: Exclude<T[K], undefined> }
}
