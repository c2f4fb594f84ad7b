import { expect, test } from '@jest/globals'
import { countField, encodeRecord, reader } from '../../../src/release/journal/record.ts'

const texts = Array.from({ length: 501 }, (_, n) => encodeRecord({ n }))
const [first = '', ...more] = texts

function counting() {
  let decoded = 0
  const read = reader(record => {
    decoded += 1
    return countField(record, 'n')
  })
  return { read, decoded: () => decoded }
}

test('500 texts are decoded once each, in whatever order they are read', () => {
  const { read, decoded } = counting()
  const known = texts.slice(0, 500)
  for (const text of [...known, ...known.toReversed(), ...known]) read(text)
  expect(decoded()).toBe(500)
  expect(read(first)).toBe(0)
})

test('with one more a reader begins anew: what it remembers does not grow without end', () => {
  const { read, decoded } = counting()
  for (const text of [first, ...more]) read(text)
  expect(decoded()).toBe(501)
  read(more.at(-1) ?? '')
  expect(decoded()).toBe(501)
  expect(read(first)).toBe(0)
  expect(decoded()).toBe(502)
})

test('what cannot be decoded is refused every time', () => {
  const { read } = counting()
  for (let times = 0; times < 2; times++) expect(() => read('damaged')).toThrow('known version')
})
