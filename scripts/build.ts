/**
 * Builds dist: the action and the CLI, each one file that needs nothing installed. Every `import()` has to be eager in
 * webpack's words (evaluated when it is called, but part of the same file): ncc does not minify further files, and for
 * each of them it writes licenses.txt anew, with the licenses of that file alone.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'

const node = (script: string, ...args: readonly string[]): void => {
  execFileSync(process.execPath, [script, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
}
const bundle = (entry: string, folder: string): void =>
  node(
    'node_modules/@vercel/ncc/dist/ncc/cli.js',
    'build',
    entry,
    '-o',
    folder,
    '--license',
    'licenses.txt',
    '--minify',
    '--no-cache',
    '-q'
  )

// The compiler first: ncc's own TypeScript loader does not run with this version of TypeScript.
rmSync('lib', { recursive: true, force: true })
node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
rmSync('dist', { recursive: true, force: true })
bundle('lib/index.js', 'dist')
bundle('lib/cli.js', 'dist/cli')

const scripts = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('js'))
if (scripts.length !== 2)
  throw new Error(`dist has further files: ${scripts.join(', ')}. Make their import() eager.`)
