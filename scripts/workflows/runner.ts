/** Hands one job after another to act, with what GitHub would give it. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ActLine, type ActRun, startAct } from './act.ts'
import { alone, type Ended, question } from './derive.ts'
import type { JobStart } from './github.ts'
import { type Stage, shipped } from './stage.ts'
import { goTool } from './tools.ts'
import type { Workflow } from './workflow.ts'

type Matrix = Readonly<Record<string, unknown>>
type Past = ReadonlyMap<string, Ended>

/** A workflow, and the job of another one that calls it. */
export interface Level {
  readonly file: string
  readonly workflow: Workflow
  readonly call?: {
    readonly by: Level
    readonly id: string
    readonly matrix: Matrix
    /** How the jobs of the caller ended. */
    readonly ended: Past
  }
}

/** What the runner says of a job that is about to start. */
export interface Combination {
  readonly matrix: Matrix | null
  readonly environment: string
}

export interface Runner {
  /** One for each value of the matrix, none for a job that is skipped. @throws Error for an expression that is none */
  ask(level: Level, id: string, ended: Past): Promise<readonly Combination[]>
  /** Undefined where act itself was ended. @param watch told when the steps begin */
  run(
    level: Level,
    id: string,
    ended: Past,
    start: JobStart,
    matrix: Matrix,
    watch: (run: ActRun) => void
  ): Promise<{ readonly how: Ended | undefined; readonly lines: readonly ActLine[] }>
}

/** @param of the run: its id, what began it, and the event's payload */
export function createRunner(
  stage: Stage,
  of: { readonly run: number; readonly event: string; readonly ref?: string; readonly payload: object }
): Runner {
  const folder = mkdtempSync(join(stage.scratch, 'run-'))
  const payload = join(folder, 'event.json')
  writeFileSync(payload, JSON.stringify(of.payload))
  const env = {
    ...stage.env,
    GITHUB_RUN_ID: String(of.run),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_NUMBER: String(of.run),
    ...(of.ref !== undefined && { GITHUB_REF: of.ref })
  }
  let files = 0
  const newFile = (name: string): string => join(folder, `${files++}-${name}`)

  function start(level: Level, text: string, job: Partial<JobStart>, matrix: Matrix): ActRun {
    setCheckRun(stage, job.id)
    return startAct({
      program: goTool('act'),
      event: of.event,
      workflow: writeLevels(level, text),
      folder: stage.folder,
      env: { ...env, ...job.idToken },
      token: job.token ?? 'none',
      payload,
      matrix: { ...level.call?.matrix, ...matrix },
      repositories: stage.repositories,
      cache: join(stage.scratch, 'cache')
    })
  }

  /** The called file goes into the product, the calling one is run. @returns path of the latter */
  function writeLevels({ file, call }: Level, text: string): string {
    if (!call) {
      const path = newFile('workflow.yml')
      writeFileSync(path, text)
      return path
    }
    writeFileSync(join(stage.product, file), text)
    return writeLevels(call.by, alone(call.by.workflow, call.id, call.ended, newFile('caller.json')))
  }

  return {
    ask: async (level, id, ended) => {
      const file = newFile('question.json')
      const { lines } = await start(level, question(level.workflow, id, ended, file), {}, {}).ended
      if (existsSync(file)) return readFileSync(file, 'utf8').trim().split('\n').map(parsed)
      // Not what the stand-ins for failed jobs say.
      const wrong = lines.find(
        ({ msg, level: how, jobID }) => (how === 'error' && jobID === id) || /^Error: (?!Job )/.test(msg)
      )
      if (wrong) throw new Error(`${level.file}, ${id}: ${wrong.msg}`)
      return []
    },
    run: async (level, id, ended, job, matrix, watch) => {
      const file = newFile('result.json')
      const act = start(level, alone(level.workflow, id, ended, file), job, matrix)
      watch(act)
      const { lines } = await act.ended
      return { how: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined, lines }
    }
  }
}

const parsed = (line: string): Combination => JSON.parse(line)

/** act has no `job.check_run_id`, the default of one of our inputs. */
function setCheckRun({ product }: Stage, id: number | undefined): void {
  const text = shipped('action.yml').replace(/\$\{\{ job\.check_run_id \}\}/g, String(id ?? ''))
  writeFileSync(join(product, 'action.yml'), text)
}
