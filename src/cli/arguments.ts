import { parseArgs } from 'node:util'
import { COMMANDS } from '../commands/options.ts'
import { MOST_SERVICES, TOPOLOGIES, type Topology } from '../demo/scenario.ts'
import { INPUTS, type InputName } from '../inputs/contract.ts'
import type { InputSpec } from '../inputs/input-spec.ts'
import type { RawInputs } from '../inputs/parse.ts'
import { type Code, ReleaseError } from '../release/codes.ts'

export type Invocation =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'release'
      readonly raw: RawInputs
      readonly json: boolean
      readonly yes: boolean
      /** Of finalize: a run that was approved. */
      readonly approvedByRun?: string
      /** Of finalize: `name: reason`. */
      readonly overrideApproval?: string
    }
  /** The fleet that the inputs name, as a scenario of the twin. */
  | { readonly kind: 'scenario'; readonly raw: RawInputs }
  | {
      readonly kind: 'twin'
      readonly scenario?: string
      readonly port: number
      readonly speed: number
      readonly skip: boolean
    }
  | {
      readonly kind: 'demo'
      readonly json: boolean
      readonly sabotage: boolean
      readonly directory: string
      readonly services: number
      readonly topology: Topology
      readonly requests?: number
    }

/** @throws ReleaseError `BGR-INPUT` */
export function parseInvocation(args: readonly string[]): Invocation {
  const [command, ...rest] = args
  if (command === undefined || ['help', '--help', '-h'].includes(command)) return { kind: 'help' }
  if (['--version', '-v'].includes(command)) return { kind: 'version' }
  if (command === 'twin') return parseTwin(rest)
  if (command === 'demo') return parseDemo(rest)
  if (command === 'scenario') return parseScenario(rest)
  return parseRelease(command, rest)
}

function parseRelease(command: string, rest: readonly string[]): Invocation {
  const all: readonly InputSpec[] = INPUTS
  const inputs = all.filter(({ name, door }) => name !== 'command' && door !== 'action')
  const values = read(rest, {
    ...Object.fromEntries(
      inputs.map(({ name, form }) => [name, { type: form === undefined ? 'boolean' : 'string' }])
    ),
    'approved-by-run': { type: 'string' },
    'override-approval': { type: 'string' },
    json: { type: 'boolean' },
    yes: { type: 'boolean', short: 'y' },
    help: { type: 'boolean', short: 'h' }
  })
  if (values.help) return { kind: 'help' }
  const raw = Object.fromEntries(
    inputs.filter(({ name }) => values[name] !== undefined).map(({ name }) => [name, String(values[name])])
  )
  const { 'approved-by-run': approvedByRun, 'override-approval': overrideApproval } = values
  if (command !== 'finalize' && (approvedByRun ?? overrideApproval) !== undefined) {
    throw usage('--approved-by-run and --override-approval belong to finalize')
  }
  return {
    kind: 'release',
    raw: { ...raw, command },
    json: values.json === true,
    yes: values.yes === true,
    ...(typeof approvedByRun === 'string' && { approvedByRun }),
    ...(typeof overrideApproval === 'string' && { overrideApproval })
  }
}

const SCENARIO_INPUTS = [
  'image-name',
  'asg-prefix',
  'service',
  'region',
  'account'
] as const satisfies InputName[]

function parseScenario([from, ...rest]: readonly string[]): Invocation {
  if (from === undefined || ['--help', '-h'].includes(from)) return { kind: 'help' }
  if (from !== 'from-aws') throw usage(`A scenario is made from-aws, and not ${from}`)
  const values = read(rest, {
    ...Object.fromEntries(SCENARIO_INPUTS.map(name => [name, { type: 'string' } as const])),
    help: { type: 'boolean', short: 'h' }
  })
  if (values.help) return { kind: 'help' }
  const raw = Object.fromEntries(
    SCENARIO_INPUTS.filter(name => values[name] !== undefined).map(name => [name, String(values[name])])
  )
  return { kind: 'scenario', raw: { ...raw, command: 'status' } }
}

function parseTwin(rest: readonly string[]): Invocation {
  const values = read(rest, {
    scenario: { type: 'string' },
    port: { type: 'string' },
    speed: { type: 'string' },
    'no-skip': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' }
  })
  if (values.help) return { kind: 'help' }
  return {
    kind: 'twin',
    port: number('port', values.port ?? '0', 65_535),
    speed: number('speed', values.speed ?? '1', 10_000),
    skip: values['no-skip'] !== true,
    ...(typeof values.scenario === 'string' && { scenario: values.scenario })
  }
}

function parseDemo(rest: readonly string[]): Invocation {
  const values = read(rest, {
    json: { type: 'boolean' },
    sabotage: { type: 'boolean' },
    directory: { type: 'string' },
    services: { type: 'string' },
    topology: { type: 'string' },
    requests: { type: 'string' },
    help: { type: 'boolean', short: 'h' }
  })
  if (values.help) return { kind: 'help' }
  const topology = TOPOLOGIES.find(each => each === (values.topology ?? 'shared'))
  if (topology === undefined)
    throw usage(`--topology must be ${TOPOLOGIES.join(' or ')}, and is ${values.topology}`)
  return {
    kind: 'demo',
    json: values.json === true,
    sabotage: values.sabotage === true,
    directory: typeof values.directory === 'string' ? values.directory : 'bg-release-demo',
    services: whole('services', values.services ?? '1', 1, MOST_SERVICES),
    topology,
    ...(values.requests !== undefined && { requests: whole('requests', values.requests, 0, 1_000_000) })
  }
}

type Flags = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>

function read(args: readonly string[], options: Flags): Record<string, string | boolean | undefined> {
  try {
    const { values, tokens } = parseArgs({
      args: [...args],
      options: { ...options },
      strict: true,
      allowPositionals: false,
      tokens: true
    })
    const names = tokens.flatMap(token => (token.kind === 'option' ? [token.name] : []))
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    if (twice !== undefined) throw usage(`--${twice} is given twice`)
    return values
  } catch (error) {
    if (error instanceof ReleaseError) throw error
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

function number(name: string, text: string | boolean, largest: number): number {
  const value = /^\d+(\.\d+)?$/.test(String(text)) ? Number(text) : Number.NaN
  if (!(value <= largest)) throw usage(`--${name} must be a number from 0 to ${largest}, and is ${text}`)
  return value
}

function whole(name: string, text: string | boolean, smallest: number, largest: number): number {
  const value = /^\d{1,9}$/.test(String(text)) ? Number(text) : Number.NaN
  if (value >= smallest && value <= largest) return value
  throw usage(`--${name} must be a whole number from ${smallest} to ${largest}, and is ${text}`)
}

function usage(message: string): ReleaseError {
  const code: Code = 'BGR-INPUT'
  return new ReleaseError([
    {
      code,
      message: `${message}.`,
      fix: `Run bg-release --help. The commands are ${[...COMMANDS, 'twin', 'demo', 'scenario from-aws'].join(', ')}.`
    }
  ])
}
