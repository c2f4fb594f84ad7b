import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fitted, fromPortable, toPortable } from '../../../src/release/journal/portable.ts'
import { encodeRecord, RecordError } from '../../../src/release/journal/record.ts'

test('any name comes back as it was, and fits the alphabet of a record', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), name => {
      expect(fromPortable(toPortable(name))).toBe(name)
      expect(encodeRecord({ a: toPortable(name).slice(0, 100) })).toContain('a=')
    })
  )
})

test.each([
  ['production cleanup', 'production_cleanup'],
  ['a_b+c', 'a+5fb+2bc'],
  ['größe', 'gr+c3+b6+c3+9fe'],
  ['prod/eu-1', 'prod/eu-1'],
  ['\u{1F680}', '+f0+9f+9a+80'],
  ['\uFEFFx', '+ef+bb+bfx']
])('%p is written as %p', (name, text) => {
  expect(toPortable(name)).toBe(text)
  expect(fromPortable(text)).toBe(name)
})

test.each(['+', '+4', '+zz', '+61', '+c3', 'a b', 'größe', '+C3+B6'])('%p was never encoded', text => {
  expect(() => fromPortable(text)).toThrow(RecordError)
})

test('a long text is cut, and two that differ behind the cut stay different', () => {
  const long = 'v'.repeat(300)
  expect(fitted(long, 80)).toHaveLength(80)
  expect(fitted(`${long}1`, 80)).not.toBe(fitted(`${long}2`, 80))
  expect(fitted('1.2.3', 80)).toBe('1.2.3')
})
