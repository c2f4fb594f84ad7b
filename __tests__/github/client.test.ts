import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { GitHubError } from '../../src/github/api.ts'
import { createGitHub, type GitHubOptions } from '../../src/github/client.ts'
import { pagesOf } from '../../src/github/pages.ts'
import type { GitHubFault } from '../../src/twin/github/faults.ts'
import { type GitHubServer, startGitHubServer } from '../../src/twin/github/http.ts'
import { repositoryOf } from '../../src/twin/github/seed.ts'
import { POOR, READER, sha, smallGitHub, WRITER } from '../twin/github/small-github.ts'

const SHOP = { owner: 'org', repo: 'shop' }
const COMMENTS = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
const PULLS = 'GET /repos/{owner}/{repo}/pulls'
const TITLE = 'query { repository(owner: "org", name: "shop") { pullRequest(number: 1) { title } } }'

let server: GitHubServer

beforeEach(async () => {
  server = await startGitHubServer({ world: smallGitHub(), port: 0, now: Date.now })
})
afterEach(() => server.close())

const client = (token: string, more: Partial<GitHubOptions> = {}) =>
  createGitHub({
    token,
    baseUrl: server.endpoint,
    userAgent: 'bg-release/test',
    second: 1,
    paced: false,
    timeoutMs: 2000,
    ...more
  })

const strike = (fault: GitHubFault, count = 1, route?: string) =>
  server.twin.faults.order({ fault, after: 0, count, ...(route === undefined ? {} : { route }) })

const failure = async (work: Promise<unknown>): Promise<GitHubError> => {
  const error = await work.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason
  )
  if (!(error instanceof GitHubError)) throw error
  return error
}

const texts = () =>
  Object.values(repositoryOf(server.twin.world(), 'org/shop').comments).map(({ body }) => body)

test('a read, a write and a query reach GitHub', async () => {
  const github = client(WRITER)
  const { data } = await github.rest(PULLS, { ...SHOP, state: 'closed' })
  expect(data).toMatchObject([{ number: 2 }, { number: 1 }])
  const made = await github.rest(COMMENTS, { ...SHOP, issue_number: 1, body: 'released' })
  expect(made.status).toBe(201)
  expect(texts()).toEqual(['released'])
  expect(await github.graphql(TITLE)).toEqual({ repository: { pullRequest: { title: 'add the till' } } })
})

test('pages follow the link header to the end, or to the limit', async () => {
  const github = client(READER)
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}'
  const asked = { ...SHOP, basehead: `${sha(1)}...main`, per_page: 1 }
  const pages = async (limit: number) => {
    const found: unknown[] = []
    for await (const { data } of pagesOf(github, route, asked, limit)) found.push(data)
    return found.flatMap(page => (page as { commits: { sha: string }[] }).commits.map(each => each.sha))
  }
  expect(await pages(100)).toEqual([sha(2), sha(3), sha(4), sha(5)])
  expect(await pages(3)).toEqual([sha(2), sha(3), sha(4)])
})

test('what does not exist is null in a query, and an error of its own in REST', async () => {
  const query = 'query { repository(owner: "org", name: "shop") { a: pullRequest(number: 9) { title } } }'
  expect(await client(READER).graphql(query)).toEqual({ repository: { a: null } })
  const error = await failure(client(READER).rest(`${PULLS}/{pull_number}`, { ...SHOP, pull_number: 9 }))
  expect(error).toMatchObject({ kind: 'not-found', status: 404, route: `${PULLS}/{pull_number}` })
})

describe('refusals', () => {
  test('a missing permission is named', async () => {
    const error = await failure(client(POOR).rest(PULLS, SHOP))
    expect(error).toMatchObject({ kind: 'denied', status: 403, permission: 'pull_requests=read' })
    const either = await failure(client(READER).rest(COMMENTS, { ...SHOP, issue_number: 1, body: 'x' }))
    expect(either.permission).toBe('issues=write; pull_requests=write')
    expect((await failure(client(POOR).graphql(TITLE))).kind).toBe('denied')
  })

  test('an unknown token is denied, and a text that cannot be one is not sent', async () => {
    expect(await failure(client('unknown').rest(PULLS, SHOP))).toMatchObject({ kind: 'denied', status: 401 })
    expect(() => client('')).toThrow('the token is empty')
    expect(() => client('secret\nvalue')).toThrow('the token is not one line of plain text')
  })

  test('a refused request says what is wrong with it', async () => {
    const error = await failure(
      client(WRITER).rest(COMMENTS, { ...SHOP, issue_number: 1, body: 'x'.repeat(70_000) })
    )
    expect(error).toMatchObject({ kind: 'refused', status: 422 })
    expect(error.message).toBe('Validation Failed: IssueComment body unprocessable')
    expect((await failure(client(READER).graphql('{ nothing }'))).kind).toBe('refused')
  })
})

