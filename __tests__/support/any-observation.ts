/** Looks at a service in the middle of anything, by number: always the same ones, and most of them never seen in life. */
import { APPROVAL_TAG } from '../../src/release/approval/requirement.ts'
import { NOTHING_ATTACHED } from '../../src/release/attached.ts'
import { COPY_MODES } from '../../src/release/journal/baseline.ts'
import { markIds } from '../../src/release/journal/id-marks.ts'
import {
  acceptedTag,
  baseTag,
  demandTag,
  holdTag,
  keptTag,
  pinTag,
  protectionTag,
  RELEASE_STATES,
  type ReleaseRecord,
  type ReleaseState,
  releaseTag,
  stickyTag
} from '../../src/release/journal/journal.ts'
import { encodeRecord } from '../../src/release/journal/record.ts'
import type { GroupTag } from '../../src/release/ports.ts'
import {
  type Colour,
  type Group,
  IMAGE_VERSION_TAG,
  type Instance,
  type Observation
} from '../../src/release/world.ts'
import { attachedOf } from './any-attached.ts'
import { arnOf, forwardsOf, type Rolls, rollsOf, targetsOf } from './any-surroundings.ts'
import { group, instance, tagged } from './observation.ts'

/** A whole second. */
export const NOW = 1_800_000_000_000
const EPOCH = 3
const APPROVAL = { key: APPROVAL_TAG, value: encodeRecord({ env: 'prod' }), propagate: false }
const SCALING = ['AlarmNotification', 'ScheduledActions'] as const
const PROCESSES = [...SCALING, 'AZRebalance', 'ReplaceUnhealthy'] as const
const LIFECYCLES = [
  ...Array.from({ length: 6 }, () => 'InService'),
  ...Array.from({ length: 5 }, () => 'Standby'),
  'Pending',
  'EnteringStandby',
  'Terminating',
  'Terminating:Wait'
] as const

/** @param state of the release that is open, or the last one */
export function anyObservation(seed: number, state: ReleaseState, split: boolean): Observation {
  const rolls = rollsOf(seed)
  const [from, to] = rolls.one<readonly [Colour, Colour]>('from', [
    ['blue', 'green'],
    ['green', 'blue']
  ])
  const isFirst = rolls.chance('first', 14)
  const record: ReleaseRecord = {
    epoch: EPOCH,
    from,
    to,
    version: '2.0.0',
    state,
    parked: state === 'finalizing' ? rolls.count('parked', 0, 3) : 0,
    ...(split && { split }),
    ...(isFirst && { initial: { min: 1, desired: 2, max: 4 } }),
    ...(!isFirst && rolls.chance('undo', 15) && { undo: true as const }),
    ...(state === 'finalized' && rolls.chance('declared', 10) && { declared: true as const })
  }
  const torn = rolls.chance('torn', 8)
  const isClosed = state === 'rolled-back' || state === 'finalized'
  /** Most services are well when the next release begins. */
  const tidy = isClosed && rolls.chance('tidy', 70)
  const live = state === 'finalized' ? to : from
  const before = RELEASE_STATES[RELEASE_STATES.indexOf(state) - 1] ?? 'open'
  const sideOf = (colour: Colour): Group => {
    const isOld = colour === from
    const any = anyGroup(rolls, colour, split, isOld)
    const bare = tidy ? tidied(any, colour === live) : any
    const standing = bare.instances.filter(({ lifecycle }) => lifecycle === 'Standby').map(({ id }) => id)
    const is = (what: string, percent: number) => rolls.chance(`${colour} ${what}`, percent)
    const count = (what: string, low: number, high: number) => rolls.count(`${colour} ${what}`, low, high)
    const tags: readonly (GroupTag | false)[] = [
      releaseTag(torn && isOld ? { ...record, state: before } : record),
      baseTag(EPOCH, {
        min: count('base min', 0, 2),
        max: count('base max', 2, 5),
        desired: count('base desired', 0, 3),
        suspended: is('base suspended', 30) ? ['AZRebalance'] : [],
        ...(is('scaling', 80) && { scaling: rolls.one('copies', COPY_MODES) })
      }),
      is('pin', isOld ? 60 : 50) &&
        pinTag(EPOCH, {
          set: is('pin set', 60) ? bare.min : count('pin set to', 0, 3),
          was: count('pin was', 0, 3),
          ...(is('late', 15) && { late: count('pin late', 0, 3) }),
          min: count('own min', 0, 2),
          max: count('own max', 2, 5),
          top: is('top', 60) ? bare.max : count('own top', 2, 6)
        }),
      isOld && is('demand', 80) && demandTag(EPOCH, count('demand of', 0, 4)),
      isOld && is('accepted', 15) && acceptedTag(EPOCH, rolls.one('share', [50, 80, 100])),
      isOld && is('protection', 20) && protectionTag(EPOCH, markIds(is('exception', 50) ? ['b1'] : [])),
      !isOld && is('kept', 25) && keptTag(EPOCH, markIds(is('kept all', 70) ? standing : ['x'])),
      split && is('sticky', 20) && stickyTag(EPOCH, NOW / 1000 + rolls.one('until', [-60, 0, 300, 3_600])),
      rolls.chance('asks for approval', 25) && APPROVAL,
      is('stale', 30) && pinTag(EPOCH - 2, { set: 1, was: 1, min: 1, max: 2, top: 2 }),
      is('previous', 30) && demandTag(EPOCH - 1, 3),
      is('hold', 75) && holdTag(PROCESSES.filter(each => is(`holds ${each}`, 60)))
    ]
    return tagged(bare, ...tags.filter(tag => tag !== false))
  }
  const attachedOn = (colour: Colour) => {
    if (!tidy || colour === live) return attachedOf(rolls, colour)
    // The idle group has nothing of its own, or the same.
    return rolls.chance('own set', 30) ? attachedOf(rolls, colour, live) : NOTHING_ATTACHED
  }
  const groups = { blue: sideOf('blue'), green: sideOf('green') }
  return {
    at: NOW,
    service: 'web',
    groups,
    targets: targetsOf(rolls, groups, split, tidy),
    attached: { blue: attachedOn('blue'), green: attachedOn('green') },
    forwards: split ? forwardsOf(rolls, groups, EPOCH) : []
  }
}

