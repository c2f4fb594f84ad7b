import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { CODES } from '../../src/release/codes.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const document = readFileSync(join(ROOT, 'docs', 'preflight.md'), 'utf8')
const tabled = new Set([...document.matchAll(/\| `(BGR-[A-Z-]+)` \|$/gm)].map(([, code]) => code))

/** Codes in the sources that preflight consists of: everything in its folder, and what it asks first. */
const folder = join(ROOT, 'src', 'release', 'preflight')
const sources = [
  ...readdirSync(folder).map(file => join(folder, file)),
  join(ROOT, 'src', 'release', 'live.ts'),
  join(ROOT, 'src', 'release', 'scaling', 'fit.ts'),
  join(ROOT, 'src', 'release', 'traffic', 'topology.ts')
]
const given = new Set(
  sources.flatMap(file => readFileSync(file, 'utf8').match(/(?<=')BGR-[A-Z-]+(?=')/g) ?? [])
)

test('the table has every code of the preflight', () => {
  expect(given.size).toBeGreaterThan(25)
  expect([...given].filter(code => !tabled.has(code))).toEqual([])
})

test('the table has no code that does not exist', () => {
  expect([...tabled].filter(code => code === undefined || !(code in CODES))).toEqual([])
})
