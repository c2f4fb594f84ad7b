/** What a release writes, when, and what it leaves alone. */
import type { Group } from '../../src/twin/core/world.ts'
import type { Rule } from './checker.ts'
import {
  CLAIM_KEY,
  groupIn,
  groupsOf,
  isOpen,
  JOURNAL_KEY,
  keepsParked,
  type Stand,
  type State
} from './stand.ts'
import { isSplitPair } from './weights.ts'

const JOURNAL_PREFIX = 'bg-release:'
const VERSION_KEY = 'docker:image:version'

const NEXT: Readonly<Record<State, readonly State[]>> = {
  open: ['switching', 'rolling-back'],
  switching: ['switched', 'rolling-back', 'finalized'],
  switched: ['finalizing', 'rolling-back'],
  finalizing: ['finalized', 'rolling-back'],
  'rolling-back': ['retiring'],
  retiring: ['rolled-back'],
  'rolled-back': [],
  finalized: []
}

const changed = (a: Group, b: Group, ...members: readonly (keyof Group)[]): boolean =>
  members.some(member => a[member] !== b[member] && JSON.stringify(a[member]) !== JSON.stringify(b[member]))

/** Tags are values: what was read off them before an event need not be read again after it. */
const foreign = new WeakMap<Group['tags'], string>()

function foreignTags({ tags }: Group): string {
  const found = foreign.get(tags)
  if (found !== undefined) return found
  const others = Object.entries(tags).filter(
    ([key]) => !key.startsWith(JOURNAL_PREFIX) && key !== VERSION_KEY
  )
  const text = JSON.stringify(others)
  foreign.set(tags, text)
  return text
}

const s6: Rule = ({ was, is, event }) => {
  if (event.kind !== 'call') return undefined
  for (const before of groupsOf(was)) {
    const after = groupIn(is.world, before.name)
    const version = before.tags[VERSION_KEY]?.value !== after.tags[VERSION_KEY]?.value
    if (!version && !changed(before, after, 'min', 'max', 'desired', 'suspended', 'instances')) continue
    if (!isOpen(was) && keepsParked(before) && was.journal?.to === before.name) continue
    if (!isOpen(was)) return `${before.name} is changed, and no release is open`
    if (!before.tags[`bg-release:base:${was.journal?.epoch}`])
      return `${before.name} is changed before its baseline is noted`
  }
  return undefined
}

const baseOf = (stand: Stand, name: string): string | undefined =>
  groupIn(stand.world, name).tags[`bg-release:base:${stand.journal?.epoch}`]?.value

const s6base: Rule = ({ was, is }) => {
  if (was.journal === undefined || was.journal.epoch !== is.journal?.epoch) return undefined
  const name = was.names.find(
    each => baseOf(was, each) !== undefined && baseOf(was, each) !== baseOf(is, each)
  )
  return name ? `the baseline of ${name} was overwritten` : undefined
}

const s15tags: Rule = ({ was, is, event }) => {
  if (event.kind !== 'call') return undefined
  for (const after of groupsOf(is)) {
    const before = groupIn(was.world, after.name)
    if (before.tags === after.tags) continue
    const born = Object.entries(after.tags).find(([key, tag]) => JOURNAL_KEY.test(key) && tag.propagate)
    if (born) return `${born[0]} of ${after.name} propagates to instances`
    if (foreignTags(before) !== foreignTags(after))
      return `a tag of ${after.name} that is not ours was changed`
    const version = after.tags[VERSION_KEY]
    if (before.tags[VERSION_KEY]?.value === version?.value) continue
    if (!version?.propagate || was.journal?.to !== after.name || was.journal.state !== 'open') {
      return `the version of ${after.name} is changed`
    }
  }
  return undefined
}

const SETTINGS = [
  'zones',
  'subnets',
  'targetGroups',
  'healthCheckType',
  'healthCheckGraceSeconds',
  'cooldown',
  'newInstancesProtected',
  'launchSource'
] as const

const s15things: Rule = ({ was, is, event }) => {
  if (event.kind !== 'call') return undefined
  const group = groupsOf(was).find(each => changed(each, groupIn(is.world, each.name), ...SETTINGS))
  if (group) return `a setting of ${group.name} that is not ours was changed`
  const mine = new Set<string>(is.names)
  const strange = Object.values(was.world.groups).find(
    each => !/-(blue|green)$/.test(each.name) && !mine.has(each.name) && each !== is.world.groups[each.name]
  )
  return strange ? `${strange.name} is none of ours and was changed` : undefined
}

const s18: Rule = ({ was, is }) => {
  const before = was.journal
  const after = is.journal
  if (before === undefined || after === undefined) return before ? 'the whole journal is gone' : undefined
  if (after.epoch < before.epoch) return `the release went back from ${before.epoch} to ${after.epoch}`
  if (after.epoch > before.epoch) return isOpen(was) ? 'a release was opened over an open one' : undefined
  if (after.state === before.state || NEXT[before.state].includes(after.state)) return undefined
  // There is nothing to bring back in a first release.
  if (before.initial && before.state === 'open' && after.state === 'retiring') return undefined
  return `the release went from ${before.state} to ${after.state}`
}

const s8: Rule = ({ was, is }) => {
  if (was.journal?.state !== 'finalizing' || is.journal?.state !== 'rolling-back') return undefined
  const old = groupIn(is.world, is.journal.from)
  const waiting = isSplitPair(is.world, old.name)
    ? old.desired
    : old.instances.filter(each => each.lifecycle === 'Standby').length
  return waiting < was.journal.parked ? 'a finalize that has ended instances is rolled back' : undefined
}

/** Tags of a claim are no change; everything else is left by the group at rest as it is. */
export const pictureOf = (stand: Stand): string =>
  JSON.stringify(
    groupsOf(stand).map(group => ({
      ...group,
      tags: Object.entries(group.tags).filter(([key]) => !CLAIM_KEY.test(key))
    }))
  )

export const JOURNAL_RULES: Readonly<Record<string, Rule>> = {
  'S6 journal first': s6,
  'S6 baseline stays': s6base,
  'S15 tags': s15tags,
  'S15 foreign things': s15things,
  'S18 phases': s18,
  'S8 no return': s8
}
