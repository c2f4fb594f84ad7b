import type { TwinEvent } from '../../src/twin/core/step.ts'
import type { World } from '../../src/twin/core/world.ts'
import type { Twin } from '../../src/twin/doors/function-door.ts'
import { type Memory, type Moment, remember, startOf } from './checker-memory.ts'
import { ATTACHED_RULES } from './rules-attached.ts'
import { CAPACITY_RULES } from './rules-capacity.ts'
import { JOURNAL_RULES } from './rules-journal.ts'
import { SCALING_RULES } from './rules-scaling.ts'
import { WEIGHT_RULES } from './rules-weights.ts'
import { servicesOf, standOf } from './stand.ts'

/** A safety rule of a release: what is wrong with this event, or undefined. */
export type Rule = (moment: Moment, memory: Memory) => string | undefined

const RULES: readonly (readonly [string, Rule])[] = Object.entries({
  ...CAPACITY_RULES,
  ...SCALING_RULES,
  ...ATTACHED_RULES,
  ...JOURNAL_RULES,
  ...WEIGHT_RULES
})

export interface Checker {
  /** Each begins with the name of its rule. */
  readonly violations: readonly string[]
  /** How many events were looked at. */
  events(): number
}

/** What the rules have to know beside an event, by service. */
export type Memories = ReadonlyMap<string, Memory>

export const memoriesAt = (world: World): Memories =>
  new Map(servicesOf(world).map(service => [service, startOf(standOf(world, service))]))

/** What the rules say to one event. Every call of the AWS API counts as one of ours. */
export function judged(
  before: World,
  after: World,
  event: TwinEvent,
  memories: Memories
): { readonly wrong: readonly string[]; readonly memories: Memories } {
  const wrong: string[] = []
  let then = memories
  for (const [service, memory] of memories) {
    if (!concerns(before, after, event, service)) continue
    const moment: Moment = { was: standOf(before, service), is: standOf(after, service), event }
    for (const [name, rule] of RULES) {
      const found = rule(moment, memory)
      if (found) wrong.push(`${name}: ${found} (${describe(event)})`)
    }
    const remembered = remember(moment, memory)
    if (remembered !== memory) then = new Map([...then, [service, remembered]])
  }
  return { wrong, memories: then }
}

/** Watches every event of a twin from now on. */
export function watch(twin: Twin): Checker {
  const violations: string[] = []
  let before = twin.world()
  let memories = memoriesAt(before)
  let events = 0
  twin.onChange((after: World, event: TwinEvent) => {
    events += 1
    const said = judged(before, after, event, memories)
    violations.push(...said.wrong)
    memories = said.memories
    before = after
  })
  return { violations, events: () => events }
}

/** In a fleet most events are about another service: nothing of this one has changed, and no call names it. */
function concerns(before: World, after: World, event: TwinEvent, service: string): boolean {
  if (before.loadBalancers !== after.loadBalancers || before.alarms !== after.alarms) return true
  const names = [`${service}-blue`, `${service}-green`]
  const changed = names.some(name => {
    const [was, is] = [before.groups[name], after.groups[name]]
    const arns = is?.targetGroups ?? []
    return was !== is || arns.some(arn => before.targetGroups[arn] !== after.targetGroups[arn])
  })
  if (changed || event.kind !== 'call') return changed
  const input = JSON.stringify(event.input)
  return names.some(name => input.includes(name))
}

const describe = (event: TwinEvent): string =>
  event.kind === 'call' ? `${event.operation} ${JSON.stringify(event.input)}` : JSON.stringify(event)
