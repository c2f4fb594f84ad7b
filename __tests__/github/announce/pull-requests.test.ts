import { expect, test } from '@jest/globals'
import { addCommit, addPull, bot, type GITHUB_ACTIONS, user } from '../../../src/twin/github/seed.ts'
import { ada, NOW, sha } from '../shop.ts'
import { DEPLOY, openScene, openService, remarks, type Scene, tellOf, warnings } from './scene.ts'

const MARKER = '<!-- bg-release acme%2Fweb web -->'
const ON = { comments: true, liveLabel: 'live' } as const

const commentsOf = ({ shop }: Scene) =>
  Object.values(shop().comments).map(({ issue, body }) => `${issue}: ${body}`)
const labelled = ({ shop }: Scene): readonly number[] =>
  Object.values(shop().pulls)
    .filter(({ labels }) => labels.includes('live'))
    .map(({ number }) => number)

test('each pull request has one comment and one label, which follow it through deploy and rollback', async () => {
  const scene = openScene()
  const service = openService()
  const told = await tellOf(scene, await service.run(DEPLOY), DEPLOY, ON)
  expect(remarks(told)).toEqual(['Told 3 pull requests where they stand'])
  const build = '(2026-11-23, [build 12](https://github.test/acme/shop/actions/runs/77))'
  const live = `${MARKER}\n**Live** in production: acme/web 2.0.0 ${build}`
  expect(commentsOf(scene)).toEqual([`2: ${live}`, `5: ${live}`, `6: ${live}`])
  expect(labelled(scene)).toEqual([2, 5, 6])

  const back = { command: 'rollback' } as const
  const report = await service.run(back)
  await tellOf(scene, report, back, ON)
  const gone = `${MARKER}\n**Rolled back** in production: acme/web runs 1.0.0, which is without this change ${build}`
  expect(commentsOf(scene)).toEqual([`2: ${gone}`, `5: ${gone}`, `6: ${gone}`])
  expect(labelled(scene)).toEqual([])

  const before = scene.twin.calls()
  await tellOf(scene, report, back, { comments: true })
  const { 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': patched } = scene.twin.calls()
  expect(patched).toBe(before['PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'])
})

test('a hotfix of an older line takes back what it lacks', async () => {
  const scene = openScene()
  const service = openService()
  await tellOf(scene, await service.run(DEPLOY), DEPLOY, ON)
  await service.run({ command: 'finalize' })
  const hotfix = { command: 'deploy', imageVersion: '1.0.1', commit: sha(7) } as const
  await tellOf(scene, await service.run(hotfix), hotfix, ON)
  expect(labelled(scene)).toEqual([8])
  expect(commentsOf(scene).filter(text => text.includes('**No longer live** in production'))).toHaveLength(3)
  expect(commentsOf(scene).find(text => text.startsWith('8: '))).toContain(
    '**Live** in production: acme/web 1.0.1'
  )
})

test('the marker of a stranger is no comment of ours', async () => {
  const scene = openScene()
  const comment = (id: number, author: typeof GITHUB_ACTIONS) => ({
    id,
    issue: 6,
    author,
    body: `${MARKER}\nhello`,
    createdAt: NOW,
    updatedAt: NOW
  })
  scene.twin.change(world => {
    const shop = world.repositories['acme/shop']
    if (shop)
      Object.assign(shop.comments, { 1: comment(1, user('mallory', 66)), 2: comment(2, bot('another', 67)) })
  })
  await tellOf(scene, await openService().run(DEPLOY), DEPLOY, { comments: true })
  const bodies = Object.values(scene.shop().comments).filter(({ issue }) => issue === 6)
  expect(bodies.map(({ author, body }) => [author.login, body.includes('**Live**')])).toEqual([
    ['mallory', false],
    ['another', true]
  ])
})

test('above a hundred the rest is named', async () => {
  const scene = openScene()
  scene.twin.change(world => {
    const shop = world.repositories['acme/shop']
    if (!shop) throw new Error('no shop')
    // From 300 on none of `sha` is that of another commit here.
    for (let number = 300; number < 450; number++) {
      addCommit(shop, { sha: sha(number), message: 'more', at: NOW - 1000 + number })
      const merge = { at: NOW - 1000 + number, by: ada, sha: sha(number), made: [sha(number)] }
      addPull(shop, { number, title: 'feat: more', author: ada, createdAt: NOW, merge })
    }
  })
  const options = { ...DEPLOY, commit: sha(449) }
  const outcome = await tellOf(scene, await openService().run(options), options, { comments: true })
  expect(Object.keys(scene.shop().comments)).toHaveLength(100)
  expect(warnings(outcome)).toEqual([
    expect.stringMatching(/^Not told: #397, #398, .* and 23 more: at most 100 are told at once\.$/)
  ])
})

test('a GitHub that goes away in the middle leaves the others named', async () => {
  const scene = openScene()
  scene.twin.faults.order({
    fault: { kind: 'server-error', status: 502 },
    route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    after: 1,
    count: 99
  })
  const outcome = await tellOf(scene, await openService().run(DEPLOY), DEPLOY, { comments: true })
  expect(commentsOf(scene)).toHaveLength(1)
  expect(outcome.announced.notes).toContain('/acme/shop/pull/6)')
  expect(warnings(outcome)).toEqual([expect.stringMatching(/^Not told: #5, #6: GitHub did not answer/)])
})

test('texts from outside stay texts in a comment', async () => {
  const scene = openScene()
  const options = { ...DEPLOY, imageVersion: 'sha256_x' }
  const env = '<img src=x> @octocat #1'
  const report = await openService().run(options)
  await tellOf(
    scene,
    report,
    options,
    { comments: true },
    { deployment: async () => ({ id: 1, environment: env }) }
  )
  const [first = ''] = commentsOf(scene)
  expect(first).not.toMatch(/<img|@octocat|#1\b(?!2)/)
})
