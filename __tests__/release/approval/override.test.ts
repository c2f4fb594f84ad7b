import { expect, test } from '@jest/globals'
import { parseOverride } from '../../../src/release/approval/override.ts'

test.each([
  { text: 'Ada Lovelace: GitHub is down', by: 'Ada Lovelace', reason: 'GitHub is down' },
  { text: '  Al :  0123456789 ', by: 'Al', reason: '0123456789' },
  { text: 'Ada: https://status is red', by: 'Ada', reason: 'https://status is red' }
])('$text', ({ text, by, reason }) => {
  expect(parseOverride(text, false)).toEqual({ kind: 'override', by, reason })
})

const UNFIT = [
  'GitHub is down and nobody signs this',
  'A: GitHub is down',
  ' A : GitHub is down',
  ': GitHub is down',
  'Ada Lovelace:  123456789  '
]

test.each(UNFIT)('"%s" is no name with a reason', text => {
  expect(() => parseOverride(text, false)).toThrow(
    expect.objectContaining({
      findings: [
        {
          code: 'BGR-INPUT',
          message: expect.stringContaining('a name and a reason'),
          fix: expect.stringContaining('--override-approval')
        }
      ]
    })
  )
})

test('in a workflow nothing stands in for the environment, however good the reason', () => {
  expect(() => parseOverride('Ada Lovelace: GitHub is down', true)).toThrow(
    expect.objectContaining({
      findings: [
        {
          code: 'BGR-APPROVAL-REQUIRED',
          message: expect.stringContaining('a workflow run'),
          fix: expect.stringContaining('environment')
        }
      ]
    })
  )
})
