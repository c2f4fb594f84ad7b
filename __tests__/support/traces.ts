/**
 * Releases as earlier versions of bg-release made them: every call that changed something, in virtual time. Replayed up to
 * any of its calls a trace leaves the world, and the notes in it, as that version left them half-way.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFacts } from '../../src/commands/facts.ts'
import { goalOf } from '../../src/commands/goal-of.ts'
import type { Options } from '../../src/commands/options.ts'
import { createSight } from '../../src/commands/sight.ts'
import { lookAt } from '../../src/commands/subject.ts'
import type { Decision } from '../../src/release/decision.ts'
import { next } from '../../src/release/next.ts'
import { place } from '../../src/release/phase.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Observation } from '../../src/release/world.ts'
import type { Service } from '../../src/twin/core/operations.ts'
import { type Checked, checked } from './checked.ts'
import { endsOf } from './ends.ts'
import { OPTIONS, START } from './simulation.ts'
import { weightsIn } from './weights.ts'

export type Asked = Partial<Options> & {
  readonly command: 'deploy' | 'prepare' | 'promote' | 'rollback' | 'finalize'
}

export interface TracedCall {
  /** Ms since the scenario's start. */
  readonly at: number
  readonly service: Service
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

/** A run of the trace. */
export interface TracedRun {
  readonly asked: Asked
  /** How many calls of the trace come before its first one, and before that of the next run. */
  readonly from: number
  readonly to: number
}

export interface Trace {
  readonly name: string
  readonly scenario: object
  readonly runs: readonly TracedRun[]
  readonly calls: readonly TracedCall[]
  /** Ms since the scenario's start. */
  readonly endedAt: number
}

export const ROLLBACK: Asked = { command: 'rollback' }
export const FINALIZE: Asked = { command: 'finalize' }

const SETTLED_MS = 900_000
const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'traces')
const PAIR = { service: 'web', names: { blue: 'web-blue', green: 'web-green' }, region: '', account: '' }

/** What the current version makes of the states of all traces: see `Expected`. One object a line, after the pictures. */
const EXPECTATIONS = join(FOLDER, 'expectations.jsonl')

export function readTraces(): readonly Trace[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.trace.jsonl'))
    .sort()
    .map(name => {
      const [head, ...calls] = readLines(join(FOLDER, name))
      return { ...(head as Omit<Trace, 'calls'>), calls: calls as readonly TracedCall[] }
    })
}

export function writeTrace(version: string, file: string, { calls, ...head }: Trace): void {
  mkdirSync(join(FOLDER, version), { recursive: true })
  writeLines(join(FOLDER, version, `${file}.trace.jsonl`), [head, ...calls])
}

export function readExpectations<T>(): {
  readonly pictures: readonly string[]
  readonly states: readonly T[]
} {
  const [pictures, ...states] = readLines(EXPECTATIONS)
  return { pictures: pictures as readonly string[], states: states as readonly T[] }
}

export const writeExpectations = (pictures: readonly string[], states: readonly object[]): void =>
  writeLines(EXPECTATIONS, [pictures, ...states])

const readLines = (file: string): readonly unknown[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as unknown)

const writeLines = (file: string, lines: readonly unknown[]): void =>
  writeFileSync(file, lines.map(line => `${JSON.stringify(line)}\n`).join(''))

/** The world after so many calls, at the moment of the next one. @throws Error where AWS refuses one of them now */
export async function replay({ name, scenario, calls, endedAt }: Trace, count: number): Promise<Checked> {
  const simulation = checked(scenario)
  const until = (at: number) => simulation.clock.sleep(START + at - simulation.world().now)
  for (const [i, { at, service, operation, input }] of calls.slice(0, count).entries()) {
    await until(at)
    const answer = simulation.twin.call(service, operation, input)
    if (!answer.ok) throw new Error(`${name}, call ${i}: ${operation}: ${answer.error.message}`)
  }
  await until(calls[count]?.at ?? endedAt)
  return simulation
}

export async function lookIn({ fleet, clock }: Checked): Promise<Observation> {
  const quiet = new AbortController().signal
  const [subject] = await lookAt(createSight(fleet, clock, 'watched'), [PAIR], quiet)
  if (!subject) throw new Error('the service was not seen')
  return subject.seen
}

/** What the command decides on that look, as a run does that has the service to itself. */
export async function decideIn({ fleet }: Checked, seen: Observation, asked: Asked): Promise<Decision> {
  const options = { ...OPTIONS, ...asked }
  const goal = goalOf(options, undefined)
  if (!goal) throw new Error(`${asked.command} asks for nothing`)
  const facts = await readFacts(fleet, [seen], goal, options.timeoutMs, new AbortController().signal)
  const standing = facts.get(seen.service)
  if (!standing) throw new Error('no facts')
  return next(seen, goal, { ...standing, quietFrom: 0, begun: true, together: true })
}

export const phaseIn = (seen: Observation): string => place(seen).phase

/** A decision in a few words that no change of its wording touches. */
export function wordsOf(decision: Decision): string {
  switch (decision.kind) {
    case 'change':
      return changeWords(decision.change)
    case 'wait':
      return `wait for ${decision.wait.for}`
    case 'refuse':
      return `refuse ${decision.findings.map(({ code }) => code).join(' ')}`
    case 'done':
      return 'done'
  }
}

function changeWords(change: Change): string {
  const { kind } = change
  const keys = 'tags' in change ? change.tags.map(({ key }) => key) : 'keys' in change ? change.keys : []
  const where = 'forward' in change ? 'forward' : change.group
  return [kind, where, ...keys].join(' ')
}

/** How a command ends that begins there, and what it leaves when everything has settled. */
export async function outcomeIn(
  simulation: Checked,
  asked: Asked
): Promise<{ readonly status: string; readonly picture: string }> {
  const { status, findings } = await simulation.run(asked)
  await simulation.clock.sleep(SETTLED_MS)
  return {
    status: [status, ...findings.map(({ code }) => code)].join(' '),
    picture: JSON.stringify([endsOf(simulation.world()), weightsIn(simulation.world())])
  }
}
