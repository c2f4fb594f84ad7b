/** Scaling policies, the alarms behind them, and scheduled actions: they move with the role, and none is lost. */
import type { World } from '../../src/twin/core/world.ts'
import { drivenBy, everything, roleSet, userAlarms } from './attachments.ts'
import type { Rule } from './checker.ts'
import { groupIn, isOpen, membersOf, type Stand, scalesAlike, serving } from './stand.ts'

const baseMembers = (stand: Stand, name: string): ReadonlyMap<string, string> =>
  membersOf(groupIn(stand.world, name).tags[`bg-release:base:${stand.journal?.epoch}`]?.value ?? '')

/** Whether this release copies. */
export const copies = (stand: Stand): boolean =>
  stand.journal !== undefined && baseMembers(stand, stand.journal.to).get('scaling') === 'copied'

/** Which group may get something, and which may lose something, in this state of a release that copies. */
function allowed(stand: Stand): { readonly gets?: string; readonly loses?: string } {
  if (!isOpen(stand) || !copies(stand) || !stand.journal) return {}
  const { state, from, to } = stand.journal
  if (state === 'open') return { gets: to }
  if (state === 'retiring') return { gets: from, loses: to }
  return state === 'finalizing' ? { loses: from } : {}
}

const countOf = (world: World, name: string): number => {
  const { policies, scheduledActions } = groupIn(world, name)
  return Object.keys(policies).length + Object.keys(scheduledActions).length
}

const things: Rule = ({ was, is, event }) => {
  if (event.kind !== 'call') return undefined
  const { gets, loses } = allowed(was)
  for (const name of was.names) {
    if (groupIn(was.world, name) === groupIn(is.world, name)) continue
    if (scalesAlike(groupIn(was.world, name), groupIn(is.world, name))) continue
    const fewer = countOf(is.world, name) < countOf(was.world, name)
    if (name !== (fewer ? loses : gets)) return `what scales ${name} was changed`
    if (fewer && serving(was.world, groupIn(was.world, name)) > 0)
      return `${name} serves and loses what scales it`
  }
  return undefined
}

const alarms: Rule = ({ was, is, event }) => {
  if (event.kind !== 'call' || was.world.alarms === is.world.alarms) return undefined
  const { gets, loses } = allowed(was)
  const mine = (name: string | undefined, drives: readonly string[]) =>
    name !== undefined && drives.length > 0 && drives.every(each => each === name)
  for (const name of new Set([...userAlarms(was.world), ...userAlarms(is.world)])) {
    const before = was.world.alarms[name]
    const after = is.world.alarms[name]
    if (JSON.stringify(before?.input) === JSON.stringify(after?.input)) continue
    const had = drivenBy(was.world, name)
    const has = drivenBy(is.world, name)
    if (!before && mine(gets, has)) continue
    if (before && after && mine(gets, had) && mine(gets, has)) continue
    // DeletePolicy takes its action out of alarms that also drive others.
    const dropped =
      event.operation === 'DeletePolicy' && had.includes(loses ?? '') && !has.includes(loses ?? '')
    if (dropped || (!after && mine(loses, had))) continue
    return `the alarm ${name} was changed`
  }
  return undefined
}

/** What the user himself changed, and what has run meanwhile, is not ours to keep. */
const notLost: Rule = ({ was, is, event }, { scaling }) => {
  if (event.kind !== 'call' || !scaling || scaling.edited || !is.journal || is.journal.initial)
    return undefined
  if (!isOpen(was) || isOpen(is)) return undefined
  if (is.journal.state === 'rolled-back') {
    return JSON.stringify(everything(is.world)) === scaling.all
      ? undefined
      : 'after the rollback scaling is not as it was'
  }
  const now = roleSet(is.world, is.journal.to)
  const lost = scaling.role.filter(each => !now.includes(each))
  return copies(is) && lost.length > 0 ? `${is.journal.to} lacks ${lost.join(' and ')}` : undefined
}

export const ATTACHED_RULES: Readonly<Record<string, Rule>> = {
  'S15 scaling': things,
  'S15 alarms': alarms,
  'S15 nothing lost': notLost
}
