/** The same through the shipped client and HTTP: routes, encodings, permissions, time and trouble. */
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { GitHubError } from '../../src/github/api.ts'
import { collectChanges } from '../../src/github/changes-between.ts'
import { createGitHub } from '../../src/github/client.ts'
import { readNotesRules } from '../../src/github/notes-rules.ts'
import { type GitHubServer, startGitHubServer } from '../../src/twin/github/http.ts'
import { token } from '../../src/twin/github/seed.ts'
import { ada, deployment, SHOP, sha, shopWorld, TOKEN } from './shop.ts'

let server: GitHubServer

beforeEach(async () => {
  const { world, shop } = shopWorld()
  shop.deployments['1'] = deployment(1, 2, 'success')
  shop.files['.github/release.yml'] = 'changelog: { exclude: { labels: [hidden] } }'
  server = await startGitHubServer({ world, port: 0 })
})

afterEach(() => server.close())

const client = () =>
  createGitHub({
    token: TOKEN,
    baseUrl: server.endpoint,
    userAgent: 'bg-release/test',
    retries: 2,
    second: 1
  })

test.each([
  ['a tag', { version: '1.0.0' }],
  ['a commit', { commit: sha(2) }],
  ['a deployment', { environment: 'production' }]
])('changes since %s', async (_, base) => {
  const changes = await collectChanges(client(), { repository: SHOP, base, head: { commit: sha(6) } })
  expect(changes).toMatchObject({
    kind: 'ahead',
    base: { commit: sha(2) },
    added: { pullRequests: [{ number: 2 }, { number: 5 }, { number: 6 }], directCommits: [{ sha: sha(4) }] }
  })
})

test('what is not there is no error', async () => {
  const changes = await collectChanges(client(), {
    repository: SHOP,
    base: { commit: 'e'.repeat(40), version: 'a/b' },
    head: { commit: sha(6) }
  })
  expect(changes).toMatchObject({ kind: 'unknown', tried: ['e'.repeat(40), 'tags/a/b', 'tags/va/b'] })
})

test('the rules of the repository', async () => {
  expect(await readNotesRules(client(), SHOP, sha(6))).toMatchObject({
    kind: 'file',
    rules: { exclude: { labels: ['hidden'] } }
  })
})

test('a server that fails for a moment changes nothing', async () => {
  server.twin.faults.order({
    fault: { kind: 'server-error', status: 502 },
    route: 'POST /graphql',
    after: 1,
    count: 2
  })
  const changes = await collectChanges(client(), {
    repository: SHOP,
    base: { version: '1.0.0' },
    head: { commit: sha(6) }
  })
  expect(changes).toMatchObject({ kind: 'ahead', added: { commits: 4 } })
})

test('a run that is stopped stops asking', async () => {
  server.twin.faults.order({ fault: { kind: 'hang' }, after: 2, count: 1 })
  const stop = new AbortController()
  const asked = collectChanges(
    client(),
    { repository: SHOP, base: { version: '1.0.0' }, head: { commit: sha(6) } },
    stop.signal
  )
  setTimeout(() => stop.abort(new Error('stopped')), 100)
  await expect(asked).rejects.toThrow('stopped')
})

test('a token without a permission is told so', async () => {
  server.twin.change(world => {
    world.tokens.poor = token({ pull_requests: 'read' }, ada)
  })
  const poor = createGitHub({ token: 'poor', baseUrl: server.endpoint, userAgent: 'bg-release/test' })
  const ask = { repository: SHOP, base: { version: '1.0.0' }, head: { commit: sha(6) } }
  const failed = await collectChanges(poor, ask).catch((error: unknown) => error)
  expect(failed instanceof GitHubError && [failed.kind, failed.permission]).toEqual([
    'denied',
    'contents=read'
  ])
})
