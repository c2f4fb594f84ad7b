/** The documents that people read, and what stands fenced in them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    if (entry.name === 'node_modules') return []
    if (entry.isDirectory()) return markdownIn(join(folder, entry.name))
    return entry.name.endsWith('.md') ? [join(folder, entry.name)] : []
  })

/** Paths from the root. What is generated from a release (docs/examples) is not among them. */
export const DOCUMENTS: readonly string[] = [
  ...readdirSync(ROOT).filter(name => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
  ...markdownIn('examples')
]

export interface Fenced {
  readonly document: string
  /** Of the opening fence, from 1. */
  readonly line: number
  /** `yaml`, `sh` and so on; empty where none is said. */
  readonly language: string
  readonly text: string
}

/** Blocks between fences; those in a list are indented, and read without it. */
export const fenced: readonly Fenced[] = DOCUMENTS.flatMap(document => {
  const text = read(document)
  return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map(
    ({ index, 1: indent = '', 2: language = '', 3: body = '' }) => ({
      document,
      line: text.slice(0, index).split('\n').length,
      language,
      text: body.replace(new RegExp(`^${indent}`, 'gm'), '')
    })
  )
})
