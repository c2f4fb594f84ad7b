/** Plays a run of a workflow as GitHub would: job by job, each with its own token, after its environment let it through. */
import type { ActRun } from './act.ts'
import type { Ended } from './derive.ts'
import { type JobPlayed, nothing, told } from './played.ts'
import { type Combination, createRunner, type Level } from './runner.ts'
import { type Stage, shipped } from './stage.ts'
import {
  ancestorsOf,
  beyond,
  calledBy,
  hasStatusFunction,
  inOrder,
  type Job,
  jobOf,
  type Permissions,
  parseWorkflow,
  permissionsOf,
  type Workflow
} from './workflow.ts'

export interface RunAsked {
  /** E.g. `examples/workflows/one-service.yml`. */
  readonly file: string
  readonly event: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly payload?: object
  readonly ref?: string
  /** Changes the text of a file before it runs. */
  readonly edit?: (text: string, file: string) => string
  /** What the reviewers of an environment do when a job waits for them; `leave`: nothing. */
  readonly review?: (environment: string) => Promise<'approved' | 'rejected' | 'leave'>
  /** Told when the steps of a job begin. */
  readonly watch?: (job: string, run: ActRun) => void
}

type Past = Map<string, Ended>

/** @throws Error where GitHub would not start the run at all */
export async function play(stage: Stage, asked: RunAsked): Promise<readonly JobPlayed[]> {
  const { file, event, ref, edit = (text: string): string => text } = asked
  const read = (path: string): Workflow => parseWorkflow(edit(shipped(path), path))
  const top: Level = { file, workflow: read(file) }
  const run = stage.hub.startRun({
    name: top.workflow.name,
    path: `.github/workflows/${file.split('/').at(-1)}`,
    event,
    headBranch: 'main',
    headSha: stage.commits.at(-1) ?? ''
  })
  const payload = { ...asked.payload, inputs: asked.inputs ?? {} }
  const runner = createRunner(stage, { run, event, payload, ...(ref !== undefined && { ref }) })
  const played: JobPlayed[] = []
  await playLevel(top, id => id)
  return played

  async function playLevel(level: Level, name: (id: string) => string): Promise<Ended> {
    const ended: Past = new Map()
    for (const id of inOrder(level.workflow)) {
      const job = jobOf(level.workflow, id)
      const results: Ended[] = []
      for (const combination of mayStart(level, id, ended) ? await runner.ask(level, id, ended) : []) {
        const result = await playOne(level, id, ended, combination, name(id))
        results.push(result)
        if (result.result === 'failure' && failsFast(job)) break
      }
      if (results.length === 0) played.push({ ...nothing(name(id)), result: 'skipped' })
      ended.set(id, combined(results))
    }
    return combined([...ended.values()])
  }

  /** A job with one value of its matrix: its steps, or the workflow that it calls. */
  async function playOne(
    level: Level,
    id: string,
    ended: Past,
    { matrix, environment }: Combination,
    name: string
  ): Promise<Ended> {
    const job = jobOf(level.workflow, id)
    const called = calledBy(job)
    const values = matrix ?? {}
    if (called !== undefined) {
      const path = `.github/workflows/${called}`
      const inner: Level = {
        file: path,
        workflow: read(path),
        call: { by: level, id, matrix: values, ended }
      }
      return { ...(await playLevel(inner, each => `${name} / ${each}`)), outputs: {} }
    }
    const start = stage.hub.startJob(run, name, environment, granted(level, job, name))
    const decision = start.waits ? ((await asked.review?.(environment)) ?? 'leave') : 'approved'
    if (decision === 'leave') {
      played.push({ ...nothing(name), matrix: values, result: 'waiting' })
      // Those behind it wait too, and nobody waits for them here.
      return { result: 'skipped', outputs: {} }
    }
    if (start.waits) stage.hub.review(run, environment, decision)
    if (decision === 'rejected') {
      played.push({ ...nothing(name), matrix: values, result: 'failure' })
      return { result: 'failure', outputs: {} }
    }
    const watch = (act: ActRun): void => asked.watch?.(name, act)
    const { how, lines } = await runner.run(level, id, ended, start, values, watch)
    const result = { result: how?.result ?? ('failure' as const), outputs: how?.outputs ?? {} }
    stage.hub.endJob(run, start.id, result.result === 'success' ? 'success' : 'failure')
    played.push({ ...nothing(name), ...told(lines), matrix: values, ...result })
    return result
  }
}

/** The success() that GitHub puts before a condition looks at all jobs before this one, and a skipped one is none. */
const mayStart = ({ workflow }: Level, id: string, ended: Past): boolean =>
  hasStatusFunction(jobOf(workflow, id)) ||
  ancestorsOf(workflow, id).every(each => ended.get(each)?.result === 'success')

/** @throws Error where the job asks for more than the caller of its workflow has */
function granted({ workflow, call }: Level, job: Job, name: string): Permissions {
  const asked = permissionsOf(workflow, job)
  if (!call) return asked
  const tooMuch = beyond(permissionsOf(call.by.workflow, jobOf(call.by.workflow, call.id)), asked)
  if (tooMuch.length > 0)
    throw new Error(`${name} asks for what ${call.by.file} does not grant: ${tooMuch.join(', ')}`)
  return asked
}

const failsFast = ({ strategy }: Job): boolean =>
  strategy !== undefined && (!('fail-fast' in strategy) || strategy['fail-fast'] === true)

function combined(results: readonly Ended[]): Ended {
  const outputs = Object.assign({}, ...results.map(each => each.outputs))
  if (results.some(({ result }) => result === 'failure')) return { result: 'failure', outputs }
  return { result: results.some(({ result }) => result === 'success') ? 'success' : 'skipped', outputs }
}
