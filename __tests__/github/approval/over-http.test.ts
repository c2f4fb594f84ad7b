/** The same over HTTP: GitHub's real client, and the runner's service for ID tokens. */
import { expect, test } from '@jest/globals'
import { protectionOf } from '../../../src/github/approval/environment.ts'
import { createGitHub } from '../../../src/github/client.ts'
import { type GitHubServer, startGitHubServer } from '../../../src/twin/github/http.ts'
import { token } from '../../../src/twin/github/seed.ts'
import { act, approvalWorld, approve, ID_TOKEN_REQUEST, RUN_ID, TOKEN } from '../../support/approval-world.ts'
import { type Attempt, attempt, RUN_AT, releasedBy } from './scene.ts'

async function openServer() {
  const { world, jobId } = approvalWorld(RUN_AT)
  const server = await startGitHubServer({ world, port: 0 })
  const scene = { twin: server.twin, jobId, seen: releasedBy(RUN_ID) }
  return { server, scene, [Symbol.asyncDispose]: () => server.close() }
}

const overHttp = ({ endpoint, idTokenUrl }: GitHubServer, text = TOKEN): Attempt => ({
  github: createGitHub({
    token: text,
    baseUrl: endpoint,
    userAgent: 'test',
    timeoutMs: 200,
    retries: 1,
    second: 1
  }),
  idToken: async () => {
    const headers = { authorization: `Bearer ${ID_TOKEN_REQUEST}` }
    const answer: unknown = await (await fetch(`${idTokenUrl}&audience=bg-release`, { headers })).json()
    return typeof answer === 'object' && answer !== null && 'value' in answer ? String(answer.value) : ''
  }
})

test('a true ID token and a true review are accepted', async () => {
  await using opened = await openServer()
  approve(opened.server.twin)
  const { code, proof } = await attempt(opened.scene, overHttp(opened.server))
  expect(code).toBeUndefined()
  expect(proof).toMatchObject({ approvers: ['ada'], run: { id: RUN_ID, attempt: 1 } })
})

test('a job that may not have an ID token is shown by its check run', async () => {
  await using opened = await openServer()
  approve(opened.server.twin)
  const { jobId } = opened.scene
  const tried = { ...overHttp(opened.server), idToken: undefined, checkRunId: jobId }
  expect((await attempt(opened.scene, tried)).code).toBeUndefined()
})

test('a token without permissions is told which one GitHub wants', async () => {
  await using opened = await openServer()
  approve(opened.server.twin)
  act(opened.server.twin, (_run, _repository, world) => {
    world.tokens.narrow = token({})
  })
  const { code, message, mutations } = await attempt(opened.scene, overHttp(opened.server, 'narrow'))
  expect(code).toBe('BGR-APPROVAL-DENIED')
  expect(message).toContain('GitHub asks for: actions=read.')
  expect(mutations).toEqual([])
})

test.each([
  { kind: 'server-error', status: 502 } as const,
  { kind: 'cut' } as const,
  { kind: 'hang' } as const,
  { kind: 'malformed' } as const,
  { kind: 'secondary-limit', status: 429, retryAfter: 3600 } as const
])('a GitHub that answers with $kind is no approval', async fault => {
  await using opened = await openServer()
  approve(opened.server.twin)
  opened.server.twin.faults.order({ fault, after: 2, count: 99 })
  const { code, mutations } = await attempt(opened.scene, overHttp(opened.server))
  expect([code, mutations]).toEqual(['BGR-APPROVAL-UNAVAILABLE', []])
})

test('an environment is found whatever its name is made of', async () => {
  await using opened = await openServer()
  const name = 'prod/eu 1 größe?#%2F'
  act(opened.server.twin, (_run, repository) => {
    if (repository.environments.cleanup)
      repository.environments[name] = { ...repository.environments.cleanup, id: 7, name }
  })
  const { github } = overHttp(opened.server)
  if (!github) throw new Error('there is no client')
  expect(await protectionOf({ github, owner: 'acme', repo: 'web' }, name)).toMatchObject({ id: 7, name })
})
