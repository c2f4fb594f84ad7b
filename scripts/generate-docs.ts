/**
 * Writes the inputs and outputs into action.yml and the README, the rules of the twin, and the examples of release notes.
 * With --check it only says whether they are current.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sections, withSection } from './doc-tables.ts'
import { notesExamples } from './notes-examples.ts'
import { twinRules } from './twin-rules.ts'

const root = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const stale: string[] = []

function update(file: string, write: (before: string) => string): void {
  const before = readFileSync(join(root, file), 'utf8')
  const after = write(before)
  if (after === before) return
  stale.push(file)
  if (!check) writeFileSync(join(root, file), after)
}

for (const file of ['action.yml', 'README.md'] as const)
  update(file, before => sections.filter(section => section.file === file).reduce(withSection, before))
update('docs/twin-rules.md', twinRules)
for (const [file, text] of Object.entries(notesExamples())) update(file, () => text)
if (check && stale.length > 0) {
  console.error(`Not current: ${stale.join(', ')}. Run npm run docs.`)
  process.exitCode = 1
}
