import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { operations } from '../core/operations.ts'
import type { ServiceModel } from '../shapes/shape.ts'
import { type TroubleKind, troubleOf } from '../weather/trouble.ts'
import type { CallLog, CallRecord } from './call-log.ts'
import type { CredentialScope } from './credentials.ts'
import { checkCredentials, credentialScope } from './credentials.ts'
import type { Faults } from './faults.ts'
import type { LivingWorld } from './living-world.ts'
import type { Protocol, WireError, WireReply } from './protocol.ts'
import { jsonProtocol, queryProtocol } from './protocol.ts'
import { Refusal } from './refusal.ts'
import { modelOf } from './service-models.ts'
import type { VirtualClock } from './virtual-clock.ts'

export interface AwsRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What becomes of a request: an answer, a connection that is cut, or silence. */
export type AwsOutcome =
  | { readonly kind: 'reply'; readonly reply: WireReply }
  | { readonly kind: 'cut' }
  | { readonly kind: 'hang' }

export interface AwsEndpointParts {
  readonly living: LivingWorld
  readonly clock: VirtualClock
  /** Ms since the epoch. */
  readonly wall: () => number
  readonly faults: Faults
  readonly log: CallLog
}

/** The header by which a request says that its sender lives in virtual time. Its value is the participant's id. */
export const PARTICIPANT_HEADER = 'x-twin-participant'

/** Answers one AWS request. Never throws: what goes wrong inside is a 500 InternalFailure that says what. */
export function answerAws(parts: AwsEndpointParts, request: AwsRequest): AwsOutcome {
  const { headers } = request
  const now = headers[PARTICIPANT_HEADER] === undefined ? parts.wall() : parts.clock.now()
  const requestId = randomUUID()
  const outcome = serve(parts, request, requestId, now)
  if (outcome.kind !== 'reply') return outcome
  // SDKs follow the Date of the answers when they sign, so it is the clock that judges this sender's signatures.
  const date = { date: new Date(now).toUTCString(), 'x-amzn-requestid': requestId }
  return { kind: 'reply', reply: { ...outcome.reply, headers: { ...outcome.reply.headers, ...date } } }
}

function serve(parts: AwsEndpointParts, request: AwsRequest, requestId: string, now: number): AwsOutcome {
  const { headers } = request
  const protocol = protocolOf(request)
  if (protocol === undefined) return { kind: 'reply', reply: unknownProtocol(request) }

  let model: ServiceModel | undefined
  let scope: CredentialScope | undefined
  let input: Record<string, unknown> = {}
  let fault: TroubleKind | undefined
  const note = (result: Pick<CallRecord, 'ok' | 'code'>) => {
    parts.log.add({
      at: new Date(parts.clock.now()).toISOString(),
      service: scope?.service ?? '',
      operation: protocol.operation,
      region: scope?.region ?? '',
      mutating: isMutating(scope, protocol),
      input,
      ...result,
      ...(fault === undefined ? {} : { fault }),
      userAgent: headers['user-agent'] ?? ''
    })
  }
  const fail = (error: WireError): AwsOutcome => {
    note({ ok: false, code: error.code })
    return { kind: 'reply', reply: protocol.encodeError(model, error, requestId) }
  }

  try {
    scope = credentialScope(headers.authorization)
    model = modelOf(scope.service)
    checkCredentials(scope, header(headers, 'x-amz-date'), now)
    input = protocol.decode(model)
    const { service } = model
    const mutating = isMutating(scope, protocol)
    const kind = parts.faults.strike(protocol.operation, mutating)
    const ordered = kind && troubleOf(kind, service, protocol.operation)
    const { said, tookPlace, trouble } = parts.living.request(
      scope.region,
      service,
      protocol.operation,
      input,
      ordered
    )
    fault = trouble?.kind
    if (said === 'html' || said === 'empty') {
      note({ ok: tookPlace })
      return { kind: 'reply', reply: said === 'html' ? HTML_500 : EMPTY_500 }
    }
    if (said === 'cut' || said === 'silence') {
      note({ ok: tookPlace })
      return { kind: said === 'cut' ? 'cut' : 'hang' }
    }
    const reply = said.ok
      ? protocol.encode(model, said.output, requestId)
      : protocol.encodeError(model, said.error, requestId)
    note(said.ok ? { ok: tookPlace } : { ok: tookPlace, code: said.error.code })
    return { kind: 'reply', reply }
  } catch (error) {
    if (error instanceof Refusal)
      return fail({ status: error.status, code: error.code, message: error.message })
    const message = `The twin failed: ${error instanceof Error ? error.message : String(error)}`
    return fail({ status: 500, code: 'InternalFailure', message })
  }
}

function isMutating(scope: CredentialScope | undefined, protocol: Protocol): boolean {
  return operations.get(`${scope?.service}.${protocol.operation}`)?.mutating ?? false
}

function protocolOf({ method, path, headers, body }: AwsRequest): Protocol | undefined {
  const contentType = headers['content-type']?.split(';')[0]?.trim()
  const target = header(headers, 'x-amz-target')
  if (method !== 'POST' || path !== '/') return undefined
  if (contentType === 'application/x-www-form-urlencoded') return queryProtocol(new URLSearchParams(body))
  if (contentType === 'application/x-amz-json-1.0' && target !== undefined) return jsonProtocol(target, body)
  return undefined
}

function unknownProtocol({ method, path, headers }: AwsRequest): WireReply {
  const message = `The twin speaks AWS Query and AWS JSON 1.0 by POST /; this is ${method} ${path} with content-type ${headers['content-type'] ?? 'none'}`
  return {
    status: 415,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ __type: 'UnsupportedProtocol', message })
  }
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

const HTML_500: WireReply = {
  status: 500,
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>500 Internal Server Error</title></head><body><h1>500 Internal Server Error</h1></body></html>'
}

const EMPTY_500: WireReply = { status: 500, headers: {}, body: '' }
