import { expect, test } from '@jest/globals'
import { fromPortable, toPortable } from '../../../src/release/journal/portable.ts'

test('a byte below 16 takes two digits in a tag', () => {
  expect(toPortable('a\n')).toBe('a+0a')
  expect(fromPortable('a+0a_ü'.replace('ü', toPortable('ü')))).toBe('a\n ü')
})
