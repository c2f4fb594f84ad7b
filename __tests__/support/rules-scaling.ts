/** Who scales, the processes, and the sizes. */
import type { Group } from '../../src/twin/core/world.ts'
import type { Rule } from './checker.ts'
import { copies } from './rules-attached.ts'
import {
  groupIn,
  groupsOf,
  holding,
  inService,
  isOpen,
  mayScaleIn,
  membersOf,
  otherThan,
  type Stand,
  scales,
  serving
} from './stand.ts'

const NEVER = ['Launch', 'Terminate', 'AddToLoadBalancer', 'HealthCheck']

const s10in: Rule = ({ was, is, event }) => {
  if (event.kind !== 'call') return undefined
  const both = groupsOf(is).every(group => mayScaleIn(is.world, group))
  const already = groupsOf(was).every(group => mayScaleIn(was.world, group))
  return both && !already ? 'both colours may scale in' : undefined
}

/** Whether there is anything to scale by, on either colour, before this event. */
const hasPolicies = (stand: Stand): boolean =>
  groupsOf(stand).some(group => Object.keys(group.policies).length > 0)

const s10out: Rule = ({ was, is }, { userHolds }) => {
  if (userHolds || is.world.groups === was.world.groups) return undefined
  // Behind weights the colour that is about to serve takes scaling over just before.
  // One whose owner wants no instances at all is being ended by him, and has nothing to scale.
  const serves = groupsOf(is).filter(group => group.desired > 0 && holding(is.world, group) > 0)
  const before = groupsOf(was).filter(group => holding(was.world, group) > 0)
  const scalesIn = (stand: Stand) => (group: Group) =>
    scales(group) && (!copies(stand) || !hasPolicies(was) || Object.keys(group.policies).length > 0)
  if (serves.length === 0 || serves.some(scalesIn(is))) return undefined
  return before.length > 0 && !before.some(scalesIn(was)) ? undefined : 'no colour that serves may scale out'
}

/** The user's own suspended processes of a group, as the open release has noted them. */
const noted = (stand: Stand, name: string): readonly string[] => {
  const base = groupIn(stand.world, name).tags[`bg-release:base:${stand.journal?.epoch}`]?.value ?? ''
  return membersOf(base).get('suspended')?.split('+') ?? []
}

const s11: Rule = ({ was, event }) => {
  if (event.kind !== 'call' || event.operation !== 'SuspendProcesses') return undefined
  const name = String(event.input.AutoScalingGroupName)
  if (!was.names.includes(name)) return undefined
  const processes = event.input.ScalingProcesses
  const asked = Array.isArray(processes) ? processes.map(String) : NEVER
  const other = otherThan(was, name)
  // What the user has suspended himself travels with the role, and comes back with it.
  const users = new Set(groupsOf(was).flatMap(group => noted(was, group.name)))
  const wrong = asked.filter(
    each =>
      NEVER.includes(each) &&
      !(
        ['Terminate', 'HealthCheck'].includes(each) &&
        (other.suspended[each] !== undefined || users.has(each))
      )
  )
  return wrong.length > 0 ? `${wrong.join(', ')} of ${name} is suspended` : undefined
}

const s12bounds: Rule = ({ is }) => {
  const wrong = groupsOf(is).find(group => group.min > group.desired || group.desired > group.max)
  return wrong ? `${wrong.name} has ${wrong.min}/${wrong.desired}/${wrong.max}` : undefined
}

const s12max: Rule = ({ was, is, event }, memory) => {
  if (event.kind !== 'call' || is.journal?.initial) return undefined
  const most = Math.max(memory.most, ...groupsOf(was).map(group => group.max))
  const wrong = groupsOf(is).find(group => group.max > most)
  return wrong ? `the MaxSize of ${wrong.name} is raised to ${wrong.max}, above ${most}` : undefined
}

const s12min: Rule = ({ was, is, event }) => {
  if (event.kind !== 'call' || is.journal?.initial) return undefined
  const wrong = groupsOf(is).find(
    group => group.min > groupIn(was.world, group.name).min && group.min > inService(group).length
  )
  return wrong
    ? `the MinSize of ${wrong.name} is raised to ${wrong.min} with ${inService(wrong).length} in service`
    : undefined
}

/** Two keys: a colour without a floor does not scale, a colour that scales beside the other one has a floor. */
const s9: Rule = ({ was, is, event }) => {
  if (event.kind !== 'call' || !isOpen(was)) return undefined
  for (const group of groupsOf(is)) {
    const before = groupIn(was.world, group.name)
    const beside = serving(is.world, otherThan(is, group.name)) > 0
    if (before.min > 0 && group.min === 0 && serving(is.world, group) > 0 && beside && scales(group)) {
      return `${group.name} loses its MinSize while it may scale in`
    }
    const resumed = !scales(before) && scales(group)
    const pinned = group.min >= Math.min(group.desired, inService(group).length)
    if (resumed && !pinned && beside) {
      return `${group.name} scales again without a floor`
    }
  }
  return undefined
}

export const SCALING_RULES: Readonly<Record<string, Rule>> = {
  'S10 one scales in': s10in,
  'S10 one scales out': s10out,
  'S11 processes': s11,
  'S12 bounds': s12bounds,
  'S12 MaxSize': s12max,
  'S12 MinSize': s12min,
  'S9 two keys': s9
}
