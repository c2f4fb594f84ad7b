import { spawn } from 'node:child_process'
import { createWriteStream, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { progressIn } from './action-log.ts'
import { FIRST_VERSION, IMAGE_NAME, NEXT_VERSION, PREFIX } from './scenario.ts'

export interface Step {
  /** Counts from 1. */
  readonly number: number
  readonly command: 'deploy' | 'rollback' | 'finalize'
  /** The `image-version` input, which belongs to deploy alone. */
  readonly version: string
  /** What the step does, for people. */
  readonly title: string
}

export const STEPS: readonly Step[] = [
  { number: 1, command: 'deploy', version: NEXT_VERSION, title: `deploy ${NEXT_VERSION}` },
  { number: 2, command: 'rollback', version: '', title: `rollback to ${FIRST_VERSION}` },
  { number: 3, command: 'deploy', version: NEXT_VERSION, title: `deploy ${NEXT_VERSION} again` },
  { number: 4, command: 'finalize', version: '', title: `finalize ${NEXT_VERSION}` }
]

export interface StepSetting {
  /** The action's main script, the `main` of action.yml. */
  readonly actionPath: string
  /** The twin's HTTP endpoint. */
  readonly endpoint: string
  /** Where summary, log and outputs of the step are left. */
  readonly directory: string
  readonly path: string | undefined
  /** Aborting interrupts the action as Ctrl-C does. */
  readonly signal: AbortSignal
  readonly onProgress: (line: string) => void
}

/** Real ms that an interrupted action has to sign off before it is killed. */
const KILL_AFTER_MS = 6_000

/** `deploy-1`: the beginning of the names of a step's files. */
export const stepName = ({ command, number }: Step): string => `${command}-${number}`

/**
 * Runs the action once, as a runner does: inputs and files in the environment, everything else away.
 * @returns the exit code; 1 where a signal ended the process.
 * @throws when the process cannot be started or the directory cannot be written.
 */
export async function runStep(step: Step, setting: StepSetting): Promise<number> {
  const env = stepEnvironment(step, setting)
  for (const file of [env.GITHUB_OUTPUT, env.GITHUB_STATE, env.GITHUB_STEP_SUMMARY]) writeFileSync(file, '')
  const log = createWriteStream(join(setting.directory, `${stepName(step)}.log`))
  const child = spawn(process.execPath, [setting.actionPath], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const interrupt = () => {
    child.kill('SIGINT')
    const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
    child.once('exit', () => clearTimeout(kill))
  }
  setting.signal.addEventListener('abort', interrupt, { once: true })
  if (setting.signal.aborted) interrupt()

  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  createInterface({ input: child.stdout }).on('line', line => {
    const progress = progressIn(line)
    if (progress !== undefined) setting.onProgress(progress)
  })
  try {
    return await new Promise<number>((fulfil, reject) => {
      child.once('error', reject)
      child.once('close', code => fulfil(code ?? 1))
    })
  } finally {
    setting.signal.removeEventListener('abort', interrupt)
    await new Promise<void>(fulfil => log.end(fulfil))
  }
}

function stepEnvironment(step: Step, { directory, endpoint, path }: StepSetting) {
  const file = (ending: string) => resolve(directory, `${stepName(step)}.${ending}`)
  return {
    ...(path === undefined ? {} : { PATH: path }),
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: String(1000 + step.number),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_OUTPUT: file('outputs'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('md'),
    INPUT_COMMAND: step.command,
    'INPUT_IMAGE-NAME': IMAGE_NAME,
    'INPUT_IMAGE-VERSION': step.version,
    'INPUT_ASG-PREFIX': PREFIX,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'BGRELEASETWIN0000000',
    AWS_SECRET_ACCESS_KEY: 'twin',
    BG_RELEASE_TWIN: 'true'
  }
}
