import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt')
const HOME = join(import.meta.dirname, '../../node_modules/.cache/bg-release-venv')

/**
 * A Python environment with the AWS CLI, boto3 and moto of requirements.txt. Made when it is missing or when the list has
 * changed (half a minute), used again otherwise.
 * @returns path of its Python
 * @throws Error where there is no python3 or pip fails
 */
export function pythonHome(): string {
  const python = join(HOME, 'bin', 'python')
  const stamp = join(HOME, 'requirements.sha256')
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python
  rmSync(HOME, { recursive: true, force: true })
  run('python3', '-m', 'venv', HOME)
  // No dependency is resolved: everything is in the list, or `pip check` says what is not.
  const pip = [python, '-m', 'pip', '--disable-pip-version-check'] as const
  run(...pip, 'install', '--quiet', '--no-deps', '--requirement', REQUIREMENTS)
  run(...pip, 'check')
  writeFileSync(stamp, wanted)
  return python
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
