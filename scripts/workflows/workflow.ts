/** Workflows as data: what GitHub decides from the file alone, and act does not. */
import { parse } from 'yaml'

export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>

export interface Job {
  readonly name?: string
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly 'runs-on'?: string
  readonly environment?: string | { readonly name: string }
  readonly concurrency?: string | { readonly group: string }
  readonly permissions?: Permissions
  readonly strategy?: object
  readonly outputs?: Readonly<Record<string, string>>
  readonly steps?: readonly object[]
  readonly 'timeout-minutes'?: number
}

export interface Workflow {
  readonly name: string
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions?: Permissions
  readonly concurrency?: string | { readonly group: string }
  readonly jobs: Readonly<Record<string, Job>>
}

export const parseWorkflow = (text: string): Workflow => parse(text)

/** @throws Error for a job that the workflow does not have */
export function jobOf(workflow: Workflow, id: string): Job {
  const job = workflow.jobs[id]
  if (!job) throw new Error(`there is no job ${id}`)
  return job
}

export const needsOf = ({ needs = [] }: Job): readonly string[] =>
  typeof needs === 'string' ? [needs] : needs

/** All that has to end before the job, nearest last. */
export function ancestorsOf(workflow: Workflow, id: string): readonly string[] {
  const direct = needsOf(jobOf(workflow, id))
  return [...new Set([...direct.flatMap(each => ancestorsOf(workflow, each)), ...direct])]
}

/** Each job after those that it needs. */
export const inOrder = (workflow: Workflow): readonly string[] => [
  ...new Set(Object.keys(workflow.jobs).flatMap(id => [...ancestorsOf(workflow, id), id]))
]

/** The file of a reusable workflow of ours, e.g. `release.yml`; undefined for a job with steps of its own. */
export function calledBy({ uses }: Job): string | undefined {
  if (uses === undefined) return undefined
  const [, file] = /^org\/bg-release\/\.github\/workflows\/([\w-]+\.yml)@v1$/.exec(uses) ?? []
  if (file === undefined) throw new Error(`nobody knows the workflow ${uses}`)
  return file
}

/** Whether the condition of a job has one of the functions that switch off the success() that GitHub puts before it. */
export const hasStatusFunction = ({ if: condition = '' }: Job): boolean =>
  /\b(success|failure|always|cancelled)\(\)/.test(condition)

/** What the token of a job may do: what the job says, or else the workflow, or else nothing here. */
export const permissionsOf = (workflow: Workflow, job: Job): Permissions =>
  job.permissions ?? workflow.permissions ?? {}

/**
 * What a job of a called workflow asks for and its caller does not grant: GitHub starts no such run (docs, "Reusing
 * workflow configurations": permissions can be kept or lowered on the way, never raised).
 */
export const beyond = (granted: Permissions, asked: Permissions): readonly string[] =>
  Object.entries(asked)
    .filter(([name, level]) => rank(level) > rank(granted[name]))
    .map(([name, level]) => `${name}: ${level}`)

const rank = (level: string | undefined): number => ['none', 'read', 'write'].indexOf(level ?? 'none')

export const environmentText = ({ environment = '' }: Job): string =>
  typeof environment === 'string' ? environment : environment.name

export const groupText = ({ concurrency }: Pick<Job, 'concurrency'>): string =>
  typeof concurrency === 'string' ? concurrency : (concurrency?.group ?? '')
