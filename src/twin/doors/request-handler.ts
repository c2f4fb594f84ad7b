import type { IncomingHttpHeaders } from 'node:http'
import { type AwsEndpointParts, answerAws } from './aws-endpoint.ts'
import { bodyText } from './body-text.ts'

/** What of an SDK's HTTP request the door reads (Smithy, `HttpRequest`). */
export interface SdkRequest {
  readonly method: string
  readonly path: string
  /** Lower or mixed case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The operations of the twin send text or bytes. */
  readonly body?: unknown
}

/** Smithy's `HttpResponse`, by shape. */
export interface SdkResponse {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

/** What an AWS SDK for JavaScript v3 client takes as its `requestHandler` (Smithy, `HttpHandler`). */
export interface SdkRequestHandler {
  readonly metadata: { readonly handlerProtocol: string }
  handle(
    request: SdkRequest,
    options?: { readonly abortSignal?: unknown }
  ): Promise<{ readonly response: SdkResponse }>
  updateHttpClientConfig(): void
  httpHandlerConfigs(): Record<string, never>
  destroy(): void
}

/**
 * The twin for the real SDK clients in the same process: their requests are decoded, judged and answered by the code of
 * the HTTP door, without a connection. A cut answer rejects with code ECONNRESET, a hanging one ends with the abort signal.
 */
export function createRequestHandler(parts: AwsEndpointParts): SdkRequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options = {}) {
      const signal = options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined
      if (signal?.aborted) throw aborted()
      const outcome = answerAws(parts, {
        method: request.method,
        path: request.path,
        headers: lowerCase(request.headers),
        body: textOf(request)
      })
      if (outcome.kind === 'hang') return untilAborted(signal)
      if (outcome.kind === 'cut') throw named('Error', 'socket hang up', 'ECONNRESET')
      const { status, headers, body } = outcome.reply
      const bytes = new TextEncoder().encode(body)
      const response = {
        statusCode: status,
        headers: { ...headers, 'content-length': String(bytes.length) },
        body: bytes
      }
      return { response }
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {}
  }
}

function lowerCase(headers: Readonly<Record<string, string>>): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** @throws TypeError for a stream. */
function textOf({ body, headers }: Pick<SdkRequest, 'body' | 'headers'>): string {
  if (body === undefined || body === null) return ''
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return bodyText(body, lowerCase(headers)['content-encoding'])
  throw new TypeError('The twin takes text or bytes as the body of a request')
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(aborted()), { once: true })
  })
}

/** SDKs know an abort by this name. */
function aborted(): Error {
  return named('AbortError', 'Request aborted')
}

function named(name: string, message: string, code?: string): Error {
  return Object.assign(new Error(message), { name }, code === undefined ? {} : { code })
}
