/** The packaged action between a simulated AWS and a simulated GitHub. GitHub tells people; it decides nothing. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { COMMIT_TAG } from '../../src/release/journal/commit.ts'
import type { GitHubFault } from '../../src/twin/github/faults.ts'
import { startGitHubServer } from '../../src/twin/github/http.ts'
import { repositoryOf, token } from '../../src/twin/github/seed.ts'
import { releaseWorld, WRITER } from '../github/announce/scene.ts'
import { ada, sha } from '../github/shop.ts'
import { runnerCommands } from './helpers/runner-commands.ts'
import { DEPLOY, environment, ROLLBACK, runAction, startAction, until } from './helpers/runs.ts'
import { endState, openWorld, type TestWorld } from './helpers/world.ts'

async function openShop(change: (world: ReturnType<typeof releaseWorld>['world']) => void = () => undefined) {
  const { world, checkRunId, deploymentId } = releaseWorld()
  change(world)
  const server = await startGitHubServer({ world, port: 0 })
  const deploymentOf = (id: number) => repositoryOf(server.twin.world(), 'acme/shop').deployments[id]
  return {
    ...server,
    shop: () => repositoryOf(server.twin.world(), 'acme/shop'),
    deploymentId,
    statuses: () =>
      deploymentOf(deploymentId)?.statuses.map(each => `${each.state} ${each.description}`) ?? [],
    env: { GITHUB_API_URL: server.endpoint, GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_NUMBER: '12' },
    inputs: { 'github-token': WRITER, 'check-run-id': String(checkRunId), commit: sha(6) },
    [Symbol.asyncDispose]: () => server.close()
  }
}

/** Deploys and rolls back, whatever GitHub does. */
async function thereAndBack(
  world: TestWorld,
  env: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>>
) {
  const there = await runAction(environment(world, env), { ...DEPLOY, ...inputs })
  const between = endState(await world.state())
  const back = await runAction(environment(world, env), { ...ROLLBACK, ...inputs })
  return { there, between, back, end: endState(await world.state()) }
}

const LOUD = { 'create-release': 'true', 'comment-on-prs': 'true', 'live-label': 'live' }

test.concurrent('a deploy and its rollback are told', async () => {
  await using world = await openWorld()
  await using github = await openShop()
  const { shop, env, inputs } = github
  const deployed = await runAction(environment(world, env), { ...DEPLOY, ...inputs, ...LOUD })
  expect(deployed.code).toBe(0)
  expect((await world.group('web-green')).tags[COMMIT_TAG]).toContain(sha(6))
  expect(deployed.outputs).toMatchObject({
    outcome: 'succeeded',
    'release-notes': expect.stringContaining('# acme/web 2.0.0'),
    'user-notes': expect.stringContaining('The cart.'),
    'release-url': 'https://github.com/acme/shop/releases/tag/2.0.0'
  })
  expect(deployed.summary).toContain(deployed.outputs['release-notes'])
  expect(Object.values(shop().releases)).toMatchObject([
    { tag: '2.0.0', target: sha(6), body: deployed.outputs['release-notes'] }
  ])
  const comments = () =>
    Object.values(shop().comments).map(({ issue, body }) => `${issue} ${/\*\*(.*?)\*\*/.exec(body)?.[1]}`)
  expect(comments()).toEqual(['2 Live', '5 Live', '6 Live'])
  expect(shop().pulls['6']?.labels).toContain('live')
  expect(runnerCommands(deployed.stdout).map(({ name }) => name)).toEqual(['add-mask'])

  const back = await runAction(environment(world, env), { ...ROLLBACK, ...inputs, ...LOUD })
  expect(back.code).toBe(0)
  expect(back.summary).toContain('Removed by this rollback')
  expect(comments()).toEqual(['2 Rolled back', '5 Rolled back', '6 Rolled back'])
  expect(shop().pulls['6']?.labels).not.toContain('live')
})

test.concurrent('the deployment of the job shows what is waited for, and a rollback ends that it stands', async () => {
  await using world = await openWorld()
  await using github = await openShop()
  const { twin, env, inputs, statuses } = github
  const letGo = await world.holdTime()
  const run = startAction(environment(world, env), { ...DEPLOY, ...inputs })
  await until('a status', async () => statuses()[0])
  letGo()
  expect((await run.ended).code).toBe(0)
  expect(statuses()).toEqual(['in_progress web-green: 0 of 3 healthy'])
  twin.change(draft => {
    // The job ends, and that of the rollback begins.
    const { deployments } = repositoryOf(draft, 'acme/shop')
    const own = deployments[github.deploymentId]
    const [status] = own?.statuses ?? []
    if (!own || !status) throw new Error('no status')
    own.statuses.push({ ...status, id: 1, state: 'success', description: '' })
    deployments['9'] = { ...own, id: 9, statuses: [] }
    for (const { jobs } of Object.values(repositoryOf(draft, 'acme/shop').runs))
      for (const job of jobs) Object.assign(job, { deployment: 9 })
  })
  expect((await runAction(environment(world, env), { ...ROLLBACK, ...inputs })).code).toBe(0)
  expect(statuses().at(-1)).toBe('inactive Rolled back to 1.0.0')
})

const FULL = process.env.BLACK_BOX === 'full'
/** Where a call is tried again, each run gives up after half a minute. */
const FAULTS: readonly GitHubFault[] = [
  { kind: 'secondary-limit', status: 429, retryAfter: 3600 },
  { kind: 'server-error', status: 503 },
  ...(FULL ? ([{ kind: 'malformed' }, { kind: 'cut' }] as const) : [])
]

