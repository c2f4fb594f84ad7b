import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt')
const CACHE = join(import.meta.dirname, '../../node_modules/.cache')

/**
 * A Python environment with what a list of requirements names; by default the AWS CLI, boto3 and moto. Made when it is
 * missing or when the list has changed (half a minute), used again otherwise.
 * @param requirements path of the list @param name of the environment's folder
 * @returns path of its Python
 * @throws Error where there is no python3 or pip fails
 */
export function pythonHome(requirements = REQUIREMENTS, name = 'bg-release-venv'): string {
  const home = join(CACHE, name)
  const python = join(home, 'bin', 'python')
  const stamp = join(home, 'requirements.sha256')
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python
  rmSync(home, { recursive: true, force: true })
  run('python3', '-m', 'venv', home)
  // No dependency is resolved: everything is in the list, or `pip check` says what is not.
  const pip = [python, '-m', 'pip', '--disable-pip-version-check'] as const
  run(...pip, 'install', '--quiet', '--no-deps', '--requirement', requirements)
  run(...pip, 'check')
  writeFileSync(stamp, wanted)
  return python
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
