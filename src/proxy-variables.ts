/**
 * Writes `http://` before proxies that are named without a scheme, as curl and the AWS CLI read them. GitHub's clients take
 * `proxy.example.com:3128` for an address whose scheme is `proxy.example.com`.
 */
export function completeProxies(env: NodeJS.ProcessEnv): void {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
    const value = env[name]
    if (value && !value.includes('://')) env[name] = `http://${value}`
  }
}