const BROKEN: readonly GitHubFault[] = [
  { kind: 'server-error', status: 502 },
  { kind: 'malformed' },
  { kind: 'cut' }
]

describe.each(BROKEN)('$kind', fault => {
  test('a read and a query are tried again', async () => {
    strike(fault, 2)
    expect((await client(READER).rest(PULLS, SHOP)).status).toBe(200)
    strike(fault, 3)
    expect(await client(READER).graphql(TITLE)).toBeDefined()
  })

  test('it is unavailable when that does not help', async () => {
    strike(fault, 4)
    expect((await failure(client(READER).rest(PULLS, SHOP))).kind).toBe('unavailable')
    expect(server.twin.calls()[PULLS]).toBe(4)
  })

  test('a write is sent once', async () => {
    strike(fault)
    const error = await failure(client(WRITER).rest(COMMENTS, { ...SHOP, issue_number: 1, body: 'x' }))
    expect(error.kind).toBe('unavailable')
    expect(server.twin.calls()[COMMENTS]).toBe(1)
  })
})

test('a write whose answer was lost has taken place once', async () => {
  strike({ kind: 'lost-answer' })
  const error = await failure(client(WRITER).rest(COMMENTS, { ...SHOP, issue_number: 1, body: 'x' }))
  expect(error.kind).toBe('unavailable')
  expect(texts()).toEqual(['x'])
})

describe('time', () => {
  test('an attempt without an answer ends after the time limit and is made again', async () => {
    strike({ kind: 'hang' })
    expect((await client(READER, { timeoutMs: 100 }).rest(PULLS, SHOP)).status).toBe(200)
    strike({ kind: 'hang' }, 2)
    const error = await failure(client(READER, { timeoutMs: 100, retries: 1 }).graphql(TITLE))
    expect(error).toMatchObject({ kind: 'unavailable', message: 'no answer within 0.1 s' })
  })

  test("the caller's signal ends a call that hangs, and one that waits, with its own reason", async () => {
    for (const fault of [
      { kind: 'hang' },
      { kind: 'secondary-limit', status: 429, retryAfter: 1 }
    ] as const) {
      strike(fault)
      const stop = new AbortController()
      const asked = client(READER, { second: 1000 }).rest(PULLS, SHOP, stop.signal)
      setTimeout(() => stop.abort(new Error('stopped')), 50)
      await expect(asked).rejects.toThrow('stopped')
    }
  })
})

describe('rate limits', () => {
  test('a secondary limit is waited for, also before a write', async () => {
    strike({ kind: 'secondary-limit', status: 403, retryAfter: 7 })
    await client(WRITER).rest(COMMENTS, { ...SHOP, issue_number: 1, body: 'once' })
    strike({ kind: 'secondary-limit', status: 429 })
    await client(READER).graphql(TITLE)
    expect(texts()).toEqual(['once'])
  })

  test('no longer than the bound', async () => {
    strike({ kind: 'secondary-limit', status: 403, retryAfter: 61 })
    const error = await failure(client(READER).rest(PULLS, SHOP))
    expect(error).toMatchObject({ kind: 'rate-limited', status: 403, retryAfter: 61 })
    expect(server.twin.calls()[PULLS]).toBe(1)
  })

  test('and not for ever', async () => {
    strike({ kind: 'secondary-limit', status: 429, retryAfter: 1 }, 9)
    expect((await failure(client(READER).rest(PULLS, SHOP))).kind).toBe('rate-limited')
    expect(server.twin.calls()[PULLS]).toBe(3)
  })

  test('a spent budget is an error that says when it is full again', async () => {
    strike({ kind: 'rate-limit', resetAt: Date.now() + 1_800_000 })
    const error = await failure(client(READER).rest(PULLS, SHOP))
    expect(error.kind).toBe('rate-limited')
    expect(error.retryAfter).toBeGreaterThan(1700)
    expect(error.retryAfter).toBeLessThanOrEqual(1801)
  })
})

test('GitHub Enterprise Server has other paths', async () => {
  const github = client(READER, { baseUrl: `${server.endpoint}/api/v3` })
  expect((await github.rest(PULLS, SHOP)).status).toBe(200)
  expect(await github.graphql(TITLE)).toBeDefined()
  const elsewhere = client(READER, {
    baseUrl: 'http://127.0.0.1:9',
    graphqlUrl: `${server.endpoint}/graphql`
  })
  expect(await elsewhere.graphql(TITLE)).toBeDefined()
})
