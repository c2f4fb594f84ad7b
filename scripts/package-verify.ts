/**
 * Holds what a customer gets: packs the npm package, installs it without a network into an empty folder, and runs it there on
 * each Node that counts; then copies the CLI's one file away from everything and runs that. The dist that is there is what is
 * tried. Prints a line for each thing that was held; exits with 1 at the first that is not so.
 */
import { equal, match, ok } from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodes } from '../bench/nodes.ts'
import { packInto } from './package/pack.ts'
import { type Ended, run } from './package/run.ts'

const ROOT = join(import.meta.dirname, '..')
const REQUESTS = 400

const held = (what: string): void => void process.stdout.write(`ok  ${what}\n`)

/** What every way of starting it has to answer, offline and without credentials. */
function holdAnswers(name: string, start: (...args: readonly string[]) => Ended): void {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const shown = start('--version')
  equal(shown.stdout, `${version}\n`, shown.stderr)
  const help = start('--help')
  equal(help.code, 0)
  match(help.stdout, /^Usage$/m)
  const wrong = start('status', '--image-name', 'acme/web')
  equal(wrong.code, 1)
  match(wrong.stderr, /^BGR-INPUT: .*asg-prefix/m)
  held(`${name}: version, help, refuses a bad input`)
}

function holdInstalled(folder: string, tarball: string): void {
  // An empty cache: what is not in the tarball cannot be installed.
  const offline = ['install', '--offline', '--cache', join(folder, 'cache'), tarball]
  const installed = run('npm', offline, { folder })
  equal(installed.code, 0, installed.stderr)
  const there = readdirSync(join(folder, 'node_modules')).filter(name => !name.startsWith('.'))
  equal(there.join(), 'bg-release')
  held('npm install --offline in an empty folder: node_modules holds bg-release alone')
  for (const [major, node] of nodes())
    holdAnswers(`npx bg-release on Node ${major}`, (...args) =>
      run('npx', ['--offline', 'bg-release', ...args], { folder, node })
    )
}

function holdDemo(folder: string, node: string): void {
  const args = ['--offline', 'bg-release', 'demo', '--json', '--requests', String(REQUESTS)]
  const { code, stdout, stderr } = run('npx', args, { folder, node })
  equal(code, 0, stderr)
  const { requests, lost } = JSON.parse(stdout)
  ok(requests >= REQUESTS)
  equal(lost, 0)
  held(`npx bg-release demo on the oldest of them: ${requests} requests, none lost`)
}

/** Each bundle is one file, with the licenses of all that is in it. */
function holdBundles(): void {
  for (const folder of [join(ROOT, 'dist'), join(ROOT, 'dist', 'cli')]) {
    const files = readdirSync(folder).filter(name => name !== 'cli')
    equal(files.sort().join(), 'index.js,licenses.txt,package.json')
    const licenses = readFileSync(join(folder, 'licenses.txt'), 'utf8')
    for (const name of ['@aws-sdk/core', '@octokit/core', '@smithy/core', 'undici'])
      ok(licenses.split('\n').includes(name), `${folder}/licenses.txt says nothing of ${name}`)
  }
  held('each bundle is one file, its licenses beside it')
}

function holdOneFile(folder: string): void {
  const file = join(folder, 'bg-release.mjs')
  cpSync(join(ROOT, 'dist', 'cli', 'index.js'), file)
  for (const [major, node] of nodes()) {
    const start = (...args: readonly string[]) => run(node, [file, ...args], { folder })
    holdAnswers(`the CLI's file alone on Node ${major}`, start)
    const demo = start('demo')
    equal(demo.code, 1)
    match(demo.stderr, /^BGR-INPUT: The demo runs the packaged action, and there is no /m)
  }
}

const work = mkdtempSync(join(tmpdir(), 'bg-release-package-'))
try {
  const folders = ['installed', 'alone'].map(name => join(work, name))
  for (const folder of folders) mkdirSync(folder)
  const [installed = '', alone = ''] = folders
  holdBundles()
  holdInstalled(installed, packInto(work))
  holdOneFile(alone)
  const [oldest] = [...nodes()].sort(([one], [other]) => Number(one) - Number(other))
  ok(oldest, 'there is neither Node 20 nor 24')
  holdDemo(installed, oldest[1])
} finally {
  rmSync(work, { recursive: true })
}
