import { spawn } from 'node:child_process'
import { CLI, DEPLOY, type Ended, follow, until } from './runs.ts'

/** Hands a pseudo terminal to its arguments and passes on what is typed and shown. */
const PTY = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))'

/**
 * Runs deploy on a terminal, waits for its question and types.
 * @returns the end; `stdout` is what the terminal showed
 */
export async function answerOnTerminal(env: Readonly<Record<string, string>>, typed: string): Promise<Ended> {
  const { command, ...inputs } = DEPLOY
  const flags = Object.entries(inputs).flatMap(([name, value]) => [`--${name}`, value])
  const args = ['-c', PTY, process.execPath, CLI, command, ...flags]
  const child = spawn('python3', args, { env: { ...env, TERM: 'xterm' }, stdio: ['pipe', 'pipe', 'pipe'] })
  let shown = ''
  child.stdout.on('data', chunk => {
    shown += chunk
  })
  const { ended } = follow(child)
  await until('the question', async () => shown.includes('Go on?') || undefined)
  child.stdin.write(typed)
  return await ended
}
