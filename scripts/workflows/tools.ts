/** The programs that the workflows are run and linted with: pinned, built once, kept in a folder that git ignores. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pythonHome } from '../twin-verify/python-home.ts'

const CACHE = join(import.meta.dirname, '../../node_modules/.cache')

/** Modules by program. Version and checksum are those of the Go module proxy and its checksum database. */
const GO = {
  act: { module: 'github.com/nektos/act', version: 'v0.2.89' },
  actionlint: { module: 'github.com/rhysd/actionlint/cmd/actionlint', version: 'v1.7.12' }
} as const

/**
 * A program that is built from its Go module when it is missing: under a minute from nothing, seconds where Go has built
 * it before.
 * @returns its path @throws Error where there is no Go or the module cannot be had
 */
export function goTool(name: keyof typeof GO): string {
  const { module, version } = GO[name]
  const folder = join(CACHE, `bg-release-${name}-${version}`)
  const program = join(folder, name)
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  execFileSync('go', ['install', `${module}@${version}`], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '' },
    stdio: ['ignore', 'ignore', 'inherit']
  })
  return program
}

/** A program of the Python environment that scripts/workflows/requirements.txt describes. */
export const pythonTool = (name: string): string =>
  join(pythonHome(join(import.meta.dirname, 'requirements.txt'), 'bg-release-workflow-tools'), '..', name)