function anyGroup(rolls: Rolls, colour: Colour, split: boolean, isOld: boolean): Group {
  const is = (what: string, percent: number) => rolls.chance(`${colour} ${what}`, percent)
  const count = (what: string, low: number, high: number) => rolls.count(`${colour} ${what}`, low, high)
  const instances = Array.from({ length: count('instances', 0, 3) }, (_, n): Instance => {
    const id = `${colour[0]}${n + 1}`
    return {
      ...instance(
        id,
        is('all serve', 40) ? 'InService' : rolls.one(`${id} lifecycle`, LIFECYCLES as never),
        rolls.chance(`${id} ill`, 8) ? 'unhealthy' : 'healthy'
      ),
      protected: rolls.chance(`${id} protected`, 40) || is('all protected', 40)
    }
  })
  const wanted = instances.filter(({ lifecycle }) => /^(?:InService|Pending|Entering)/.test(lifecycle)).length
  const desired = Math.max(0, wanted + rolls.one(`${colour} more`, [0, 0, 0, 0, 1, -1]))
  return group(`web-${colour}`, {
    min: is('min as desired', 40) ? desired : count('min', 0, desired),
    max: is('max as desired', 20) ? desired : desired + count('max', 0, 3),
    desired,
    instances,
    suspended: PROCESSES.filter(each => is(each, 45)),
    protectsNew: is('protects new', 15),
    targetGroups: [arnOf(colour, split)],
    tags: new Map([
      ['docker:image:name', 'acme/web'],
      [IMAGE_VERSION_TAG, isOld ? '1.0.0' : rolls.one('version', ['2.0.0', '2.0.0', '2.0.0', '0.9.0'])]
    ])
  })
}

/** The live group serves with what it wants, the idle one is empty. */
function tidied(any: Group, isLive: boolean): Group {
  const propagated = new Set([IMAGE_VERSION_TAG, 'docker:image:name'])
  if (!isLive) return { ...any, min: 0, desired: 0, instances: [], propagated }
  const prefix = any.name.includes('blue') ? 'b' : 'g'
  const instances = [1, 2].map(n => instance(`${prefix}${n}`))
  return {
    ...any,
    min: Math.min(any.min, 2),
    max: Math.max(any.max, 3),
    desired: 2,
    instances,
    suspended: any.suspended.filter(each => each !== 'Launch'),
    propagated
  }
}
