import { describe, expect, test } from '@jest/globals'
import { encodeRecord } from '../../../src/release/journal/record.ts'
import { isTest, noteOf } from '../../../src/release/traffic/forward-journal.ts'
import { forward, NOTE, notes } from '../../support/split-release.ts'

const noted = (tags: ReadonlyMap<string, string>) => forward({}, { tags })

describe('whether a forward is a test rule', () => {
  const older = (use: 'production' | 'test') => ({ ...NOTE, epoch: 9, use })
  const newer = (use: 'production' | 'test') => ({ ...NOTE, epoch: 10, use })

  test('is said by the note of the newest release', () => {
    expect(isTest(noted(notes(older('production'), newer('test'))))).toBe(true)
    expect(isTest(noted(notes(older('test'), newer('production'))))).toBe(false)
    expect(isTest(noted(notes(newer('production'), older('test'))))).toBe(false)
  })

  test('is not said by a tag that no release has written, nor by none at all', () => {
    const [text = ''] = notes(newer('test')).values()
    expect(isTest(noted(new Map([['bg-release:forward:0010', text]])))).toBe(false)
    expect(isTest(noted(new Map([['bg-release:forward:', text]])))).toBe(false)
    expect(isTest(noted(new Map()))).toBe(false)
  })
})

test.each(['', '1', '1/', '/1', '-1/0', '1000/1', '1/1000', '1/0/0', '0x1/0'])(
  'the weights "%s" of a note are none, whatever its checksum says',
  found => {
    const value = encodeRecord({ e: 1, use: 'production', found, goal: '0/1', sticky: 0 })
    expect(() => noteOf(noted(new Map([['bg-release:forward:1', value]])), 1)).toThrow(
      'its weights are not blue/green'
    )
  }
)
