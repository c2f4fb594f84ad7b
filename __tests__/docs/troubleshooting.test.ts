import { expect, test } from '@jest/globals'
import { CODES } from '../../src/release/codes.ts'
import { DOCUMENTS, read } from './documents.ts'

const text = read('docs/troubleshooting.md')

/** The text under each `### BGR-...` heading. */
const paragraphs = new Map(
  text
    .split(/^#{2,3} /m)
    .map(part => [part.split('\n')[0] ?? '', part.split('\n').slice(1).join('\n').trim()] as const)
    .filter(([heading]) => heading.startsWith('BGR-'))
)

test('every code has a paragraph of its own, and no paragraph is about a code that does not exist', () => {
  expect([...paragraphs.keys()].sort()).toEqual(Object.keys(CODES).sort())
  expect(text.match(/^### BGR-/gm)).toHaveLength(Object.keys(CODES).length)
})

test.each([...paragraphs])('%s says something that helps', (_code, paragraph) => {
  expect(paragraph.length).toBeGreaterThan(80)
})

test.each(DOCUMENTS)('%s names only codes that exist', document => {
  const named = read(document).match(/BGR-[A-Z][A-Z-]*[A-Z]/g) ?? []
  expect(named.filter(code => !(code in CODES))).toEqual([])
})
