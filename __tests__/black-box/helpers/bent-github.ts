/** Stands between an action and the simulated GitHub, and bends what GitHub answers. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Gives what arrives instead of what was sent; undefined leaves it.
 * @param path without query, e.g. `/repos/acme/web/actions/runs/77/approvals`
 */
export type Bend = (path: string, data: unknown) => unknown

export interface BentGitHub extends AsyncDisposable {
  /** For GITHUB_API_URL. */
  readonly endpoint: string
}

/** @param origin the endpoint of the simulated GitHub */
export async function bendGitHub(origin: string, bend: Bend): Promise<BentGitHub> {
  const server = createServer(async ({ url = '/', method = 'GET', headers }, response) => {
    const { authorization = '' } = headers
    const answer = await fetch(`${origin}${url}`, { method, headers: { authorization } })
    const data: unknown = await answer.json()
    const bent = bend(new URL(url, origin).pathname, data)
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(bent === undefined ? data : bent))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
