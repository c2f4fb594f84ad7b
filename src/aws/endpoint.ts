import { isAwsHost } from './hosts.ts'

/** The access key that opens a twin and nothing else: AWS's own never contain these words. */
export const TWIN_ACCESS_KEY_ID = 'BGRELEASETWIN0000000'

export type Endpoint =
  | { readonly kind: 'aws' }
  /** `endpoint` is `http://HOST:PORT` on this machine, without a slash at the end. */
  | { readonly kind: 'twin'; readonly endpoint: string }

/** Where requests would go is not acceptable. The message names the variable, the reason and the way out. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError'
}

const PER_SERVICE = [
  'AWS_ENDPOINT_URL_AUTO_SCALING',
  'AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2',
  'AWS_ENDPOINT_URL_CLOUDWATCH'
] as const

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5}\/?$/

/**
 * Decides from the environment whether requests go to AWS or to a simulated AWS on this machine. The variables are those
 * that the SDK itself obeys (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"); a value that leads
 * anywhere else would hand signed requests, and the words "the release succeeded", to whoever set it.
 *
 * A twin is never chosen by accident and never missed by accident: it needs all of `BG_RELEASE_TWIN=true`, a loopback
 * `AWS_ENDPOINT_URL` and the twin's access key.
 *
 * @throws EndpointError
 */
export function resolveEndpoint(env: Readonly<Record<string, string | undefined>>): Endpoint {
  const optIn = env.BG_RELEASE_TWIN ?? ''
  if (optIn === 'true') return twinEndpoint(env)
  if (optIn !== '' && optIn !== 'false') {
    throw new EndpointError(`BG_RELEASE_TWIN is ${shown(optIn)}. Set it to true or false, or leave it unset.`)
  }
  for (const name of ['AWS_ENDPOINT_URL', ...PER_SERVICE]) {
    const url = env[name] ?? ''
    if (url !== '') assertAwsUrl(name, url)
  }
  return { kind: 'aws' }
}

function twinEndpoint(env: Readonly<Record<string, string | undefined>>): Endpoint {
  const url = env.AWS_ENDPOINT_URL ?? ''
  if (!LOOPBACK.test(url)) {
    throw new EndpointError(
      `BG_RELEASE_TWIN is true, but AWS_ENDPOINT_URL is ${shown(url)}. Set it to http://127.0.0.1:PORT of a twin, or unset BG_RELEASE_TWIN to work on AWS.`
    )
  }
  if (env.AWS_ACCESS_KEY_ID !== TWIN_ACCESS_KEY_ID) {
    throw new EndpointError(
      `BG_RELEASE_TWIN is true, but AWS_ACCESS_KEY_ID is not a twin's. Set it to ${TWIN_ACCESS_KEY_ID}, so that no real credentials are ever used against a twin.`
    )
  }
  for (const name of [...PER_SERVICE, 'AWS_PROFILE']) {
    const value = env[name] ?? ''
    if (value !== '') {
      throw new EndpointError(
        `BG_RELEASE_TWIN is true, but ${name} is ${shown(value)}, which contradicts it. Unset one of them.`
      )
    }
  }
  return { kind: 'twin', endpoint: url.replace(/\/$/, '') }
}

function assertAwsUrl(name: string, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain =
    url?.username === '' && url.password === '' && url.port === '' && url.search === '' && url.hash === ''
  if (url?.protocol === 'https:' && plain && url.pathname === '/' && isAwsHost(url.hostname)) return
  throw new EndpointError(
    `${name} is ${shown(text)}, which is no https:// endpoint of Auto Scaling, Elastic Load Balancing or CloudWatch. Unset it, or set it to one, e.g. https://autoscaling.eu-west-1.amazonaws.com.`
  )
}

function shown(text: string): string {
  return text === '' ? 'not set' : JSON.stringify(text.slice(0, 200))
}
