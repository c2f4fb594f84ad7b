/** Plays a run of a workflow as GitHub would: job by job, each with its own token, after its environment let it through. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ActRun, startAct } from './act.ts'
import { alone, type Ended, question } from './derive.ts'
import type { JobStart } from './github.ts'
import { type Stage, shipped } from './stage.ts'
import { goTool } from './tools.ts'
import {
  ancestorsOf,
  beyond,
  calledBy,
  hasStatusFunction,
  inOrder,
  type Job,
  jobOf,
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

interface Combination {
  readonly matrix: Readonly<Record<string, unknown>> | null
  readonly environment: string
}

/** A workflow, and the job of another one that calls it. */
interface Level {
  readonly file: string
  readonly workflow: Workflow
  readonly call?: {
    readonly by: Level
    readonly id: string
    readonly matrix: JobPlayed['matrix']
    readonly ended: Map<string, Ended>
  }
}

/** @throws Error where GitHub would not start the run at all */
export async function play(stage: Stage, asked: RunAsked): Promise<readonly JobPlayed[]> {
  const read = (file: string): Workflow => parseWorkflow((asked.edit ?? (text => text))(shipped(file), file))
  const top: Level = { file: asked.file, workflow: read(asked.file) }
  const commit = stage.commits.at(-1) ?? ''
  const run = stage.hub.startRun({
    name: top.workflow.name,
    path: `.github/workflows/${asked.file.split('/').at(-1)}`,
    event: asked.event,
    headBranch: 'main',
    headSha: commit
  })
  const folder = mkdtempSync(join(stage.scratch, 'run-'))
  const payload = join(folder, 'event.json')
  writeFileSync(payload, JSON.stringify({ ...asked.payload, inputs: asked.inputs ?? {} }))
  const played: JobPlayed[] = []
  let count = 0

  async function runner(
    level: Level,
    text: string,
    start: Partial<JobStart>,
    matrix: JobPlayed['matrix'],
    job?: string
  ) {
    const file = writeLevels(level, text)
    const env = {
      ...stage.env,
      ...start.idToken,
      GITHUB_RUN_ID: String(run),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_NUMBER: String(run),
      ...(asked.ref !== undefined && { GITHUB_REF: asked.ref })
    }
    setCheckRun(stage, start.id)
    const act = startAct({
      program: goTool('act'),
      event: asked.event,
      workflow: file,
      folder: stage.folder,
      env,
      token: start.token ?? 'none',
      payload,
      matrix: level.call ? { ...level.call.matrix, ...matrix } : matrix,
      repositories: stage.repositories,
      cache: join(stage.scratch, 'cache')
    })
    if (job !== undefined) asked.watch?.(job, act)
    return await act.ended
  }

  /** The called file goes into the product, the calling one is run. @returns path of the latter */
  function writeLevels(level: Level, text: string): string {
    if (!level.call) {
      const file = join(folder, `workflow-${count++}.yml`)
      writeFileSync(file, text)
      return file
    }
    writeFileSync(join(stage.product, level.file), text)
    const { by, id, ended } = level.call
    return writeLevels(by, alone(by.workflow, id, ended, join(folder, 'caller.json')))
  }

  async function combinations(
    level: Level,
    id: string,
    ended: Map<string, Ended>
  ): Promise<readonly Combination[]> {
    const { workflow } = level
    const before = ancestorsOf(workflow, id)
    // The success() that GitHub puts before a condition looks at all jobs before this one, and a skipped one is none.
    if (!hasStatusFunction(jobOf(workflow, id)) && before.some(each => ended.get(each)?.result !== 'success'))
      return []
    const file = join(folder, `question-${count++}.json`)
    const { lines } = await runner(level, question(workflow, id, ended, file), {}, {})
    if (existsSync(file))
      return readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
    // Not what the stand-ins for failed jobs say.
    const wrong = lines.find(
      ({ msg, level: how, jobID }) => (how === 'error' && jobID === id) || /^Error: (?!Job )/.test(msg)
    )
    if (wrong) throw new Error(`${level.file}, ${id}: ${wrong.msg}`)
    return []
  }

  async function playLevel(level: Level, name: (id: string) => string): Promise<Ended['result']> {
    const ended = new Map<string, Ended>()
    for (const id of inOrder(level.workflow)) {
      const job = jobOf(level.workflow, id)
      const asCalled = calledBy(job)
      const results: Ended[] = []
      for (const { matrix, environment } of await combinations(level, id, ended)) {
        const values = matrix ?? {}
        if (asCalled !== undefined) {
          const file = `.github/workflows/${asCalled}`
          const call = { by: level, id, matrix: values, ended }
          const inner: Level = { file, workflow: read(file), call }
          results.push({ result: await playLevel(inner, each => `${name(id)} / ${each}`), outputs: {} })
        } else {
          const one = await playJob(level, id, job, ended, values, environment, name(id))
          played.push(one)
          // Nobody waits for a job that waits for people, here.
          results.push({ result: one.result === 'waiting' ? 'skipped' : one.result, outputs: one.outputs })
          if (one.result === 'failure' && failsFast(job)) break
        }
      }
      if (results.length === 0)
        played.push({
          id: name(id),
          matrix: {},
          result: 'skipped',
          outputs: {},
          steps: {},
          summary: '',
          said: [],
          log: ''
        })
      ended.set(id, combined(results))
    }
    return combined([...ended.values()]).result
  }

  async function playJob(
    level: Level,
    id: string,
    job: Job,
    ended: Map<string, Ended>,
    matrix: JobPlayed['matrix'],
    environment: string,
    name: string
  ): Promise<JobPlayed> {
    const permissions = permissionsOf(level.workflow, job)
    if (level.call) {
      const { by, id: caller } = level.call
      const tooMuch = beyond(permissionsOf(by.workflow, jobOf(by.workflow, caller)), permissions)
      if (tooMuch.length > 0)
        throw new Error(`${name} asks for what ${by.file} does not grant: ${tooMuch.join(', ')}`)
    }
    const start = stage.hub.startJob(run, name, environment, permissions)
    const nothing = { id: name, matrix, outputs: {}, steps: {}, summary: '', said: [], log: '' }
    if (start.waits) {
      const decision = (await asked.review?.(environment)) ?? 'leave'
      if (decision === 'leave') return { ...nothing, result: 'waiting' }
      stage.hub.review(run, environment, decision)
      if (decision === 'rejected') return { ...nothing, result: 'failure' }
    }
    const file = join(folder, `result-${count++}.json`)
    const { lines } = await runner(level, alone(level.workflow, id, ended, file), start, matrix, name)
    const how: Partial<Ended> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    const result = how.result ?? 'failure'
    stage.hub.endJob(run, start.id, result === 'success' ? 'success' : 'failure')
    return { ...nothing, ...told(lines), result, outputs: how.outputs ?? {} }
  }

  await playLevel(top, id => id)
  return played
}

const failsFast = ({ strategy }: Job): boolean =>
  strategy !== undefined && (!('fail-fast' in strategy) || strategy['fail-fast'] === true)

function combined(results: readonly Ended[]): Ended {
  const outputs = Object.assign({}, ...results.map(each => each.outputs))
  if (results.some(({ result }) => result === 'failure')) return { result: 'failure', outputs }
  return { result: results.some(({ result }) => result === 'success') ? 'success' : 'skipped', outputs }
}

/** act has no `job.check_run_id`, the default of one of our inputs. */
function setCheckRun({ product }: Stage, id: number | undefined): void {
  const text = shipped('action.yml').replace(
    /\$\{\{ job\.check_run_id \}\}/g,
    id === undefined ? '' : String(id)
  )
  writeFileSync(join(product, 'action.yml'), text)
}
