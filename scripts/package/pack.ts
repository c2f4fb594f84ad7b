/** The npm package: the bundles and their documents, and nothing that has to be installed for them. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** What is packed, the manifest aside. */
const PARTS = ['dist', 'docs', 'action.yml', 'README.md', 'LICENSE']

/** What the package takes from the project's own manifest. */
const KEPT = ['name', 'version', 'description', 'keywords', 'license', 'type', 'bin']

/** The bundles run from this version on. The project itself needs a later one. */
const OLDEST_NODE = '>=20'

/**
 * Writes the tarball with `npm pack`.
 *
 * The project's own manifest is marked private and is not what is packed: its dependencies are part of the bundles, and who
 * installs the package would fetch all of them again, together with the Node that the tests run on.
 *
 * @param folder an existing folder
 * @returns the path of the tarball, the same bytes for the same dist
 */
export function packInto(folder: string): string {
  const staged = mkdtempSync(join(tmpdir(), 'bg-release-pack-'))
  try {
    for (const part of PARTS) cpSync(join(ROOT, part), join(staged, part), { recursive: true })
    writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
    const arguments_ = ['pack', '--json', '--pack-destination', folder]
    const answer = execFileSync('npm', arguments_, { cwd: staged, encoding: 'utf8' })
    return join(folder, nameIn(JSON.parse(answer)))
  } finally {
    rmSync(staged, { recursive: true })
  }
}

function manifest(): object {
  const own: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const kept = Object.entries(Object(own)).filter(([key]) => KEPT.includes(key))
  return { ...Object.fromEntries(kept), engines: { node: OLDEST_NODE } }
}

function nameIn(answer: unknown): string {
  const [packed] = Object.values(Object(answer))
  const { filename } = Object(packed)
  if (typeof filename !== 'string') throw new Error(`npm pack answered ${JSON.stringify(answer)}`)
  return filename
}
