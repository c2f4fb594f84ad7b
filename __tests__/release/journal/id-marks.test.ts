import { describe, expect, test } from '@jest/globals'
import { hasMark, markIds, marksField, marksFields } from '../../../src/release/journal/id-marks.ts'
import { keptTag } from '../../../src/release/journal/journal.ts'
import { decodeRecord, encodeRecord } from '../../../src/release/journal/record.ts'

const ids = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => `i-${(0x1f00000000000000n + BigInt(from + n)).toString(16)}`)

describe.each([1, 3, 30, 31, 45, 90, 180])('of %i ids', count => {
  const own = ids(0, count)
  const marks = markIds(own)

  test('each is found again, through a tag', () => {
    const read = marksField(decodeRecord(encodeRecord({ e: 7, ...marksFields(marks) })))
    expect(read).toEqual(marks)
    expect(own.every(id => hasMark(read, id))).toBe(true)
    expect(keptTag(123_456_789, marks).value.length).toBeLessThanOrEqual(256)
  })

  test('others are told apart, the better the fewer they are', () => {
    const strangers = ids(10_000, 1_000)
    const taken = strangers.filter(id => hasMark(marks, id)).length
    // A mark has as many bits as the tag has room for: 24 up to 30 ids, 16 for 45, 4 for 180.
    const most = count <= 31 ? 0 : count <= 45 ? 5 : count <= 90 ? 400 : 1_000
    expect(taken).toBeLessThanOrEqual(most)
  })
})

test('of more ids than a tag has room for, only the number is known', () => {
  const marks = markIds(ids(0, 181))
  expect(marks).toEqual({ count: 181, marks: [] })
  expect(marksField(decodeRecord(encodeRecord(marksFields(marks))))).toEqual(marks)
  expect(hasMark(marks, 'i-anything')).toBe(true)
  expect(hasMark(markIds([]), 'i-anything')).toBe(false)
})

test.each(['abc', ''])('marks that do not fit their number are damaged: "%s"', text => {
  expect(() =>
    marksField(
      new Map([
        ['n', '2'],
        ['ids', text]
      ])
    )
  ).toThrow('does not hold 2 ids')
})

test('a set of nothing is written and read back', () => {
  const none = markIds([])
  expect(marksField(decodeRecord(encodeRecord(marksFields(none))))).toEqual({ count: 0, marks: [] })
})
