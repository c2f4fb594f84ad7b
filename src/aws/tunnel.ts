import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { Socket } from 'node:net'
import type { HttpProxy } from './proxy.ts'

/** A proxy did not open a tunnel. What was to go through it has not left. The message names the proxy, without a password. */
export class TunnelError extends Error {
  override readonly name = 'TunnelError'
  /** Tells the SDK that asking again may help (Smithy reference, `retryable` trait). */
  readonly $retryable: object | undefined

  constructor(message: string, mayPass: boolean, options?: ErrorOptions) {
    super(message, options)
    this.$retryable = mayPass ? {} : undefined
  }
}

/**
 * Asks the proxy for a tunnel.
 *
 * @param ms of real time that it may take
 * @param stop gives the tunnel up
 * @throws TunnelError; for a refusal that the same request would get again it is not retryable
 */
export function openTunnel(
  proxy: HttpProxy,
  host: string,
  port: number,
  ms: number,
  stop: AbortSignal
): Promise<Socket> {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const named = `the proxy ${proxy.host}:${proxy.port} (${proxy.variable})`
  return new Promise((resolve, reject) => {
    const asking = (proxy.secure ? requestSecure : requestPlain)({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...(proxy.authorization && { 'proxy-authorization': proxy.authorization }) },
      agent: false,
      signal: stop
    })
    const late = setTimeout(() => {
      asking.destroy()
      reject(new TunnelError(`${named} opened no tunnel to ${target} within ${ms / 1000} s`, true))
    }, ms)
    asking.once('close', () => clearTimeout(late))
    asking.once('error', error => {
      reject(new TunnelError(`${named} cannot be reached: ${error.message}`, true, { cause: error }))
    })
    asking.once('connect', ({ statusCode = 0, statusMessage = '' }, socket) => {
      clearTimeout(late)
      if (statusCode >= 200 && statusCode < 300) return resolve(socket)
      socket.destroy()
      const said = `${statusCode} ${statusMessage}`.trim()
      reject(new TunnelError(`${named} answered ${said} to CONNECT ${target}`, statusCode >= 500))
    })
    asking.end()
  })
}
