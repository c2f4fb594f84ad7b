/** The packages that only the mutation test needs: pinned, installed once, kept in a folder that git ignores. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const HOME = join(import.meta.dirname, '../../node_modules/.cache/bg-release-mutants')
const LISTS = ['package.json', 'package-lock.json'] as const

/**
 * Installs what package.json beside this file names, where that has not been done since it changed.
 * @returns the module of that name, imported from there
 * @throws Error where npm fails
 */
export async function tool<Module>(name: string): Promise<Module> {
  const texts = LISTS.map(list => readFileSync(join(import.meta.dirname, list), 'utf8'))
  const wanted = createHash('sha256').update(texts.join('\n')).digest('hex')
  const stamp = join(HOME, 'installed.sha256')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(HOME, { recursive: true, force: true })
    mkdirSync(HOME, { recursive: true })
    for (const list of LISTS) copyFileSync(join(import.meta.dirname, list), join(HOME, list))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: HOME,
      stdio: ['ignore', 'ignore', 'inherit']
    })
    writeFileSync(stamp, wanted)
  }
  const path = createRequire(join(HOME, 'package.json')).resolve(name)
  return (await import(pathToFileURL(path).href)) as Module
}
