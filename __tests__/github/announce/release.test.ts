import { describe, expect, test } from '@jest/globals'
import { sizeOf } from '../../../src/report/notes/limits.ts'
import { addCommit, addPull } from '../../../src/twin/github/seed.ts'
import { ada, NOW, sha } from '../shop.ts'
import { DEPLOY, openScene, openService, remarks, type Scene, tellOf, warnings } from './scene.ts'

const released = ({ shop }: Scene) => Object.values(shop().releases)
const POST = 'POST /repos/{owner}/{repo}/releases'

async function deployed() {
  const service = openService()
  return { service, report: await service.run(DEPLOY) }
}

describe.each([false, true])('immutable releases: %s', immutable => {
  const open = () => {
    const scene = openScene()
    scene.twin.change(world => {
      for (const repository of Object.values(world.repositories)) repository.immutableReleases = immutable
    })
    return scene
  }

  test('a deploy makes one, whole at once, with its tag on the commit that was released', async () => {
    const scene = open()
    const { report } = await deployed()
    const { announced } = await tellOf(scene, report, DEPLOY, { release: 'full' })
    expect(released(scene)).toMatchObject([
      { tag: '2.0.0', target: sha(6), body: announced.notes, prerelease: false, draft: false, immutable }
    ])
    expect(scene.shop().tags['2.0.0']).toBe(sha(6))
    expect(announced.releaseUrl).toBe('https://github.test/acme/shop/releases/tag/2.0.0')
    expect(scene.twin.calls()[POST]).toBe(1)
  })

  test('a prerelease becomes a full one when it is finalized', async () => {
    const scene = open()
    const { service, report } = await deployed()
    await tellOf(scene, report, DEPLOY, { release: 'prerelease' })
    expect(released(scene)).toMatchObject([{ tag: '2.0.0', prerelease: true }])
    const before = released(scene)[0]?.body
    const finalized = await service.run({ command: 'finalize' })
    const outcome = await tellOf(scene, finalized, { command: 'finalize' }, { release: 'prerelease' })
    expect(released(scene)).toMatchObject([{ tag: '2.0.0', prerelease: false, body: before }])
    expect(outcome.announced.releaseUrl).toContain('/releases/tag/2.0.0')
    expect(remarks(outcome)).toEqual(['The GitHub Release 2.0.0 is a prerelease no longer'])
  })

  test('one that is there is left alone', async () => {
    const scene = open()
    const { report } = await deployed()
    await tellOf(scene, report, DEPLOY, { release: 'full', releaseTag: 'v2' })
    const before = released(scene)
    const again = await tellOf(scene, { ...report, changed: false }, DEPLOY, {
      release: 'full',
      releaseTag: 'v2'
    })
    expect(released(scene)).toEqual(before)
    expect(remarks(again)).toEqual(['The GitHub Release v2 exists already and is left as it is'])
    expect(again.announced).toEqual({ releaseUrl: 'https://github.test/acme/shop/releases/tag/v2' })
  })
})

test('none is made where the tag names another commit', async () => {
  const scene = openScene()
  const { report } = await deployed()
  const outcome = await tellOf(scene, report, DEPLOY, { release: 'full', releaseTag: '1.1.0' })
  expect(released(scene)).toEqual([])
  expect(warnings(outcome)).toEqual([expect.stringContaining(`the tag 1.1.0 names ${sha(4)}`)])
})

test('none is made where nobody knows the commit', async () => {
  const scene = openScene()
  const { commit: _, ...options } = DEPLOY
  const report = await openService().run(options)
  const outcome = await tellOf(scene, report, options, { release: 'full' })
  expect(released(scene)).toEqual([])
  expect(warnings(outcome)).toEqual([expect.stringContaining('nobody knows the commit of 2.0.0')])
})

test('an answer that was lost is made up by a look', async () => {
  const scene = openScene()
  scene.twin.faults.order({ fault: { kind: 'lost-answer' }, route: POST, after: 0, count: 1 })
  const { report } = await deployed()
  const outcome = await tellOf(scene, report, DEPLOY, { release: 'full' })
  expect(released(scene)).toHaveLength(1)
  expect(warnings(outcome)).toEqual([])
  expect(outcome.announced.releaseUrl).toBeDefined()
})

test('a finalize without a release of that tag says so', async () => {
  const scene = openScene()
  const { service } = await deployed()
  const report = await service.run({ command: 'finalize' })
  const outcome = await tellOf(scene, report, { command: 'finalize' }, { release: 'prerelease' })
  expect(warnings(outcome)).toEqual(['No full GitHub Release: there is none with the tag 2.0.0.'])
})

test('a body that is too long is cut between two entries', async () => {
  const scene = openScene()
  scene.twin.change(world => {
    const shop = world.repositories['acme/shop']
    if (!shop) throw new Error('no shop')
    // From 300 on none of `sha` is that of another commit here.
    for (let number = 300; number < 1100; number++) {
      const commit = { sha: sha(number), message: `${'ä'.repeat(200)} (#${number})`, at: NOW }
      addCommit(shop, { ...commit, author: ada })
      const merge = { at: NOW, by: ada, sha: sha(number), made: [sha(number)] }
      addPull(shop, { number, title: `feat: ${'ä'.repeat(200)}`, author: ada, createdAt: NOW, merge })
    }
  })
  const options = { ...DEPLOY, commit: sha(1099) }
  const report = await openService().run(options)
  const { announced } = await tellOf(scene, report, options, { release: 'full' })
  const [{ body } = { body: '' }] = released(scene)
  expect(body).toBe(announced.notes)
  expect(sizeOf(body, { most: 0, of: 'bytes' })).toBeLessThanOrEqual(125_000)
  expect(body).toMatch(/… and \d+ more: \[all changes\]/)
})
