/** How many calls a release costs, measured, and that docs/release-notes.md says the same. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { collectChanges } from '../../src/github/changes-between.ts'
import { addCommit, addPull, emptyGitHub, emptyRepository, token } from '../../src/twin/github/seed.ts'
import { createTwinGitHub } from '../support/twin-github.ts'
import { ada, SHOP, TOKEN } from './shop.ts'

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'release-notes.md')

const sha = (commit: number): string => commit.toString(16).padStart(40, '0')

/** A history of `commits` squashed pull requests. */
async function callsFor(commits: number) {
  const world = emptyGitHub(1e12)
  const shop = emptyRepository('acme/shop')
  world.repositories['acme/shop'] = shop
  world.tokens[TOKEN] = token({ contents: 'read', pull_requests: 'read', issues: 'read' }, ada, 10_000)
  addCommit(shop, { sha: sha(0), message: 'Begin', at: 0 })
  for (let number = 1; number <= commits; number++) {
    addCommit(shop, { sha: sha(number), message: `Change (#${number})`, at: number * 1000, author: ada })
    const merge = { at: number * 1000, by: ada, sha: sha(number), made: [sha(number)] }
    addPull(shop, { number, title: `Change ${number}`, author: ada, createdAt: 0, merge })
  }
  const github = createTwinGitHub(world)
  const changes = await collectChanges(github.api(TOKEN), {
    repository: SHOP,
    base: { commit: sha(0) },
    head: { commit: sha(commits) }
  })
  const calls = Object.values(github.twin.calls()).reduce((sum, count) => sum + count, 0)
  return {
    calls,
    found: changes.kind === 'ahead' && changes.added.kind === 'listed' && changes.added.pullRequests.length
  }
}

test.each([
  [250, 9],
  [1000, 27],
  [5000, 123]
])('%i commits cost %i calls, and the document says so', async (commits, expected) => {
  expect(await callsFor(commits)).toEqual({ calls: expected, found: commits })
  const row = readFileSync(DOCUMENT, 'utf8')
    .split('\n')
    .find(line => line.startsWith('| bg-release '))
  expect(row?.split('|').map(cell => cell.trim())).toContain(`${expected}`)
})
