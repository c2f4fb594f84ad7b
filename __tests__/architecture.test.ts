/** Holds the arrows of docs/architecture.md, by reading what each file of src imports. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, test } from '@jest/globals'

const SRC = join(import.meta.dirname, '..', 'src')

/** What a folder may import of ours, beside itself. A folder that is not here may import nothing. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  release: [],
  aws: ['release'],
  github: ['release'],
  clock: ['release'],
  commands: ['release'],
  inputs: ['release', 'commands'],
  report: ['release', 'commands', 'inputs', 'github'],
  announce: ['release', 'commands', 'github', 'report'],
  twin: [],
  demo: ['twin'],
  cli: ['release', 'commands', 'inputs', 'report', 'twin', 'demo', 'src'],
  // The files directly in src: they wire the others together.
  src: ['release', 'announce', 'aws', 'clock', 'commands', 'github', 'inputs', 'report', 'cli']
}

interface Source {
  /** E.g. `release/next.ts`. */
  readonly path: string
  readonly folder: string
  readonly text: string
  readonly imports: readonly string[]
}

const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/gm

const folderOf = (path: string): string => {
  const [first = '', ...rest] = path.split('/')
  return rest.length === 0 ? 'src' : first
}

const SOURCES: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => {
    const path = name.split(sep).join('/')
    const text = readFileSync(join(SRC, name), 'utf8')
    const imports = [...text.matchAll(IMPORT)].map(([, from, bare]) => from ?? bare ?? '')
    return { path, folder: folderOf(path), text, imports }
  })

/** `path -> imported`, for every import that `wrong` says must not be. */
const breaches = (wrong: (source: Source, imported: string) => boolean): readonly string[] =>
  SOURCES.flatMap(source =>
    source.imports
      .filter(imported => wrong(source, imported))
      .map(imported => `${source.path} -> ${imported}`)
  )

const isOurs = (imported: string): boolean => imported.startsWith('.')

const filesWith = (pattern: RegExp, folders?: readonly string[]): readonly string[] =>
  SOURCES.filter(({ folder, text }) => (folders?.includes(folder) ?? true) && pattern.test(text)).map(
    ({ path }) => path
  )

test('the reader of imports sees every form of them', () => {
  const text = [
    "import { a } from './a.ts'",
    "import type { B } from './b.ts'",
    "import {\n  c,\n  d\n} from './c.ts'",
    "import './d.ts'",
    "export { e } from './e.ts'",
    "const f = await import('./f.ts')",
    'const g = await import(/* webpackMode: "eager" */ \'./g.ts\')'
  ].join('\n')
  const found = [...text.matchAll(IMPORT)].map(([, from, bare]) => from ?? bare)
  expect(found).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts', './g.ts'])
  expect(SOURCES.length).toBeGreaterThan(100)
})

/** The imported file, e.g. `release/next.ts`. */
const target = ({ path }: Source, imported: string): string =>
  relative(SRC, join(SRC, dirname(path), imported))
    .split(sep)
    .join('/')

test('every folder imports only what its arrows allow', () => {
  expect(
    breaches((source, imported) => {
      if (!isOurs(imported)) return false
      const to = folderOf(target(source, imported))
      return to !== source.folder && !(ARROWS[source.folder] ?? []).includes(to)
    })
  ).toEqual([])
})

test('no file imports itself by way of others', () => {
  // What imports nothing that is left is taken away, floor by floor; what stays stands in a circle, or above one.
  const left = new Map(
    SOURCES.map(source => [
      source.path,
      source.imports.filter(isOurs).map(imported => target(source, imported))
    ])
  )
  for (;;) {
    const floor = [...left].filter(([, imports]) => !imports.some(to => left.has(to)))
    if (floor.length === 0) break
    for (const [path] of floor) left.delete(path)
  }
  expect([...left.keys()]).toEqual([])
})

test('the state machine and the runs import no package, not even of Node', () => {
  expect(
    breaches(({ folder }, imported) => ['release', 'commands'].includes(folder) && !isOurs(imported))
  ).toEqual([])
})

test('reports and inputs do no I/O', () => {
  expect(
    breaches(({ folder }, imported) => ['report', 'inputs'].includes(folder) && !isOurs(imported))
  ).toEqual([])
})

test('only src/aws imports the AWS SDK', () => {
  expect(
    breaches(({ folder }, imported) => /^@(aws-sdk|smithy)\//.test(imported) && folder !== 'aws')
  ).toEqual([])
})

test('only main.ts and post.ts import @actions/core', () => {
  const steers = ({ path }: Source) => path === 'main.ts' || path === 'post.ts'
  expect(breaches((source, imported) => imported === '@actions/core' && !steers(source))).toEqual([])
})

test("only src/github/client.ts imports GitHub's clients", () => {
  const client = /^@(octokit|actions\/(?!core$))/
  expect(breaches(({ path }, imported) => client.test(imported) && path !== 'github/client.ts')).toEqual([])
})

test('the simulated GitHub is for tests: it needs a package that is not shipped, and nothing of src reaches it', () => {
  const within = (path: string) => path.startsWith('twin/github/')
  const reached = ({ path }: Source, imported: string) => join(dirname(path), imported).split(sep).join('/')
  expect(breaches(({ path }, imported) => imported === 'graphql' && !within(path))).toEqual([])
  expect(
    breaches(
      (source, imported) => isOurs(imported) && !within(source.path) && within(reached(source, imported))
    )
  ).toEqual([])
})

test('no file has more than 250 lines, generated tables aside', () => {
  const lines = ({ text }: Source) => text.split('\n').length - 1
  const generated = ({ path, text }: Source) =>
    path.startsWith('twin/shapes/') && text.includes('// Generated by scripts/')
  expect(
    SOURCES.filter(source => !generated(source) && lines(source) > 250).map(
      source => `${source.path}: ${lines(source)}`
    )
  ).toEqual([])
})

test('nothing is exported by default, and no file only passes on what others export', () => {
  expect(filesWith(/^export default\b/m)).toEqual([])
  expect(filesWith(/^export\s+(\*|\{[^}]*\}|type\s+\{[^}]*\})\s*from\b/m)).toEqual([])
})

test('the state machine and the runs have no clock and no chance of their own', () => {
  const own =
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\b|\bset(Timeout|Interval|Immediate)\b|\bprocess\./
  expect(filesWith(own, ['release', 'commands'])).toEqual([])
})
