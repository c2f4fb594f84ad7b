import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type GitHubServer, startGitHubServer } from '../../src/twin/github/http.ts'
import { READER, smallGitHub } from '../twin/github/small-github.ts'

/** A name that only the proxy knows. */
const OUTSIDE = 'http://api.github.invalid'

const SET = ['HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy', 'GITHUB_API_URL'] as const
const before = SET.map(name => [name, process.env[name]] as const)

let github: GitHubServer
let proxy: Server
let tunnels: string[]

beforeEach(async () => {
  github = await startGitHubServer({ world: smallGitHub(), port: 0 })
  tunnels = []
  proxy = createServer().on('connect', (request, client) => {
    tunnels.push(request.url ?? '')
    const target = connect(Number(new URL(github.endpoint).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.pipe(client).pipe(target)
    })
    client.on('error', () => target.destroy())
    target.on('error', () => client.destroy())
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  for (const name of SET) delete process.env[name]
})

afterEach(async () => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  await github.close()
  proxy.closeAllConnections()
  proxy.close()
})

test('calls go through the proxy that the runner names', async () => {
  process.env.GITHUB_API_URL = OUTSIDE
  process.env.HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  // The proxy is chosen when the module is loaded.
  const { createGitHub } = await import('../../src/github/client.ts')
  const api = createGitHub({ token: READER, baseUrl: OUTSIDE, userAgent: 'bg-release/test', retries: 0 })
  const { data } = await api.rest('GET /repos/{owner}/{repo}', { owner: 'org', repo: 'shop' })
  expect(data).toMatchObject({ full_name: 'org/shop' })
  expect(tunnels).toEqual(['api.github.invalid:80'])
})
