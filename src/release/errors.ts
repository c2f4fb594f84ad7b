/** A failed AWS call, told apart by what the caller can do about it. */
export type AwsErrorKind =
  /** The role may not make this call. */
  | 'denied'
  /** Missing, expired or foreign credentials, or a clock that AWS does not accept. */
  | 'credentials'
  /**
   * AWS asks to slow down, another change of the group is under way, the look behind this one is too old by now, or the
   * request never left: it has not taken place.
   */
  | 'busy'
  /** AWS understood the request and refused it. */
  | 'refused'
  /** No answer, a broken answer or a server error: the request may or may not have taken place. */
  | 'unknown'

/** @throws nothing itself; it is what the AWS adapters throw. `message` is untrusted text. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly kind: AwsErrorKind
  /** The API action, e.g. `EnterStandby`. */
  readonly operation: string
  /** AWS's own code on the wire, e.g. `ValidationError`; empty where no answer came. */
  readonly code: string
  readonly requestId: string

  constructor(
    kind: AwsErrorKind,
    operation: string,
    code: string,
    message: string,
    requestId: string,
    options?: ErrorOptions
  ) {
    super(message, options)
    this.kind = kind
    this.operation = operation
    this.code = code
    this.requestId = requestId
  }
}
