import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { notesExamples } from '../../scripts/notes-examples.ts'

test.each(Object.entries(notesExamples()))('%s is what the notes are (npm run docs)', (file, text) => {
  expect(readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8')).toBe(text)
})
