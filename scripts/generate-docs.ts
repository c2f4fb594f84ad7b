/** Writes the inputs and outputs into action.yml and the README. With --check it only says whether they are current. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sections, withSection } from './doc-tables.ts'

const root = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const stale: string[] = []

for (const file of ['action.yml', 'README.md'] as const) {
  const before = readFileSync(join(root, file), 'utf8')
  const after = sections.filter(section => section.file === file).reduce(withSection, before)
  if (after === before) continue
  stale.push(file)
  if (!check) writeFileSync(join(root, file), after)
}
if (check && stale.length > 0) {
  console.error(`Not current: ${stale.join(', ')}. Run npm run docs.`)
  process.exitCode = 1
}
