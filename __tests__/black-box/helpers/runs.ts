import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jest } from '@jest/globals'

// Every test starts several processes, and the machine may have other things to do.
jest.setTimeout(90_000)

/** Another build may be tested in place of the one that is there. */
const DIST = process.env.BLACK_BOX_DIST ?? join(import.meta.dirname, '..', '..', '..', 'dist')
const ACTION = join(DIST, 'index.js')
export const CLI = join(DIST, 'cli', 'index.js')

type Values = Readonly<Record<string, string>>

/** Where a process under test finds AWS. */
export interface Place {
  readonly endpoint: string
}

export interface Ended {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
  /** Real ms from `stopWith` to the end. */
  readonly stoppedWithinMs: number
}

export interface ActionEnded extends Ended {
  /** By name, as the runner would read GITHUB_OUTPUT. */
  readonly outputs: Values
  /** What it left to its post step, as the runner would read GITHUB_STATE. */
  readonly state: Values
  readonly summary: string
}

/** Disposing of it ends a process that is still there, even one that stands still. */
export interface Running<T extends Ended> extends Disposable {
  readonly ended: Promise<T>
  signal(name: NodeJS.Signals): void
  /** Stops reading, as `| head` does. */
  closeOutput(): void
}

/** The environment that leads to the twin; one with `undefined` leaves a variable out. */
export function environment(
  place: Place,
  overrides: Readonly<Record<string, string | undefined>> = {}
): Values {
  const all: Readonly<Record<string, string | undefined>> = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'BGRELEASETWIN0000000',
    AWS_SECRET_ACCESS_KEY: 'twin',
    BG_RELEASE_TWIN: 'true',
    ...overrides
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  )
}

export const SERVICE = { 'image-name': 'acme/web', 'asg-prefix': 'web' }
export const DEPLOY = { ...SERVICE, command: 'deploy', 'image-version': '2.0.0' }
export const ROLLBACK = { ...SERVICE, command: 'rollback' }
export const FINALIZE = { ...SERVICE, command: 'finalize' }

/** Starts the packaged action as a runner does: inputs and files in the environment, and hardly anything else. */
export function startAction(env: Values, inputs: Values, state: Values = {}): Running<ActionEnded> {
  const folder = mkdtempSync(join(tmpdir(), 'bg-release-'))
  const file = (name: string) => join(folder, name)
  for (const name of ['output', 'state', 'summary']) writeFileSync(file(name), '')
  const child = spawn(process.execPath, [ACTION], {
    env: {
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '1',
      ...env,
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: file('output'),
      GITHUB_STATE: file('state'),
      GITHUB_STEP_SUMMARY: file('summary'),
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
      ),
      ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]))
    },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const running = follow(child)
  return {
    ...running,
    ended: running.ended.then(end => {
      const outputs = parseOutputs(readFileSync(file('output'), 'utf8'))
      const left = parseOutputs(readFileSync(file('state'), 'utf8'))
      const summary = readFileSync(file('summary'), 'utf8')
      rmSync(folder, { recursive: true })
      return { ...end, outputs, state: left, summary }
    })
  }
}

export const runAction = (env: Values, inputs: Values): Promise<ActionEnded> => startAction(env, inputs).ended

/** The post step of a run that has ended, however it did: the runner hands it the same inputs. */
export const runPost = (env: Values, inputs: Values, main: ActionEnded): Promise<ActionEnded> =>
  startAction(env, inputs, main.state).ended

/** Starts the packaged CLI with nothing to read from; inputs become flags. */
export function startCli(env: Values, inputs: Values, ...flags: readonly string[]): Running<Ended> {
  const { command = '', ...rest } = inputs
  const named = Object.entries(rest).flatMap(([name, value]) =>
    name === 'redeploy' ? [`--${name}`] : [`--${name}`, value]
  )
  return startCliWith(env, [command, ...named, ...flags])
}

export const startCliWith = (env: Values, args: readonly string[]): Running<Ended> =>
  startNode(env, [CLI, ...args])

/** @param args of Node: the script first */
export const startNode = (env: Values, args: readonly string[]): Running<Ended> =>
  follow(spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }))

/** As startCli, and nobody is asked. */
export const runCli = (env: Values, inputs: Values, ...flags: readonly string[]): Promise<Ended> =>
  startCli(env, inputs, '--yes', ...flags).ended

export function follow(child: ChildProcess): Running<Ended> {
  let stdout = ''
  let stderr = ''
  let signalledAt = 0
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Ended>((fulfil, reject) => {
    child.once('error', reject)
    child.once('close', code =>
      fulfil({ code: code ?? undefined, stdout, stderr, stoppedWithinMs: performance.now() - signalledAt })
    )
  })
  const signal = (name: NodeJS.Signals) => {
    signalledAt = performance.now()
    child.kill(name)
  }
  const closeOutput = () => {
    child.stdout?.destroy()
    child.stderr?.destroy()
  }
  return { ended, signal, closeOutput, [Symbol.dispose]: () => void child.kill('SIGKILL') }
}

/** The file format of GITHUB_OUTPUT: `name<<delimiter`, lines of the value, the delimiter. */
function parseOutputs(text: string): Values {
  const blocks = text.matchAll(/^(?<name>[^\n]+?)<<(?<end>\S+)\n(?<value>[\s\S]*?)\n?\k<end>\n/gm)
  return Object.fromEntries([...blocks].map(({ groups = {} }) => [groups.name, groups.value ?? '']))
}

/** Asks until there is an answer. @throws where none comes within 10 s */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise(resolve => setTimeout(resolve, 15))
  }
  throw new Error(`${what} did not happen within 10 s`)
}
