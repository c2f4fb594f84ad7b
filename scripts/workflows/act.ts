/** nektos/act, which runs workflows on this machine without a container. */
import { spawn } from 'node:child_process'

export interface ActCall {
  readonly program: string
  readonly event: string
  readonly workflow: string
  /** The work tree. */
  readonly folder: string
  /** All that the steps find in their environment. */
  readonly env: Readonly<Record<string, string>>
  readonly token: string
  /** Path of the event's payload, a dispatch's inputs in it. */
  readonly payload: string
  readonly matrix: Readonly<Record<string, unknown>>
  /** Folders by `owner/name@ref`. */
  readonly repositories: Readonly<Record<string, string>>
  /** Where act keeps what it unpacks. */
  readonly cache: string
}

/** What act printed, one object a line. */
export interface ActLine {
  readonly msg: string
  readonly level: string
  readonly jobID?: string
  readonly stepID?: readonly string[]
  /** `set-output`, `summary`, `error`, `warning`, `notice`, … */
  readonly command?: string
  readonly name?: string
  readonly arg?: string
  readonly content?: string
}

export interface ActRun {
  readonly ended: Promise<{ readonly code: number | undefined; readonly lines: readonly ActLine[] }>
  /** As Ctrl-C: act ends the step that runs, and then itself. */
  interrupt(): void
}

export function startAct(call: ActCall): ActRun {
  const pairs = (flag: string, values: Readonly<Record<string, unknown>>, sign = '='): readonly string[] =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}${sign}${value}`])
  const args = [
    call.event,
    ...['--workflows', call.workflow, '--json', '--no-cache-server', '--eventpath', call.payload],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--secret', `GITHUB_TOKEN=${call.token}`],
    ...pairs('--env', call.env),
    ...pairs('--matrix', call.matrix, ':'),
    ...pairs('--local-repository', call.repositories)
  ]
  const child = spawn(call.program, args, {
    cwd: call.folder,
    env: { PATH: call.env.PATH ?? '', HOME: call.cache, XDG_CACHE_HOME: call.cache },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let text = ''
  const gather = (chunk: string): void => {
    text += chunk
  }
  child.stdout.setEncoding('utf8').on('data', gather)
  child.stderr.setEncoding('utf8').on('data', gather)
  const ended = new Promise<Awaited<ActRun['ended']>>((fulfil, reject) => {
    child.once('error', reject)
    child.once('close', code => fulfil({ code: code ?? undefined, lines: text.split('\n').flatMap(parsed) }))
  })
  return { ended, interrupt: () => void child.kill('SIGINT') }
}

function parsed(line: string): readonly ActLine[] {
  if (line === '') return []
  try {
    return [JSON.parse(line)]
  } catch {
    return [{ msg: line, level: 'info' }]
  }
}
