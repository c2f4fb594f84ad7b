import { expect, test } from '@jest/globals'
import { createAnnouncing } from '../../../src/announce/announcing.ts'
import type { RunEvent } from '../../../src/commands/run-events.ts'
import { createStatusQueue } from '../../../src/github/announce/status-queue.ts'
import type { Deployment } from '../../../src/twin/github/world-actions.ts'
import { OPTIONS } from '../../support/simulation.ts'
import { deployment, sha } from '../shop.ts'
import { DEPLOY, openScene, openService, type Scene, tellOf } from './scene.ts'

const statusesOf = (scene: Scene, id: number): readonly string[] =>
  scene.shop().deployments[id]?.statuses.map(({ state, description }) => `${state} ${description}`) ?? []

const waiting = (healthy: number): RunEvent => ({
  kind: 'waiting',
  at: 0,
  waits: [{ service: 'web', wait: { for: 'new-healthy', group: 'web-green', healthy, of: 4 } }]
})

/** Until what was offered has been told. */
const settle = () => new Promise(resolve => setTimeout(resolve, 20))

const announcingOf = (
  scene: Scene,
  env: Readonly<Record<string, string>> = {},
  checkRunId = scene.checkRunId
) =>
  createAnnouncing(
    { GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '77', ...env },
    scene.github,
    { ...OPTIONS, ...DEPLOY, announce: { ...OPTIONS.announce, checkRunId } },
    new AbortController().signal
  )

test("progress is shown on the job's own deployment, and its end is left to GitHub", async () => {
  const scene = openScene()
  const announcing = announcingOf(scene)
  announcing.listener(waiting(3))
  await settle()
  // Too soon after the first one.
  announcing.listener(waiting(4))
  await settle()
  await announcing.finish(await openService().run(DEPLOY))
  expect(statusesOf(scene, scene.deploymentId)).toEqual(['in_progress web-green: 3 of 4 healthy'])
  expect(scene.shop().deployments[scene.deploymentId]?.statuses[0]?.logUrl).toBe(
    'https://github.com/acme/shop/actions/runs/77'
  )
})

test.each([
  { kind: 'hang' } as const,
  { kind: 'server-error', status: 503 } as const,
  { kind: 'cut' } as const
])('a GitHub that answers with $kind holds nobody up', async fault => {
  const scene = openScene()
  scene.twin.faults.order({ fault, after: 0, count: 1 })
  const announcing = announcingOf(scene)
  announcing.listener(waiting(3))
  await settle()
  const report = await openService().run({ command: 'status' })
  const began = performance.now()
  const { announced, lines } = await announcing.finish(report)
  expect(performance.now() - began).toBeLessThan(1000)
  expect(announced).toEqual({})
  expect(lines.map(({ level }) => level)).toEqual(fault.kind === 'hang' ? [] : ['warning'])
  expect(statusesOf(scene, scene.deploymentId)).toEqual([])
})

test('a job without a deployment shows no progress', async () => {
  const scene = openScene()
  const announcing = announcingOf(scene, {}, 4711)
  announcing.listener(waiting(3))
  await settle()
  expect(Object.values(scene.shop().deployments).flatMap(({ statuses }) => statuses)).toEqual([])
})

test('a simulated release is told to a simulated GitHub alone', async () => {
  const scene = openScene()
  const report = await openService().run(DEPLOY)
  const real = announcingOf(scene, { BG_RELEASE_TWIN: 'true', GITHUB_API_URL: 'https://api.github.com' })
  real.listener(waiting(3))
  const { announced, lines } = await real.finish(report)
  expect([announced, lines.length, scene.twin.calls()]).toEqual([{}, 1, {}])
  const loopback = announcingOf(scene, { BG_RELEASE_TWIN: 'true', GITHUB_API_URL: 'http://127.0.0.1:4600' })
  expect((await loopback.finish(report)).announced.notes).toContain('2.0.0')
})

test('without a token there is one remark, and only where there would be notes', async () => {
  const announcing = createAnnouncing({}, undefined, { ...OPTIONS, ...DEPLOY }, new AbortController().signal)
  const service = openService()
  expect((await announcing.finish(await service.run({ command: 'status' }))).lines).toEqual([])
  expect((await announcing.finish(await service.run(DEPLOY))).lines).toEqual([
    { level: 'info', text: 'No release notes: there is no github-token' }
  ])
})

test('a rollback marks the deployment of the rejected version inactive, and no other one', async () => {
  const scene = openScene()
  const elsewhere: Deployment = { ...deployment(3, 6, 'success'), environment: 'staging' }
  scene.twin.change(world => {
    const shop = world.repositories['acme/shop']
    if (!shop) throw new Error('no shop')
    Object.assign(shop.deployments, {
      '1': deployment(1, 4, 'success'),
      '2': deployment(2, 6, 'in_progress', 'success'),
      '3': elsewhere,
      '4': deployment(4, 6, 'failure')
    })
  })
  const service = openService()
  await service.run(DEPLOY)
  const report = await service.run({ command: 'rollback' })
  await tellOf(scene, report, { command: 'rollback' })
  expect(statusesOf(scene, 2)).toEqual(['in_progress ', 'success ', 'inactive Rolled back to 1.0.0'])
  expect([1, 3, 4].map(id => statusesOf(scene, id).length)).toEqual([1, 1, 1])
  // The job of the rollback stands in the environment too, and at the same commit.
  expect(scene.shop().deployments[scene.deploymentId]?.sha).toBe(sha(6))
  expect(statusesOf(scene, scene.deploymentId)).toEqual([])
})

test('of many texts those are told that come late enough, one at a time', async () => {
  let now = 0
  const told: string[] = []
  let release = (): void => undefined
  const queue = createStatusQueue(
    text => {
      told.push(text)
      return new Promise(resolve => {
        release = () => resolve()
      })
    },
    30_000,
    () => now
  )
  const offer = async (text: string, at: number) => {
    now = at
    queue.offer(text)
    await settle()
  }
  await offer('a', 0)
  await offer('b', 40_000)
  release()
  await settle()
  await offer('a', 50_000)
  await offer('c', 60_000)
  release()
  await settle()
  await offer('d', 70_000)
  expect(queue.close()).toBeUndefined()
  await offer('e', 200_000)
  expect(told).toEqual(['a', 'c'])
})
