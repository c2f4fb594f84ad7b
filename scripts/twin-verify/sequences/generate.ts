import fc from 'fast-check'
import type { World } from '../../../src/twin/core/world.ts'
import { emptyWorld } from '../../../src/twin/doors/empty-world.ts'
import { createTwin, type Twin } from '../../../src/twin/doors/function-door.ts'
import { alarmCommands } from './alarms.ts'
import type { Call, Command } from './call.ts'
import { groupCommands } from './groups.ts'
import { loadBalancingCommands, service } from './load-balancing.ts'
import { ruleCommands } from './rules.ts'
import { hookCommands, scalingCommands } from './scaling.ts'

/** A call with what the twin answered. */
export interface Answered extends Call {
  readonly answer: unknown
}

export type Sequence = readonly Answered[]

/** moto's account. */
const ACCOUNT = '123456789012'
const ENVIRONMENT: Readonly<Record<string, string>> = {
  vpc: 'vpc-0123456789abcdef0',
  'subnet-a': 'subnet-0123456789abcdef0',
  'subnet-b': 'subnet-0123456789abcdef1'
}
/** Longer than a launch, and than draining and ending: moto's instances come and go at once. */
const SETTLE_MS = 1000_000

const many = (commands: readonly fc.Arbitrary<Command>[], length: number): fc.Arbitrary<readonly Command[]> =>
  fc.array(fc.oneof(...commands), { minLength: length, maxLength: length })
const begun = (first: readonly Command[], rest: fc.Arbitrary<readonly Command[]>) =>
  rest.map(each => [...first, ...each])
const groups = fc
  .tuple(many(groupCommands.slice(0, 1), 2), many([...groupCommands, ...scalingCommands], 12))
  .map(([first, rest]) => [...first, ...rest])
const scaling = fc
  .tuple(many(groupCommands.slice(0, 1), 2), many([...scalingCommands, ...hookCommands], 9))
  .map(([first, rest]) => [...first, ...rest])
const balancers = begun(service, many([...loadBalancingCommands, ...ruleCommands], 10))
const rules = begun(service, many(ruleCommands, 8))
/** Alarms go by the clock, so time stands still in these. */
const alarms = many(alarmCommands, 10)
const mixed = begun(
  service.slice(0, 1),
  many([...groupCommands, ...loadBalancingCommands, ...ruleCommands, ...scalingCommands], 24)
)

/** `count` sequences of calls that moto answers as AWS does. The same seed gives the same ones. */
export function* sequences(seed: number, count: number): Generator<Sequence> {
  const kinds = fc.oneof(groups, scaling, balancers, rules, alarms, mixed)
  for (const commands of fc.sample(kinds, { seed, numRuns: count })) yield play(commands)
}

function play(commands: readonly Command[]): Sequence {
  const twin = createTwin(emptyWorld('eu-west-1', ACCOUNT, Date.parse('2026-01-05T09:00:00Z')))
  const names: Record<string, string> = {}
  const calls: Answered[] = []
  for (const command of commands) {
    const sight = {
      world: twin.world(),
      knows: (name: string) => names[name] !== undefined,
      exists: (name: string) => resourcesOf(twin.world()).includes(names[name] ?? '')
    }
    const wanted = command(sight) ?? []
    for (const made of 'operation' in wanted ? [wanted] : wanted) make(made)
  }
  return calls

  function make(made: Call): void {
    const answer = answerOf(twin, made, names)
    for (const [name, path] of Object.entries(made.names ?? {})) {
      const value = path.reduce<unknown>(
        (each, step) => (typeof each === 'object' && each !== null ? Reflect.get(each, step) : undefined),
        answer
      )
      if (typeof value === 'string') names[name] = value
    }
    calls.push({ ...made, answer })
    if (made.service === 'autoscaling') twin.advance(twin.world().now + SETTLE_MS)
  }
}

/** ARNs. */
function resourcesOf(world: World): readonly string[] {
  const listeners = Object.values(world.loadBalancers).flatMap(each => each.listeners)
  return [
    ...Object.keys(world.targetGroups),
    ...Object.keys(world.loadBalancers),
    ...listeners.flatMap(each => [each.arn, ...each.rules.map(rule => rule.arn)])
  ]
}

/** The answers of all pages, or of the one. */
function answerOf(twin: Twin, made: Call, names: Readonly<Record<string, string>>): unknown {
  const input = resolve(twin, made.input, names)
  const pages: unknown[] = []
  for (let token: unknown; ; ) {
    const answer = twin.call(made.service, made.operation, {
      ...input,
      ...(token === undefined ? {} : { [made.token ?? '']: token })
    })
    if (!answer.ok) return { error: answer.error.code }
    pages.push(answer.output)
    token = made.token === undefined ? undefined : answer.output[made.token]
    if (token === undefined) return made.token === undefined ? answer.output : { pages }
  }
}

function resolve(
  twin: Twin,
  input: Call['input'],
  names: Readonly<Record<string, string>>
): Record<string, unknown> {
  const value = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(value)
    if (typeof each !== 'object' || each === null) return each
    if ('ref' in each) return names[String(each.ref)]
    if ('env' in each) return ENVIRONMENT[String(each.env)]
    if (!('instances' in each)) return resolve(twin, { ...each }, names)
    const ids = twin.world().groups[String(each.instances)]?.instances.map(one => one.id) ?? []
    return 'first' in each ? ids[0] : ids
  }
  return Object.fromEntries(Object.entries(input).map(([name, each]) => [name, value(each)]))
}
