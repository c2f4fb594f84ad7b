/** The CLI: arguments -> command -> exit code. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findingsOf } from '../commands/failure.ts'
import { runDemo } from '../demo/demo-command.ts'
import { completeProxies } from '../proxy-variables.ts'
import { ReleaseError } from '../release/codes.ts'
import { logLine } from '../report/untrusted.ts'
import { listenForStop, type Stopping } from '../stopping.ts'
import { ScenarioError } from '../twin/core/scenario-reader.ts'
import { runTwin } from '../twin/twin-command.ts'
import { VERSION } from '../version.ts'
import { type Invocation, parseInvocation } from './arguments.ts'
import { helpText } from './help.ts'
import { releaseFromTerminal } from './release.ts'
import { scenarioFromAws } from './scenario.ts'

/** The packaged action, beside the packaged CLI: dist/cli/index.js and dist/index.js. */
const ACTION = join(dirname(fileURLToPath(import.meta.url)), '..', 'index.js')

const print = (line: string) => process.stdout.write(`${line}\n`)
const note = (line: string) => process.stderr.write(`${line}\n`)

/** Runs one command in this process, and ends it where a signal came. */
export async function runCli(): Promise<void> {
  const stopping = listenForStop(process)
  completeProxies(process.env)
  // A reader that goes away (`| head`) takes the text with it, not the release.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.exitCode = await dispatch(stopping)
  if (stopping.exitCode() !== undefined) process.exit()
  stopping.release()
}

async function dispatch(stopping: Stopping): Promise<number> {
  try {
    return await run(parseInvocation(process.argv.slice(2)), stopping)
  } catch (error) {
    for (const finding of findingsOf(error))
      note(`${logLine(`${finding.code}: ${finding.message}`)}\n  ${logLine(finding.fix)}`)
    return 1
  }
}

async function run(invocation: Invocation, stopping: Stopping): Promise<number> {
  switch (invocation.kind) {
    case 'help':
      print(helpText())
      return 0
    case 'version':
      print(VERSION)
      return 0
    case 'release': {
      const terminal = { input: process.stdin, output: process.stderr, write: note }
      return await releaseFromTerminal(invocation, process.env, terminal, print, stopping)
    }
    case 'scenario':
      return await scenarioFromAws(invocation.raw, process.env, { print, note }, stopping)
    case 'twin': {
      const { port, speed, skip, scenario } = invocation
      await startTwin(() => {
        const text = scenario === undefined ? {} : { scenarioText: readFileSync(scenario, 'utf8') }
        return runTwin({ ...text, port, speed, skip, write: print, signal: stopping.stop })
      })
      return 0
    }
    case 'demo': {
      const { kind: _, ...asked } = invocation
      return await runDemo({
        ...asked,
        actionPath: packagedAction(),
        write: text => process.stdout.write(text),
        isTty: process.stdout.isTTY === true,
        columns: () => process.stdout.columns ?? 80,
        signal: stopping.stop,
        environment: process.env
      })
    }
  }
}

/** The CLI may have been copied without the action that the demo runs. */
function packagedAction(): string {
  if (existsSync(ACTION)) return ACTION
  throw new ReleaseError([
    {
      code: 'BGR-INPUT',
      message: `The demo runs the packaged action, and there is no ${ACTION}.`,
      fix: 'Run the demo in a clone or from the npm package; a copy of the CLI alone can do everything else.'
    }
  ])
}

/** A scenario that cannot be read or is wrong, and a port that is taken, are the user's to mend. */
async function startTwin(start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    const known =
      error instanceof ScenarioError || error instanceof SyntaxError || (error as NodeJS.ErrnoException).code
    if (!known || !(error instanceof Error)) throw error
    throw new ReleaseError([
      {
        code: 'BGR-INPUT',
        message: `The twin cannot start: ${error.message}.`,
        fix: 'Check --scenario (docs/twin.md says what it may hold) and --port.'
      }
    ])
  }
}
