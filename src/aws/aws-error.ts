import { AwsError, type AwsErrorKind } from '../release/errors.ts'

const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'])

const CREDENTIALS = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException'
])

const BUSY = new Set([
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'ResourceContention',
  'ResourceContentionFault',
  'ScalingActivityInProgress',
  'ScalingActivityInProgressFault',
  'SlowDown'
])

const BUSY_PREFIX = /^(Throttl|TooManyRequests|RequestThrottled)/

/** 4xx codes with which AWS says that it did not get or not judge the request. */
const NOT_JUDGED = new Set(['', 'Unknown', 'UnknownError', 'RequestTimeout', 'RequestTimeoutException'])

/** Node's codes for a certificate whose issuer is not known here (tls, "X509 certificate error codes"). */
const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
])

const OWN_CA =
  '. Where a proxy or a firewall signs with a CA of its own, NODE_EXTRA_CA_CERTS has to name its file (docs/networks.md)'

/** What an SDK error carries, as far as it is looked at. Every member may be missing. */
interface ErrorFacts {
  readonly code: string
  readonly message: string
  readonly status: number | undefined
  readonly requestId: string
}

/**
 * An error of SDK v3 told apart by what the caller can do about it.
 *
 * The code is `Code` of the XML answer where there is one: for modelled faults the SDK's `name` is the shape's name
 * (`ResourceContentionFault`) and not what was on the wire. Without a status no answer came, and the code is dropped:
 * `name` is then a class of the SDK or of Node.
 */
export function toAwsError(operation: string, error: unknown): AwsError {
  if (error instanceof AwsError) return error
  const { code, message, status, requestId } = factsOf(error)
  const answered = status !== undefined
  const kind = isOutdated(operation, message) ? 'busy' : kindOf(code, status)
  return new AwsError(kind, operation, answered ? code : '', message, requestId, {
    cause: error
  })
}

/**
 * Whether AWS refuses a change because it was signed too long ago. A change is signed with the time of the look that
 * justified it, so the process stood still meanwhile, and a new look decides. Where a read is refused with the same words
 * ("Signature expired: 20260105T085459Z is now earlier than ...") the clock of the machine is wrong.
 */
const isOutdated = (operation: string, message: string): boolean =>
  !operation.startsWith('Describe') && message.startsWith('Signature expired')

function kindOf(code: string, status: number | undefined): AwsErrorKind {
  if (/^(Credentials|Token)?ProviderError$/.test(code)) return 'credentials'
  if (code === 'ForeignHostError') return 'refused'
  // The proxy opened no tunnel, so nothing has reached AWS.
  if (code === 'TunnelError') return 'busy'
  if (status === undefined) return 'unknown'
  if (DENIED.has(code)) return 'denied'
  if (CREDENTIALS.has(code)) return 'credentials'
  if (BUSY.has(code) || BUSY_PREFIX.test(code) || status === 429) return 'busy'
  if (status >= 400 && status < 500 && !NOT_JUDGED.has(code)) return 'refused'
  return 'unknown'
}

function factsOf(error: unknown): ErrorFacts {
  const top = recordOf(error)
  const metadata = recordOf(top.$metadata)
  const status = metadata.httpStatusCode ?? recordOf(top.$response).statusCode
  const code = textOf(top.Code) || textOf(top.name)
  return {
    code,
    // A refused connection to a name with several addresses is an AggregateError with an empty message.
    message:
      (textOf(top.message) || textOf(top.code) || code || 'no message') +
      (UNTRUSTED.has(textOf(top.code)) ? OWN_CA : ''),
    status: typeof status === 'number' ? status : undefined,
    requestId: textOf(metadata.requestId)
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value, ...errorMembers(value) } : {}
}

/** `name` and `message` of an Error are not own enumerable members, so a spread misses them. */
function errorMembers(value: object): Readonly<Record<string, unknown>> {
  return value instanceof Error ? { name: value.name, message: value.message } : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
