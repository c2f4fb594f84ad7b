import { describe, expect, test } from '@jest/globals'
import { toAwsError } from '../../src/aws/aws-error.ts'
import { AwsError } from '../../src/release/errors.ts'

function sdkError(status: number | undefined, name: string, Code?: string): Error {
  const $metadata = status === undefined ? {} : { httpStatusCode: status, requestId: 'r-1' }
  return Object.assign(
    new Error(`${name} as AWS says it`),
    { name, $metadata },
    Code === undefined ? {} : { Code }
  )
}

describe('the kind follows from code and status', () => {
  test.each([
    ['denied', 403, 'AccessDenied'],
    ['denied', 403, 'AccessDeniedException'],
    ['denied', 403, 'UnauthorizedOperation'],
    ['credentials', 403, 'ExpiredToken'],
    ['credentials', 403, 'ExpiredTokenException'],
    ['credentials', 403, 'InvalidClientTokenId'],
    ['credentials', 403, 'UnrecognizedClientException'],
    ['credentials', 403, 'SignatureDoesNotMatch'],
    ['credentials', 400, 'RequestExpired'],
    ['credentials', 403, 'MissingAuthenticationToken'],
    ['credentials', 401, 'AuthFailure'],
    ['credentials', undefined, 'CredentialsProviderError'],
    ['busy', 400, 'Throttling'],
    ['busy', 400, 'ThrottlingException'],
    ['busy', 503, 'RequestLimitExceeded'],
    ['busy', 429, 'TooManyRequestsException'],
    ['busy', 429, 'Unknown'],
    ['busy', 500, 'ResourceContention'],
    ['busy', 500, 'ResourceContentionFault'],
    ['busy', 400, 'ScalingActivityInProgress'],
    ['busy', 400, 'ScalingActivityInProgressFault'],
    ['refused', 400, 'ValidationError'],
    ['refused', 400, 'AlreadyExists'],
    ['refused', 400, 'TargetGroupNotFound'],
    ['unknown', 400, 'Unknown'],
    ['unknown', 408, 'RequestTimeout'],
    ['unknown', 500, 'InternalFailure'],
    ['unknown', 503, 'ServiceUnavailable'],
    ['unknown', 200, 'SyntaxError'],
    ['unknown', undefined, 'TimeoutError'],
    ['unknown', undefined, 'ValidationError']
  ] as const)('%s: %s %s', (kind, status, name) => {
    expect(toAwsError('EnterStandby', sdkError(status, name))).toMatchObject({
      kind,
      operation: 'EnterStandby'
    })
  })
})

test('the code on the wire counts, not the name of the SDK shape', () => {
  const error = sdkError(500, 'ResourceContentionFault', 'ResourceContention')
  expect(toAwsError('ResumeProcesses', error)).toMatchObject({
    code: 'ResourceContention',
    message: 'ResourceContentionFault as AWS says it',
    requestId: 'r-1',
    cause: error
  })
})

test('without an answer there is neither a code nor a request id', () => {
  const error = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })
  expect(toAwsError('EnterStandby', error)).toMatchObject({
    kind: 'unknown',
    code: '',
    message: 'ECONNREFUSED',
    requestId: ''
  })
})

test.each([[undefined], [null], ['text'], [{}]])('whatever is thrown becomes unknown: %p', thrown => {
  expect(toAwsError('EnterStandby', thrown)).toMatchObject({ kind: 'unknown', code: '' })
})

test('an AwsError stays as it is', () => {
  const error = new AwsError('busy', 'EnterStandby', 'Throttling', 'Rate exceeded', 'r')
  expect(toAwsError('Other', error)).toBe(error)
})
