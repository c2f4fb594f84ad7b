import { expect, test } from '@jest/globals'
import { type GitHubApi, GitHubError } from '../../src/github/api.ts'
import type { Changes, ChangesAsk, Range } from '../../src/github/changes.ts'
import { collectChanges } from '../../src/github/changes-between.ts'
import { objectOf } from '../../src/github/json.ts'
import { addPull, token } from '../../src/twin/github/seed.ts'
import type { Repository } from '../../src/twin/github/world.ts'
import { createTwinGitHub } from '../support/twin-github.ts'
import { ada, deployment, NOW, SHOP, sha, shopWorld, TOKEN } from './shop.ts'

const HEAD = { commit: sha(6) }

function collect(
  ask: Omit<ChangesAsk, 'repository'>,
  change: (shop: Repository) => void = () => {},
  through: (github: GitHubApi) => GitHubApi = github => github
): Promise<Changes> {
  const { world, shop } = shopWorld()
  change(shop)
  return collectChanges(through(createTwinGitHub(world).api(TOKEN)), { repository: SHOP, ...ask })
}

function listed(range: Range) {
  if (range.kind !== 'listed') throw new Error('too many commits')
  return range
}

const numbers = (range: Range) => listed(range).pullRequests.map(({ number }) => number)

const baseOf = (changes: Changes) => ('base' in changes ? changes.base : changes)

test('a version ahead: its pull requests with all that notes tell of them, and the commit without one', async () => {
  expect(await collect({ base: { commit: sha(2) }, head: HEAD })).toEqual({
    kind: 'ahead',
    repository: SHOP,
    base: { commit: sha(2), by: 'commit' },
    head: { commit: sha(6), by: 'commit' },
    added: {
      kind: 'listed',
      commits: 4,
      pullRequests: [
        {
          number: 2,
          title: 'fix: SHOP-3 totals',
          mergedAt: NOW - 57 * 60_000,
          baseBranch: 'main',
          headBranch: 'fix/shop-3-and-PAY-9',
          mergeCommit: sha(3),
          author: { login: 'ada', bot: false },
          labels: ['bug', 'api'],
          issues: [],
          issueKeys: ['SHOP-3', 'PAY-9']
        },
        expect.objectContaining({ number: 5, author: { login: 'dependabot', bot: true } }),
        expect.objectContaining({
          number: 6,
          issues: [{ number: 4, title: 'The cart is missing', repository: SHOP }]
        })
      ],
      directCommits: [{ sha: sha(4), subject: 'Pushed at night', authorName: 'Grace', at: NOW - 56 * 60_000 }]
    }
  })
})

test('a rollback: what the newer version had', async () => {
  const changes = await collect({ base: HEAD, head: { commit: sha(4) } })
  expect(changes.kind === 'behind' && numbers(changes.removed)).toEqual([5, 6])
})

test('diverged versions: what each has alone', async () => {
  const changes = await collect({ base: { commit: sha(7) }, head: { commit: sha(3) } })
  expect(changes).toMatchObject({ kind: 'diverged', mergeBase: sha(2) })
  expect(changes.kind === 'diverged' && [numbers(changes.added), numbers(changes.removed)]).toEqual([
    [2],
    [8]
  ])
})

test('the same commit', async () => {
  expect(await collect({ base: { version: '1.1.0' }, head: { commit: sha(4) } })).toMatchObject({
    kind: 'identical'
  })
})

test.each([
  ['a full SHA', { commit: sha(4) }, sha(4), 'commit'],
  ['a tag', { version: '1.1.0' }, sha(4), 'version'],
  ['a tag that has a v', { version: '1.0.0' }, sha(2), 'version'],
  ['a tag that has no v', { version: 'v1.1.0' }, sha(4), 'version'],
  ['an image of a commit', { version: `sha-${sha(4)}` }, sha(4), 'version'],
  ['a commit that is not there, then a tag', { commit: 'e'.repeat(40), version: '1.1.0' }, sha(4), 'version'],
  ['no commit at all, then a tag', { commit: 'latest', version: '1.1.0' }, sha(4), 'version']
])('the base by %s', async (_, base, commit, by) => {
  expect(baseOf(await collect({ base, head: HEAD }))).toEqual({ commit, by })
})

test('the base by the last successful deployment, another commit than the head', async () => {
  const deployed = (shop: Repository) => {
    for (const each of [
      deployment(1, 1, 'success', 'inactive'),
      deployment(2, 3, 'in_progress', 'success', 'inactive'),
      deployment(3, 4, 'in_progress', 'failure'),
      deployment(4, 6, 'success')
    ])
      shop.deployments[each.id] = each
  }
  const base = { version: 'sha256:0123', environment: 'production' }
  expect(baseOf(await collect({ base, head: HEAD }, deployed))).toEqual({ commit: sha(3), by: 'deployment' })
})

