/** The weights of listeners and rules. */
import { forwardsOf } from '../../src/twin/core/elb/uses.ts'
import type { Group, World } from '../../src/twin/core/world.ts'
import type { Rule } from './checker.ts'
import type { Moment } from './checker-memory.ts'
import { groupsOf, holding, otherThan, serving } from './stand.ts'
import { bareBalancers, isSplitPair, placesOf, weighs } from './weights.ts'

const moved = ({ was, is, event }: Moment): boolean =>
  event.kind === 'call' && was.world.loadBalancers !== is.world.loadBalancers

/** Nothing of a listener or rule changes but the weights of the two colours, and our own tags. */
const only: Rule = moment =>
  moved(moment) && bareBalancers(moment.was.world) !== bareBalancers(moment.is.world)
    ? 'something else than a weight of a colour was changed'
    : undefined

/** The sum of the weights stays, and is never 0. */
const sums: Rule = moment => {
  if (!moved(moment)) return undefined
  const sumOf = (actions: Parameters<typeof forwardsOf>[0]) =>
    forwardsOf(actions).reduce((sum, { weight }) => sum + weight, 0)
  const before = new Map(placesOf(moment.was.world).map(({ name, rule }) => [name, sumOf(rule.actions)]))
  const wrong = placesOf(moment.is.world).find(
    ({ name, rule }) => forwardsOf(rule.actions).length > 0 && sumOf(rule.actions) !== before.get(name)
  )
  return wrong ? `the weights of ${wrong.name} sum up to ${sumOf(wrong.rule.actions)}` : undefined
}

/** Every forward of a service is noted before any weight of one is moved. */
const noted: Rule = moment => {
  const { was, is } = moment
  if (!moved(moment) || !isSplitPair(was.world, was.names[0])) return undefined
  const own = groupsOf(was).flatMap(({ targetGroups }) => targetGroups)
  const places = placesOf(was.world).filter(({ rule }) =>
    forwardsOf(rule.actions).some(({ targetGroup }) => own.includes(targetGroup))
  )
  const after = placesOf(is.world)
  const written = places.some(
    ({ name, rule }) =>
      JSON.stringify(rule.actions) !== JSON.stringify(after.find(each => each.name === name)?.rule.actions)
  )
  const bare = places.find(({ tags }) => tags[`bg-release:forward:${was.journal?.epoch}`] === undefined)
  return written && bare ? `weights are written before those of ${bare.name} are noted` : undefined
}

/** S5 by weights: requests leave a colour that serves only for one that carries the demand. */
const first: Rule = (moment, { demand }) => {
  if (!moved(moment)) return undefined
  const { was, is } = moment
  for (const group of groupsOf(was)) {
    if (serving(was.world, group) === 0 || weighs(is.world, group)) continue
    const other = otherThan(was, group.name)
    const carries = holding(was.world, other)
    if (carries < Math.max(demand, 1)) {
      return `requests leave ${group.name} while ${other.name} carries ${carries} of ${demand}`
    }
  }
  return undefined
}

/** Whether requests that are forwarded to the group reach an instance of it: those in Standby are no targets. */
const isReached = (world: World, { targetGroups, instances }: Group): boolean =>
  targetGroups.some(arn => instances.some(({ id }) => world.targetGroups[arn]?.targets[id]))

/** No request is forwarded to a colour whose instances are wanted gone. */
const ended: Rule = ({ is, event }) => {
  if (event.kind !== 'call' || is.journal?.initial) return undefined
  if (!isSplitPair(is.world, is.names[0])) return undefined
  const wrong = groupsOf(is).find(
    group => group.desired === 0 && isReached(is.world, group) && weighs(is.world, group)
  )
  return wrong ? `${wrong.name} is ended and still has a weight` : undefined
}

export const WEIGHT_RULES: Readonly<Record<string, Rule>> = {
  'S15 weights only': only,
  'S2 weights': sums,
  'S6 weights noted': noted,
  'S5 weights': first,
  'S4 weights': ended
}
