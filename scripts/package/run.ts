import { spawnSync } from 'node:child_process'
import { delimiter, dirname } from 'node:path'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Where {
  readonly folder: string
  /** The node that scripts find on PATH; the machine's own by default. */
  readonly node?: string
}

/** Runs a program to its end, with nothing of this machine's environment but where programs and npm's settings are. */
export function run(program: string, args: readonly string[], { folder, node }: Where): Ended {
  const { PATH = '', HOME = '' } = process.env
  const path = node === undefined ? PATH : [dirname(node), PATH].join(delimiter)
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: { PATH: path, HOME, NO_COLOR: '1' },
    encoding: 'utf8',
    // The demo ends within a minute.
    timeout: 120_000
  })
  return { code: status, stdout, stderr }
}
