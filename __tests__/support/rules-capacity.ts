/** Capacity, and what may be ended. */
import type { Rule } from './checker.ts'
import type { Moment } from './checker-memory.ts'
import { endedBetween, endedByWeight } from './ended.ts'
import {
  acceptedIn,
  groupIn,
  groupsOf,
  keepsParked,
  lasting,
  otherThan,
  type Stand,
  serving
} from './stand.ts'

const total = (stand: Stand): number =>
  groupsOf(stand).reduce((sum, group) => sum + lasting(stand.world, group), 0)

const called = ({ event }: Moment, operation: string): Readonly<Record<string, unknown>> | undefined =>
  event.kind === 'call' && event.operation === operation ? event.input : undefined

/** Most calls write notes, and touch nothing that serving rests on. */
const mayServeLess = ({ was, is }: Moment): boolean =>
  was.world.targetGroups !== is.world.targetGroups ||
  was.world.loadBalancers !== is.world.loadBalancers ||
  groupsOf(was).some(before => {
    const after = groupIn(is.world, before.name)
    return (
      before.instances !== after.instances ||
      before.desired !== after.desired ||
      before.targetGroups !== after.targetGroups
    )
  })

/** What has to serve at least: the demand, or the share of it that a person accepts. */
const floorOf = (stand: Stand, demand: number): number => Math.ceil((demand * acceptedIn(stand)) / 100)

const s1: Rule = (moment, memory) => {
  if (moment.event.kind !== 'call' || !mayServeLess(moment)) return undefined
  const demand = floorOf(moment.was, memory.demand)
  const before = total(moment.was)
  const after = total(moment.is)
  return after < before && after < demand
    ? `${before} served, ${after} are left, ${demand} are needed`
    : undefined
}

/** A first release that is taken back: what became healthy only since was never said to serve. */
const isAbandoned = ({ journal }: Stand): boolean => journal?.initial === true && journal.state === 'retiring'

const s2: Rule = moment =>
  moment.event.kind === 'call' &&
  mayServeLess(moment) &&
  !isAbandoned(moment.was) &&
  total(moment.was) > 0 &&
  total(moment.is) === 0
    ? 'nothing serves any more'
    : undefined

const s5: Rule = (moment, memory) => {
  const demand = floorOf(moment.was, memory.demand)
  const input = called(moment, 'EnterStandby')
  const { was } = moment
  const name = String(input?.AutoScalingGroupName)
  if (!input || !was.names.includes(name) || isAbandoned(was)) return undefined
  // What does not serve takes nothing away: a first release whose instances never became healthy.
  if (serving(was.world, groupIn(was.world, name)) === 0) return undefined
  const other = otherThan(was, name)
  const carries = serving(was.world, other)
  return carries < Math.max(demand, 1)
    ? `${name} leaves while ${other.name} carries ${carries} of ${demand}`
    : undefined
}

/** Which release states allow instances of the old (`from`) and of the new (`to`) group to be ended on purpose. */
const s4called: Rule = moment => {
  const id = called(moment, 'TerminateInstanceInAutoScalingGroup')?.InstanceId
  const { was } = moment
  const group = groupsOf(was).find(each => each.instances.some(instance => instance.id === id))
  const instance = group?.instances.find(each => each.id === id)
  if (!group || !instance) return undefined
  const { journal } = was
  const allowed =
    (journal?.state === 'finalizing' && journal.from === group.name) ||
    (journal?.state === 'retiring' && (journal.to === group.name || instance.lostAt !== undefined)) ||
    // What a rollback left parked: for the next deploy, or for a finalize of that rollback.
    (keepsParked(group) &&
      ['open', 'rolled-back'].includes(journal?.state ?? '') &&
      journal?.to === group.name)
  if (!allowed) return `${instance.id} of ${group.name} is ended in the state ${journal?.state ?? 'none'}`
  const targets = group.targetGroups.filter(arn => was.world.targetGroups[arn]?.targets[instance.id])
  return instance.lifecycle !== 'Standby' || targets.length > 0
    ? `${instance.id} is ended, and is ${instance.lifecycle} with ${targets.length} targets`
    : undefined
}

/** What AWS ends by itself because of a setting: a size, a process, a protection. */
const s4settings: Rule = (moment, { broken, unwanted }) => {
  const { was, is, event } = moment
  if (event.kind !== 'advance') return undefined
  for (const before of groupsOf(was)) {
    const after = groupIn(is.world, before.name)
    if (before.instances === after.instances || endedByWeight(was, before)) continue
    const ours = endedBetween(before, after).filter(
      each => !broken.has(each.id) && each.health === 'Healthy' && each.booted
    )
    const excused = unwanted.get(before.name) ?? 0
    if (ours.length > excused)
      return `${before.name} loses ${ours.map(each => each.id).join(', ')} that nobody wanted gone`
  }
  return undefined
}

export const CAPACITY_RULES: Readonly<Record<string, Rule>> = {
  'S1 capacity': s1,
  'S2 never zero': s2,
  'S5 new first': s5,
  'S4 ended on purpose': s4called,
  'S4 ended by a setting': s4settings
}
