/** The door over HTTP with the client answers as the door in process does. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type GitHubApi, GitHubError, type Parameters } from '../../../src/github/api.ts'
import { createGitHub } from '../../../src/github/client.ts'
import { type GitHubServer, startGitHubServer } from '../../../src/twin/github/http.ts'
import { createTwinGitHub, TWIN_ORIGIN } from '../../support/twin-github.ts'
import { POOR, READER, sha, smallGitHub, WRITER } from './small-github.ts'

const SHOP = { owner: 'org', repo: 'shop' }
const REPO = '/repos/{owner}/{repo}'

let server: GitHubServer
beforeAll(async () => {
  server = await startGitHubServer({ world: smallGitHub(), port: 0 })
})
afterAll(() => server.close())

type Ask = (github: GitHubApi) => Promise<unknown>
const rest =
  (route: string, parameters: Parameters = {}): Ask =>
  async github => {
    const { status, data, headers } = await github.rest(route, { ...SHOP, ...parameters })
    return { status, data, link: headers.link }
  }

const ASKS: readonly (readonly [string, string, Ask])[] = [
  ['a repository', READER, rest(`GET ${REPO}`)],
  ['a page', READER, rest(`GET ${REPO}/compare/{basehead}`, { basehead: 'tags/v1.0.0...main', per_page: 2 })],
  ['a name with a slash', READER, rest(`GET ${REPO}/git/ref/{ref}`, { ref: 'heads/main' })],
  ['a name that needs encoding', READER, rest(`GET ${REPO}/environments/{name}`, { name: 'a b/ü?#%' })],
  [
    'a write',
    WRITER,
    rest(`POST ${REPO}/releases`, { tag_name: 'v2', target_commitish: sha(4), body: 'ü\n' })
  ],
  ['what the write did', READER, rest(`GET ${REPO}/releases/tags/{tag}`, { tag: 'v2' })],
  ['a refusal', WRITER, rest(`POST ${REPO}/releases`, { tag_name: 'v2' })],
  ['nothing there', READER, rest(`GET ${REPO}/nothing`)],
  ['no permission', POOR, rest(`GET ${REPO}/pulls`)],
  ['a stranger', 'unknown', rest(`GET ${REPO}/pulls`)],
  [
    'a query',
    READER,
    github => github.graphql('{ repository(owner: "org", name: "shop") { nameWithOwner url } }')
  ],
  ['a wrong query', READER, github => github.graphql('{ repository }')],
  [
    'a query without permission',
    POOR,
    github =>
      github.graphql('{ repository(owner: "org", name: "shop") { pullRequest(number: 1) { title } } }')
  ]
]

describe('client and server against the door in process', () => {
  const inProcess = createTwinGitHub(smallGitHub())
  const outcome = async (github: GitHubApi, ask: Ask) => {
    try {
      return { answer: await ask(github) }
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error
      const { kind, route, status, permission, retryAfter, requestId, message } = error
      return { kind, route, status, permission, retryAfter, requestId, message }
    }
  }

  test.each(ASKS)('%s', async (_, token, ask) => {
    const over = createGitHub({ token, baseUrl: server.endpoint, userAgent: 'bg-release/test', paced: false })
    const there = await outcome(over, ask)
    const here = await outcome(inProcess.api(token), ask)
    expect(
      JSON.parse(JSON.stringify(there).replaceAll(new URL(server.endpoint).host, new URL(TWIN_ORIGIN).host))
    ).toEqual(JSON.parse(JSON.stringify(here)))
  })
})

describe('the token service', () => {
  const ask = (bearer: string) =>
    fetch(`${server.idTokenUrl}&audience=bg-release`, { headers: { authorization: `Bearer ${bearer}` } })

  test('gives a job its id token', async () => {
    server.twin.change(world => {
      const [run] = Object.values(world.repositories['org/shop']?.runs ?? {})
      world.idTokenRequests.bearer = { repository: 'org/shop', run: run?.id ?? 0, job: run?.jobs[1]?.id ?? 0 }
    })
    const { value } = (await (await ask('bearer')).json()) as { value: string }
    expect(value.split('.')).toHaveLength(3)
    expect((await ask('guessed')).status).toBe(401)
  })
})

test('a body that is no JSON is refused', async () => {
  const url = `${server.endpoint}/repos/org/shop/releases`
  const { status } = await fetch(url, {
    method: 'POST',
    body: '{',
    headers: { authorization: `token ${WRITER}` }
  })
  expect(status).toBe(400)
})