test.concurrent.each(FAULTS)(
  'a GitHub that answers with $kind stops neither deploy nor rollback',
  async fault => {
    await using world = await openWorld()
    await using quiet = await openWorld()
    await using github = await openShop()
    github.twin.faults.order({ fault, after: 0, count: 10_000 })
    const { 'check-run-id': _, ...inputs } = github.inputs
    const { there, between, back, end } = await thereAndBack(world, github.env, { ...inputs, ...LOUD })
    const alone = await thereAndBack(quiet, {}, {})
    expect([there.code, back.code]).toEqual([0, 0])
    expect(there.outputs).toMatchObject({
      outcome: 'succeeded',
      'live-version': '2.0.0',
      'release-notes': ''
    })
    expect(back.outputs).toMatchObject({ outcome: 'succeeded', 'live-version': '1.0.0' })
    expect(there.stdout).toMatch(/^::warning::No release notes: GitHub /m)
    expect([between, end]).toEqual([alone.between, alone.end])
  }
)

test.concurrent.each([
  { name: 'no token', more: { 'github-token': '' }, says: /No release notes: there is no github-token/ },
  {
    name: 'a token that GitHub does not know',
    more: { 'github-token': 'unknown' },
    says: /the token may not \(401/
  },
  {
    name: 'a token without permissions',
    more: { 'github-token': 'poor' },
    says: /GitHub asks for contents=read/
  }
])('$name is no more than a line', async ({ more, says }) => {
  await using world = await openWorld()
  await using github = await openShop(draft => {
    draft.tokens.poor = token({}, ada)
  })
  const { there, back } = await thereAndBack(world, github.env, { ...github.inputs, ...more })
  expect([there.code, back.code]).toEqual([0, 0])
  for (const { stdout } of [there, back]) {
    expect(stdout).toMatch(says)
    expect(stdout).not.toContain('::warning::')
  }
})

test.concurrent('a run that is stopped while GitHub hangs ends at once', async () => {
  await using world = await openWorld()
  await using github = await openShop()
  const { twin, env } = github
  const { 'check-run-id': _, ...inputs } = github.inputs
  twin.faults.order({ fault: { kind: 'hang' }, after: 0, count: 10_000 })
  const run = startAction(environment(world, env), { ...DEPLOY, ...inputs })
  await until('a call of GitHub after the release', async () =>
    Object.keys(twin.calls()).find(route => route.includes('/commits/'))
  )
  run.signal('SIGTERM')
  const ended = await run.ended
  expect(ended.code).toBe(143)
  expect(ended.stoppedWithinMs).toBeLessThan(5_000)
  expect(ended.outputs).toMatchObject({ outcome: 'succeeded', 'live-version': '2.0.0' })
  expect(ended.summary).toContain('2.0.0')
})

const inFull = FULL ? test.concurrent : test.skip
inFull('a GitHub that never answers costs a minute', async () => {
  await using world = await openWorld()
  await using github = await openShop()
  github.twin.faults.order({ fault: { kind: 'hang' }, after: 0, count: 10_000 })
  const began = performance.now()
  const ended = await runAction(environment(world, github.env), { ...DEPLOY, ...github.inputs, ...LOUD })
  expect(ended.code).toBe(0)
  expect(performance.now() - began).toBeLessThan(75_000)
})

const HOSTILE =
  '::error::x ##[add-mask]e <img src=x> @octocat closes #1 `</details>` [a](javascript:b) \u202e\u001b[31m'

test.concurrent('titles of pull requests do nothing in the log, in the summary and in outputs', async () => {
  await using world = await openWorld()
  await using github = await openShop(draft => {
    for (const pull of Object.values(repositoryOf(draft, 'acme/shop').pulls))
      pull.title = `${HOSTILE}\n::set-output name=changed::x`
  })
  const ended = await runAction(environment(world, github.env), { ...DEPLOY, ...github.inputs })
  expect(ended.code).toBe(0)
  expect(ended.outputs['release-notes']).toContain('octocat')
  expect(runnerCommands(ended.stdout).map(({ name }) => name)).toEqual(['add-mask'])
  for (const text of [ended.summary, ended.outputs['release-notes'], ended.outputs['user-notes']]) {
    expect(text).not.toMatch(/<img|@octocat|(?<!\\)\[a\]\(|\p{Cf}|<\/details>`|^::|##\[/mu)
    expect(text).not.toContain('\u001b')
  }
  expect(ended.outputs.changed).toBe('true')
})

test.concurrent('what GitHub says when it refuses is a text', async () => {
  await using world = await openWorld()
  const message = '::error::x\n##[add-mask]e\r::set-output name=changed::x'
  const server = createServer((_, answer) => {
    answer.writeHead(403, { 'content-type': 'application/json', 'x-accepted-github-permissions': '##[mask]' })
    answer.end(JSON.stringify({ message }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const env = {
    GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    GITHUB_REPOSITORY: 'acme/shop'
  }
  const inputs = { 'github-token': WRITER, 'check-run-id': '5', ...LOUD }
  const ended = await runAction(environment(world, env), { ...DEPLOY, ...inputs })
  server.closeAllConnections()
  server.close()
  expect(ended.code).toBe(0)
  expect(runnerCommands(ended.stdout).map(({ name }) => name)).toEqual(['add-mask', 'warning'])
  expect(ended.outputs.changed).toBe('true')
})
