/** Builds dist: the action and the CLI, each one file that needs nothing installed. */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'

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
