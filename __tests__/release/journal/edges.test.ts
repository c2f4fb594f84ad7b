import { expect, test } from '@jest/globals'
import { type Problem, readSide, releaseTag } from '../../../src/release/journal/journal.ts'
import { fitted } from '../../../src/release/journal/portable.ts'
import { decodeRecord, encodeRecord, RecordError, textChecksum } from '../../../src/release/journal/record.ts'
import { group, RECORD, tagged } from '../../support/observation.ts'

const recordOf = (init: string) => {
  const value = encodeRecord({
    e: 1,
    from: 'blue',
    to: 'green',
    state: 'open',
    parked: 0,
    init,
    version: '2'
  })
  const problems: Problem[] = []
  const on = tagged(group('web-blue'), { key: 'bg-release:release:1', value, propagate: false })
  return { initial: readSide(on, 1, problems).release?.initial, problems }
}

test('sizes of a first release are three numbers, with nothing before, between or behind', () => {
  expect(recordOf('1/20/300').initial).toEqual({ min: 1, desired: 20, max: 300 })
  expect(recordOf('100/200/300').initial).toEqual({ min: 100, desired: 200, max: 300 })
  for (const init of ['x1/2/3', '1/2/3x', '1/2', '1//3', '-1/2/3', '']) {
    const { initial, problems } = recordOf(init)
    expect(initial).toBeUndefined()
    expect(problems).toMatchObject([{ group: 'web-blue', tag: 'bg-release:release:1' }])
  }
})

test('what no tag says is absent, and not undefined', () => {
  expect(readSide(group('web-blue'), 1, [])).toStrictEqual({ hold: [] })
  const plain = tagged(group('web-blue'), releaseTag(RECORD))
  expect(readSide(plain, 1, [])).toStrictEqual({ release: RECORD, hold: [] })
})

test('a text that just fits is not cut, a longer one ends in its checksum', () => {
  expect(fitted('a'.repeat(20), 20)).toBe('a'.repeat(20))
  expect(fitted('a'.repeat(21), 20)).toMatch(/^a{11}@[0-9a-f]{8}$/)
})

test('what cannot be read says so under its own name', () => {
  expect(() => decodeRecord('damaged')).toThrow(RecordError)
  expect(new RecordError('why').name).toBe('RecordError')
})

test('a record of another version is not guessed at, however well it adds up', () => {
  const body = 'v=2 e=1'
  expect(() => decodeRecord(`${body} c=${textChecksum(body)}`)).toThrow('known version')
  expect(() => decodeRecord('v=1 e=1')).toThrow('known version')
})
