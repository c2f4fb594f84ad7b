/**
 * The packaged action on a GitHub Enterprise Server, which it reaches through a proxy alone and whose certificate the
 * company's own CA has signed, with AWS behind the same proxy. In real time, before a twin that runs faster.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTwinServer } from '../../src/twin/doors/http-server.ts'
import { type GitHubServer, startGitHubServer } from '../../src/twin/github/http.ts'
import { repositoryOf } from '../../src/twin/github/seed.ts'
import { releaseWorld, WRITER } from '../github/announce/scene.ts'
import { sha } from '../github/shop.ts'
import { approvalWorld, approve, FULL, ID_TOKEN_REQUEST, RUN_ID, TOKEN } from '../support/approval-world.ts'
import { type Certificates, makeCertificates } from './helpers/certificates.ts'
import { GHES, type OutsideOptions, openOutside } from './helpers/outside.ts'
import { DEPLOY, environment, FINALIZE, runAction } from './helpers/runs.ts'
import { onePair } from './helpers/world.ts'

/** Virtual seconds in a real one. */
const SPEED = 60

let certificates: Certificates
beforeAll(() => {
  certificates = makeCertificates([GHES, '*.eu-west-1.amazonaws.com'])
})
afterAll(() => certificates[Symbol.dispose]())

/** What a runner of the server sets, behind the proxy that its machine is configured with. */
async function openCompany(github: GitHubServer, network: Partial<OutsideOptions> = {}) {
  const twin = await startTwinServer({ scenario: onePair(), port: 0, speed: SPEED, skip: false })
  const outside = await openOutside({
    certificates,
    aws: twin.endpoint,
    github: github.endpoint,
    ...network
  })
  const env = {
    ...environment(twin, { BG_RELEASE_TWIN: undefined, AWS_ENDPOINT_URL: undefined }),
    https_proxy: outside.proxy,
    NODE_EXTRA_CA_CERTS: certificates.authority,
    GITHUB_SERVER_URL: `https://${GHES}`,
    GITHUB_API_URL: `https://${GHES}/api/v3`,
    GITHUB_GRAPHQL_URL: `https://${GHES}/api/graphql`,
    GITHUB_RUN_ATTEMPT: '1'
  }
  return {
    env,
    twin: twin.twin,
    tunnelled: () => new Set(outside.tunnels.map(target => target.split(':')[0])),
    [Symbol.asyncDispose]: async () => {
      await outside[Symbol.asyncDispose]()
      await twin.close()
      await github.close()
    }
  }
}

test.concurrent('a deploy is told, with the links of the server', async () => {
  const { world } = releaseWorld()
  const github = await startGitHubServer({ world, port: 0 })
  await using company = await openCompany(github)
  const run = { GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '77', GITHUB_RUN_NUMBER: '12' }
  const told = { 'create-release': 'true' }
  // The server knows no `job.check_run_id`: the expression is empty.
  const inputs = { ...DEPLOY, ...told, 'github-token': WRITER, commit: sha(6), 'check-run-id': '' }
  const { code, stdout, outputs } = await runAction({ ...company.env, ...run }, inputs)
  expect(stdout).not.toContain('::error::')
  expect(stdout).not.toContain('::warning::')
  expect(code).toBe(0)
  const notes = outputs['release-notes'] ?? ''
  expect(notes).toContain('# acme/web 2.0.0')
  expect(notes).toContain(`https://${GHES}/acme/shop/`)
  expect(notes).not.toContain('://github.com')
  const shop = repositoryOf(github.twin.world(), 'acme/shop')
  expect(Object.values(shop.releases)).toMatchObject([{ tag: '2.0.0', body: notes }])
  expect(company.tunnelled()).toContain(GHES)
  expect(company.tunnelled()).toContain('autoscaling.eu-west-1.amazonaws.com')
})

test.concurrent('finalize is approved by the ID token alone, behind a proxy that fails now and then', async () => {
  const { world } = approvalWorld(Date.now() - 1000)
  const github = await startGitHubServer({ world, port: 0 })
  await using company = await openCompany(github, { refusesEvery: 10 })
  const env = {
    ...company.env,
    GITHUB_REPOSITORY: FULL,
    GITHUB_RUN_ID: String(RUN_ID),
    ACTIONS_ID_TOKEN_REQUEST_URL: github.idTokenUrl.replace(github.endpoint, `https://${GHES}`),
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: ID_TOKEN_REQUEST
  }
  const inputs = { 'approval-environment': 'cleanup', 'github-token': TOKEN, 'check-run-id': '' }
  const deployed = await runAction(env, { ...DEPLOY, ...inputs })
  expect(deployed.code).toBe(0)
  expect(deployed.stdout).toContain('(https_proxy) answered 503 Service Unavailable')
  const early = await runAction(env, { ...FINALIZE, ...inputs })
  expect(early.outputs['error-code']).toBe('BGR-APPROVAL-MISSING')
  approve(github.twin)
  const { code, outputs } = await runAction(env, { ...FINALIZE, ...inputs })
  expect(outputs).toMatchObject({ outcome: 'succeeded', phase: 'idle' })
  expect(code).toBe(0)
  const blue = company.twin.world().groups['web-blue']
  expect(blue?.instances).toEqual([])
})
