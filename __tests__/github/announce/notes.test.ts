import { expect, test } from '@jest/globals'
import { isNews } from '../../../src/announce/news.ts'
import { OPTIONS, onePair, simulate } from '../../support/simulation.ts'
import { sha } from '../shop.ts'
import { DEPLOY, openScene, openService, remarks, tellOf, warnings } from './scene.ts'

test('a deploy is told from the version that ran to the commit that it noted', async () => {
  const scene = openScene()
  const report = await openService().run(DEPLOY)
  const { announced, lines } = await tellOf(scene, report, DEPLOY)
  expect(announced.notes).toContain('# acme/web 2.0.0')
  expect(announced.notes).toContain('before: 1.0.0')
  for (const number of [2, 5, 6]) expect(announced.notes).toContain(`/acme/shop/pull/${number})`)
  expect(announced.notes).not.toContain('/acme/shop/pull/1)')
  expect(announced.userNotes).toContain('The cart.')
  expect(announced.userNotes).not.toMatch(/#6|ada|dependabot/)
  expect(lines).toEqual([])
})

test('a rollback tells what is no longer there, by the commits of both groups', async () => {
  const scene = openScene()
  const service = openService()
  await service.run(DEPLOY)
  const report = await service.run({ command: 'rollback' })
  const { announced } = await tellOf(scene, report, { command: 'rollback' })
  expect(announced.notes).toContain('# acme/web 1.0.0')
  expect(announced.notes).toContain('Removed by this rollback')
  expect(announced.notes).toContain('/acme/shop/pull/6)')
  expect(announced.userNotes).toContain('We went back to version 1.0.0.')
})

test('a run that goes on with what another one began tells the same', async () => {
  const service = openService()
  const begun = new AbortController()
  const stopped = await service.run(DEPLOY, {
    stop: begun.signal,
    after: change => {
      if (change.kind === 'enter-standby') begun.abort(new Error('stopped'))
    }
  })
  expect(stopped.status).toBe('stopped')
  const report = await service.run(DEPLOY)
  const { announced } = await tellOf(openScene(), report, DEPLOY)
  expect(announced.notes).toContain('before: 1.0.0')
  expect(announced.notes).toContain('/acme/shop/pull/6)')
})

test('what prepare brings is told when it is promoted', async () => {
  const service = openService()
  const { commit, ...promote } = { ...DEPLOY, command: 'promote' as const }
  const prepare = { ...promote, ...(commit && { commit }), command: 'prepare' as const, allowMixed: true }
  const prepared = await service.run(prepare)
  const isTold = (options: object, report = prepared) =>
    isNews({ options: { ...OPTIONS, ...options }, report })
  expect([prepared.status, prepared.changed, isTold(prepare)]).toEqual(['succeeded', true, false])
  const report = await service.run(promote)
  expect(isTold(promote, report)).toBe(true)
  const { announced } = await tellOf(openScene(), report, promote, { release: 'full' })
  expect(announced.notes).toContain('/acme/shop/pull/6)')
  expect(announced.releaseUrl).toContain('/tag/2.0.0')
})

test('a first release has nothing to be compared with', async () => {
  const empty = { min: 0, desired: 0 }
  const service = simulate(onePair({ blue: empty }))
  const options = { ...DEPLOY, initialCapacity: { min: 1, desired: 2, max: 4 } }
  const report = await service.run(options)
  expect(report.status).toBe('succeeded')
  const outcome = await tellOf(openScene(), report, options)
  expect(outcome.announced.notes).toContain('There is no earlier version to compare with')
  expect(warnings(outcome)).toEqual([])
})

test('where nobody noted a commit the last deployment of the environment is the base', async () => {
  const scene = openScene()
  scene.twin.change(world => {
    const shop = world.repositories['acme/shop']
    const own = shop?.deployments[scene.deploymentId]
    if (!shop || !own) throw new Error('no deployment')
    delete shop.tags['v1.0.0']
    const success = { id: 1, state: 'success', description: '', environment: 'production' } as const
    const status = { ...success, environmentUrl: '', logUrl: '', creator: own.creator, createdAt: 0 }
    shop.deployments['5'] = { ...own, id: 5, sha: sha(4), statuses: [status] }
  })
  const report = await openService().run(DEPLOY)
  const { announced } = await tellOf(scene, report, DEPLOY)
  expect(announced.notes).toContain('/acme/shop/pull/5)')
  expect(announced.notes).not.toContain('/acme/shop/pull/2)')
})

test('only what changed something is news', async () => {
  const service = openService()
  const same = { command: 'deploy', imageVersion: '1.0.0' } as const
  const unchanged = await service.run(same)
  const news = (options: object, report = unchanged) =>
    isNews({ options: { ...OPTIONS, ...options }, report })
  expect(news(same)).toBe(false)
  // A GitHub Release that an earlier run could not make is made up for.
  expect(news({ ...same, announce: { ...OPTIONS.announce, release: 'full' } })).toBe(true)
  const changed = await service.run(DEPLOY)
  expect(news(DEPLOY, changed)).toBe(true)
  expect(news(DEPLOY, { ...changed, status: 'failed' })).toBe(false)
  expect(news(DEPLOY, { ...changed, status: 'stopped' })).toBe(false)
  expect(news({ command: 'status' }, changed)).toBe(false)
})

test('rules that cannot be used leave the usual headings and a warning', async () => {
  const scene = openScene()
  scene.twin.change(world => {
    const shop = world.repositories['acme/shop']
    if (shop) shop.files['.github/release.yml'] = 'a: [::error::x'
  })
  const outcome = await tellOf(scene, await openService().run(DEPLOY), DEPLOY)
  expect(outcome.announced.notes).toContain('## Features')
  expect(warnings(outcome)).toEqual([expect.stringMatching(/^\.github\/release\.yml cannot be used/)])
})

test('a permission that nobody asked for is a remark, and one that an input needs is a warning', async () => {
  const scene = openScene()
  scene.twin.change(world => {
    for (const held of Object.values(world.tokens)) Object.assign(held, { permissions: { metadata: 'read' } })
  })
  const report = await openService().run(DEPLOY)
  const unasked = await tellOf(scene, report, DEPLOY)
  expect(unasked.announced).toEqual({})
  expect(warnings(unasked)).toEqual([])
  expect(remarks(unasked)).toEqual([expect.stringContaining('GitHub asks for contents=read')])
  const asked = await tellOf(scene, report, DEPLOY, { release: 'full' })
  expect(warnings(asked)).toEqual([expect.stringMatching(/^No release notes: the token may not/)])
})

test('a run that is stopped says nothing more', async () => {
  const scene = openScene()
  scene.twin.faults.order({ fault: { kind: 'hang' }, after: 1, count: 99 })
  const stop = new AbortController()
  const report = await openService().run(DEPLOY)
  setTimeout(() => stop.abort(new Error('SIGTERM')), 20)
  const outcome = await tellOf(scene, report, DEPLOY, { release: 'full' }, { stop: stop.signal })
  expect(outcome).toEqual({ announced: {}, lines: [], gaveUp: true })
})
