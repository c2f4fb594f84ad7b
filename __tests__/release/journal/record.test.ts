import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  choiceField,
  countField,
  decodeRecord,
  encodeRecord,
  RecordError,
  textField
} from '../../../src/release/journal/record.ts'

const value = fc.oneof(fc.nat(), fc.stringMatching(/^[A-Za-z0-9+\-._:/@]{0,20}$/))
const record = fc.dictionary(fc.stringMatching(/^[a-u]{1,8}$/), value, { maxKeys: 6 })
const SAMPLE = encodeRecord({ e: 7, state: 'open', version: '2.0.0' })

describe('a record', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(record, fields => {
        const back = decodeRecord(encodeRecord(fields))
        for (const [key, written] of Object.entries(fields)) expect(back.get(key)).toBe(String(written))
        expect(back.size).toBe(Object.keys(fields).length + 1)
      })
    )
  })

  test('is refused when any of its end is missing', () => {
    for (let length = 0; length < SAMPLE.length; length++) {
      expect(() => decodeRecord(SAMPLE.slice(0, length))).toThrow(RecordError)
    }
  })

  test('is refused when any one character is another', () => {
    for (let at = 0; at < SAMPLE.length; at++) {
      const other = SAMPLE[at] === 'x' ? 'y' : 'x'
      expect(() => decodeRecord(SAMPLE.slice(0, at) + other + SAMPLE.slice(at + 1))).toThrow(RecordError)
    }
  })

  test.each(['', 'v=1', 'v=2 e=1 c=00000000', 'hello', `${SAMPLE} `, ` ${SAMPLE}`, SAMPLE.toUpperCase()])(
    'of %p is none',
    text => {
      expect(() => decodeRecord(text)).toThrow(RecordError)
    }
  )

  test('fits a tag or is not written', () => {
    const room = 256 - encodeRecord({ a: '' }).length
    expect(encodeRecord({ a: 'x'.repeat(room) })).toHaveLength(256)
    expect(() => encodeRecord({ a: 'x'.repeat(room + 1) })).toThrow(/257 characters/)
  })

  test.each(['two words', 'a=b', 'ä', 'a\nb', '<b>', 'a,b'])('takes no value like %p', text => {
    expect(() => encodeRecord({ a: text })).toThrow(RecordError)
  })
})

describe('a member', () => {
  const members = new Map([
    ['n', '12'],
    ['bad', '-1'],
    ['long', '1234567890123456'],
    ['unit', '12s'],
    ['part', '1.5'],
    ['state', 'open'],
    ['empty', '']
  ])

  test('is a number, a choice or a text', () => {
    expect(countField(members, 'n')).toBe(12)
    expect(choiceField(members, 'state', ['open', 'closed'])).toBe('open')
    expect(textField(members, 'empty')).toBe('')
  })

  test('is refused where it is missing or something else', () => {
    for (const key of ['bad', 'long', 'unit', 'part', 'empty', 'state', 'none'])
      expect(() => countField(members, key)).toThrow(RecordError)
    expect(() => choiceField(members, 'n', ['open'])).toThrow(/not one of open/)
    expect(() => choiceField(members, 'none', ['open'])).toThrow(RecordError)
    expect(() => textField(members, 'none')).toThrow(/missing/)
  })
})
