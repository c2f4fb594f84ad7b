import type { TwinEvent } from '../../src/twin/core/step.ts'
import type { World } from '../../src/twin/core/world.ts'
import type { Twin } from '../../src/twin/doors/function-door.ts'
import { copyOf, type Memory, type Moment, remember, startOf } from './checker-memory.ts'
import { ATTACHED_RULES } from './rules-attached.ts'
import { CAPACITY_RULES } from './rules-capacity.ts'
import { JOURNAL_RULES } from './rules-journal.ts'
import { SCALING_RULES } from './rules-scaling.ts'
import { WEIGHT_RULES } from './rules-weights.ts'
import { servicesOf, standOf } from './stand.ts'

/** A safety rule of a release: what is wrong with this event, or undefined. */
export type Rule = (moment: Moment, memory: Memory) => string | undefined

const RULES: Readonly<Record<string, Rule>> = {
  ...CAPACITY_RULES,
  ...SCALING_RULES,
  ...ATTACHED_RULES,
  ...JOURNAL_RULES,
  ...WEIGHT_RULES
}

export interface Checker {
  /** Each begins with the name of its rule. */
  readonly violations: readonly string[]
  /** How many events were looked at. */
  events(): number
  /** What it has taken in so far, by service: a watch that begins with it goes on from here. */
  memories(): Memories
}

export type Memories = ReadonlyMap<string, Memory>

/**
 * Watches every event of a twin from now on. Every call of the AWS API counts as one of ours.
 * @param known what a watch that stood at this world had taken in
 */
export function watch(twin: Twin, known?: Memories): Checker {
  const violations: string[] = []
  let before = twin.world()
  let events = 0
  const memories = new Map(
    servicesOf(before).map(service => {
      const memory = known?.get(service)
      return [service, memory ? copyOf(memory) : startOf(standOf(before, service))]
    })
  )

  twin.onChange((after: World, event: TwinEvent) => {
    events += 1
    for (const [service, memory] of memories) {
      if (!concerns(before, after, event, service)) continue
      const moment: Moment = { was: standOf(before, service), is: standOf(after, service), event }
      for (const [name, rule] of Object.entries(RULES)) {
        const wrong = rule(moment, memory)
        if (wrong) violations.push(`${name}: ${wrong} (${describe(event)})`)
      }
      remember(moment, memory)
    }
    before = after
  })
  const copied = () => new Map([...memories].map(([service, memory]) => [service, copyOf(memory)]))
  return { violations, events: () => events, memories: copied }
}

/** In a fleet most events are about another service: nothing of this one has changed, and no call names it. */
function concerns(before: World, after: World, event: TwinEvent, service: string): boolean {
  const names = [`${service}-blue`, `${service}-green`]
  if (event.kind === 'call' && names.some(name => JSON.stringify(event.input).includes(name))) return true
  if (before.loadBalancers !== after.loadBalancers || before.alarms !== after.alarms) return true
  return names.some(name => {
    const [was, is] = [before.groups[name], after.groups[name]]
    const arns = is?.targetGroups ?? []
    return was !== is || arns.some(arn => before.targetGroups[arn] !== after.targetGroups[arn])
  })
}

const describe = (event: TwinEvent): string =>
  event.kind === 'call' ? `${event.operation} ${JSON.stringify(event.input)}` : JSON.stringify(event)
