import { expect, test } from '@jest/globals'
import { parseNotesRules, readNotesRules } from '../../src/github/notes-rules.ts'
import { createTwinGitHub } from '../support/twin-github.ts'
import { SHOP, sha, shopWorld, TOKEN } from './shop.ts'

const read = (files: Readonly<Record<string, string>>) => {
  const { world, shop } = shopWorld()
  shop.files = { ...files }
  return readNotesRules(createTwinGitHub(world).api(TOKEN), SHOP, sha(6))
}

test('a repository without the file has no rules of its own', async () => {
  expect(await read({})).toEqual({ kind: 'none' })
})

test('.github/release.yml as GitHub reads it', async () => {
  const text = `
changelog:
  exclude:
    labels: [Ignore-For-Release]
    authors: ['Dependabot[bot]']
  categories:
    - title: New
      labels: [Enhancement]
      exclude: { labels: [internal] }
    - title: Updates
      labels: [dependencies]
    - title: Other
      labels: ['*']
    - title: A title without labels
`
  const exclude = { labels: [], authors: [] }
  const common = { types: [], breaking: false }
  expect(await read({ '.github/release.yml': text })).toEqual({
    kind: 'file',
    path: '.github/release.yml',
    rules: {
      exclude: { labels: ['ignore-for-release'], authors: ['dependabot'] },
      categories: [
        {
          title: 'New',
          labels: ['enhancement'],
          ...common,
          exclude: { ...exclude, labels: ['internal'] },
          audience: 'everyone'
        },
        { title: 'Updates', labels: ['dependencies'], ...common, exclude, audience: 'team' },
        { title: 'Other', labels: ['*'], ...common, exclude, audience: 'team' }
      ]
    }
  })
})

test('the other ending is read too', async () => {
  expect(await read({ '.github/release.yaml': 'changelog: {}' })).toMatchObject({
    path: '.github/release.yaml'
  })
})

test.each([
  ['no YAML', 'changelog: [', /flow|expected|must/i],
  [
    'a file that grows',
    `a: &a [${'x,'.repeat(9)}]\nb: &b [${'*a,'.repeat(30)}]\nc: [${'*b,'.repeat(30)}]`,
    /alias/i
  ],
  ['a file beyond measure', '#'.repeat(65_537), /64 KiB/]
])('%s is a problem that is told in one line', (_, text, problem) => {
  const found = parseNotesRules('.github/release.yml', text)
  expect(found.kind === 'broken' && found.problem).toMatch(problem)
  expect(found.kind === 'broken' && found.problem).not.toContain('\n')
})

test.each(['', 'just text', '[1, 2]', 'changelog: 7', 'changelog: { categories: { a: 1 }, exclude: [x] }'])(
  'of %j nothing counts',
  text => {
    expect(parseNotesRules('x', text)).toEqual({
      kind: 'file',
      path: 'x',
      rules: { exclude: { labels: [], authors: [] }, categories: [] }
    })
  }
)
