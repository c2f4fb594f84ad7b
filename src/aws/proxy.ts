/** A proxy that opens tunnels (CONNECT, RFC 9110, 9.3.6). */
export interface HttpProxy {
  /** The variable that names it. */
  readonly variable: string
  /** Whether the proxy itself is spoken to over TLS. */
  readonly secure: boolean
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  /** Value of `Proxy-Authorization`. */
  readonly authorization?: string
}

/** The proxy that a connection to the host goes through; undefined where it goes there itself. */
export type ProxyFor = (host: string, port: number) => HttpProxy | undefined

/** The environment names a proxy that cannot be used. The message names the variable, never its value: it may hold a password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxies of `https_proxy`, `HTTPS_PROXY`, `no_proxy` and `NO_PROXY`, lower case first, as curl, the AWS CLI, GitHub's
 * runner and its clients read them. A proxy without a scheme is `http://`. An entry of `no_proxy` is a host, which stands
 * for the hosts below it too (with a leading `.` or `*.` for those alone), maybe with a port, or `*`.
 *
 * @returns undefined where no proxy is named
 * @throws ProxyError
 */
export function proxiesOf(env: Environment): ProxyFor | undefined {
  const name = env.https_proxy ? 'https_proxy' : 'HTTPS_PROXY'
  const text = env[name] ?? ''
  if (text === '') return undefined
  const proxy = parseProxy(name, text)
  const exceptions = (env.no_proxy || env.NO_PROXY || '').toLowerCase().split(/[\s,]+/)
  return (host, port) =>
    exceptions.some(exception => covers(exception, host.toLowerCase(), port)) ? undefined : proxy
}

function parseProxy(name: string, text: string): HttpProxy {
  const whole = text.includes('://') ? text : `http://${text}`
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (url === undefined || url.hostname === '' || url.pathname.length > 1 || url.search !== '')
    throw new ProxyError(`${name} is not the address of a proxy.`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ProxyError(`${name} names a proxy of the kind ${url.protocol}//, which is not supported.`)
  const secure = url.protocol === 'https:'
  return {
    variable: name,
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    ...((url.username !== '' || url.password !== '') && { authorization: basic(name, url) })
  }
}

/** RFC 7617. */
function basic(name: string, { username, password }: URL): string {
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    return `Basic ${Buffer.from(pair).toString('base64')}`
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    throw new ProxyError(`${name} holds a user or a password in which a % is not written as %25.`)
  }
}

function covers(exception: string, host: string, port: number): boolean {
  if (exception === '*') return true
  const [, only = '', name = '', ofPort] = /^(\*?\.)?(.*?)(?::(\d+))?$/.exec(exception) ?? []
  if (name === '' || (ofPort !== undefined && Number(ofPort) !== port)) return false
  return host.endsWith(`.${name}`) || (only === '' && host === name)
}
