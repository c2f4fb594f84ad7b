import { describe, expect, test } from '@jest/globals'
import { toAwsError } from '../../src/aws/aws-error.ts'
import { TunnelError } from '../../src/aws/tunnel.ts'
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

test('a signature that is too old says of a change that its look is, and of a read that the clock is wrong', () => {
  const error = Object.assign(sdkError(403, 'SignatureDoesNotMatch'), {
    message:
      'Signature expired: 20260105T085459Z is now earlier than 20260105T085500Z (20260105T090000Z - 5 min.)'
  })
  expect(toAwsError('EnterStandby', error).kind).toBe('busy')
  expect(toAwsError('DescribeAutoScalingGroups', error).kind).toBe('credentials')
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

test('what a proxy did not let through has not taken place', () => {
  const error = new TunnelError('the proxy proxy:3128 (HTTPS_PROXY) answered 503 to CONNECT', true)
  expect(toAwsError('EnterStandby', error)).toMatchObject({ kind: 'busy', code: '', message: error.message })
})

test('a certificate that nobody vouches for comes with the way out', () => {
  const error = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  const { kind, message } = toAwsError('DescribeAutoScalingGroups', error)
  expect(kind).toBe('unknown')
  expect(message).toMatch(/^self-signed certificate\. .*NODE_EXTRA_CA_CERTS/)
})

test.each([[undefined], [null], ['text'], [{}]])('whatever is thrown becomes unknown: %p', thrown => {
  expect(toAwsError('EnterStandby', thrown)).toMatchObject({ kind: 'unknown', code: '' })
})

test('an AwsError stays as it is', () => {
  const error = new AwsError('busy', 'EnterStandby', 'Throttling', 'Rate exceeded', 'r')
  expect(toAwsError('Other', error)).toBe(error)
})
