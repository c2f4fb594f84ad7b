import { expect, test } from '@jest/globals'
import { duration } from '../../../src/release/preflight/candidate.ts'
import { account, session } from '../../../src/release/preflight/session.ts'

const MINUTE = 60_000
const NOW = 1_800_000_000_000

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [90, '90 seconds'],
  [3_600, '1 hour'],
  [5_400, '90 minutes'],
  [86_400, '1 day'],
  [172_800, '2 days']
])('%d s are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

test.each<[string, number | undefined, readonly unknown[]]>([
  ['without an end', undefined, []],
  ['that end with the run', NOW + 30 * MINUTE, []],
  ['that end before', NOW + 20 * MINUTE, [expect.stringMatching(/end in 20 minutes, .* take 30 minutes/)]],
  ['that end now', NOW + 1, [expect.stringMatching(/end in 0 seconds/)]],
  ['that have ended', NOW - MINUTE, [expect.stringMatching(/end in 0 seconds/)]]
])('credentials %s', (_, expiresAt, says) => {
  const found = session(expiresAt === undefined ? {} : { expiresAt }, NOW, 30 * MINUTE)
  expect(found.map(({ message }) => message)).toEqual(says)
})

test('only another account than the one that a person named stands in the way', () => {
  const here = { account: '111122223333', service: 'web' }
  expect(account(undefined, here)).toEqual([])
  expect(account('111122223333', here)).toEqual([])
  expect(account('444455556666', here)).toMatchObject([{ code: 'BGR-ACCOUNT' }])
})