test.each<[string, Omit<ChangesAsk, 'repository'>, 'base' | 'head', readonly string[]]>([
  ['no base at all', { base: {}, head: HEAD }, 'base', []],
  [
    'a base that is nowhere',
    { base: { commit: 'e'.repeat(40), version: '9.0', environment: 'production' }, head: HEAD },
    'base',
    ['e'.repeat(40), 'tags/9.0', 'tags/v9.0', 'environment production']
  ],
  ['a version that is no ref', { base: { version: '../x' }, head: HEAD }, 'base', []],
  ['a head that is nowhere', { base: HEAD, head: { version: '9.0' } }, 'head', ['tags/9.0', 'tags/v9.0']]
])('%s is said, with what was tried', async (_, ask, missing, tried) => {
  expect(await collect(ask)).toEqual({ kind: 'unknown', repository: SHOP, missing, tried })
})

test('histories without a common commit cannot be compared', async () => {
  const changes = await collect({ base: { commit: 'c'.repeat(40) }, head: HEAD }, shop => {
    const orphan = { message: 'Elsewhere', authorName: 'x', authorEmail: 'x@example.com', at: NOW }
    shop.commits['c'.repeat(40)] = { sha: 'c'.repeat(40), parents: [], ...orphan }
  })
  expect(changes).toMatchObject({ kind: 'unknown', missing: 'base' })
})

/** Puts something else in place of every answer of the comparison. */
const comparing =
  (answer: (data: Readonly<Record<string, unknown>>) => unknown) =>
  (github: GitHubApi): GitHubApi => ({
    ...github,
    rest: async (route, parameters) => {
      const real = await github.rest(route, parameters)
      return route.includes('/compare/') ? { ...real, data: answer(objectOf(real.data)) } : real
    }
  })

const ASK = { base: { commit: sha(2) }, head: HEAD }

test('above 10,000 commits only their number is told', async () => {
  const changes = await collect(
    ASK,
    undefined,
    comparing(data => ({ ...data, total_commits: 10_001 }))
  )
  expect(changes).toMatchObject({ kind: 'ahead', added: { kind: 'too-many', commits: 10_001 } })
})

test.each<[string, (data: Readonly<Record<string, unknown>>) => unknown]>([
  ['fewer commits than announced', data => ({ ...data, total_commits: 5 })],
  ['no commits', ({ commits: _, ...data }) => data],
  ['no status', ({ status: _, ...data }) => data],
  ['a list', () => []],
  ['nothing', () => undefined],
  ['a commit without SHA', data => ({ ...data, commits: [{}] })]
])('an answer with %s makes no notes that lack something', async (_, answer) => {
  const failed = await collect(ASK, undefined, comparing(answer)).catch((error: unknown) => error)
  expect(failed instanceof GitHubError && failed.kind).toBe('unavailable')
})

test('a commit in many open pull requests still gives away the one that was merged by it', async () => {
  const changes = await collect({ base: { commit: sha(2) }, head: { commit: sha(7) } }, shop => {
    // Commits that are not on the default branch are listed with open pull requests too, here before the merged one.
    for (let number = 100; number < 225; number++)
      addPull(shop, { number, title: 'Open', author: ada, createdAt: NOW, commits: [sha(7)] })
    delete shop.pulls['8']
    const merge = { at: NOW, by: ada, sha: sha(7), made: [sha(7)] }
    addPull(shop, { number: 300, title: 'The one', author: ada, createdAt: NOW, base: 'release-1', merge })
    // Not among those merged last either.
    for (let number = 400; number < 460; number++)
      addPull(shop, {
        number,
        title: 'Newer',
        author: ada,
        createdAt: NOW,
        merge: { at: NOW + number, by: ada, sha: sha(6), made: [sha(6)] }
      })
  })
  expect(changes.kind === 'ahead' && numbers(changes.added)).toEqual([300])
})

test('a renamed repository is still itself', async () => {
  const { world, shop } = shopWorld()
  world.repositories['acme/old-shop'] = shop
  const changes = await collectChanges(createTwinGitHub(world).api(TOKEN), {
    repository: { owner: 'acme', name: 'old-shop' },
    ...ASK
  })
  expect(changes.kind === 'ahead' && numbers(changes.added)).toEqual([2, 5, 6])
})

test('what GitHub refuses is told as it is', async () => {
  const { world } = shopWorld()
  world.tokens[TOKEN] = token({ contents: 'read' }, ada)
  const failed = await collectChanges(createTwinGitHub(world).api(TOKEN), { repository: SHOP, ...ASK }).catch(
    (error: unknown) => error
  )
  expect(failed instanceof GitHubError && failed.kind).toBe('denied')
})

test('keys of other projects than the configured do not count, and branches may write them small', async () => {
  const changes = await collect({ ...ASK, issueProjects: ['SHOP'] })
  expect(changes.kind === 'ahead' && listed(changes.added).pullRequests[0]?.issueKeys).toEqual(['SHOP-3'])
})
