import { expect, test } from '@jest/globals'
import { ReleaseError } from '../../src/release/codes.ts'
import { AwsError } from '../../src/release/errors.ts'

test('an error of AWS carries what AWS said, and what it came from', () => {
  const cause = new Error('socket hang up')
  const error = new AwsError('busy', 'EnterStandby', 'Throttling', 'Rate exceeded', 'id-1', { cause })
  expect({ ...error, message: error.message, cause: error.cause, name: error.name }).toEqual({
    name: 'AwsError',
    kind: 'busy',
    operation: 'EnterStandby',
    code: 'Throttling',
    message: 'Rate exceeded',
    requestId: 'id-1',
    cause
  })
})

test('an error of a release carries its findings, and says them', () => {
  const findings = [
    { code: 'BGR-INPUT', message: 'one', fix: 'mend it' },
    { code: 'BGR-DRIFT', message: 'two', fix: 'mend it' }
  ] as const
  const error = new ReleaseError(findings)
  expect(error.findings).toEqual(findings)
  expect(error.message).toContain('BGR-INPUT: one')
  expect(error.message).toContain('BGR-DRIFT: two')
})
