import { expect, test } from '@jest/globals'
import type { PullRequest } from '../../../src/github/changes.ts'
import { type NotesRules, parseNotesRules } from '../../../src/github/notes-rules.ts'
import { categorized } from '../../../src/report/notes/categorize.ts'
import { DEFAULT_RULES, effectiveRules } from '../../../src/report/notes/default-rules.ts'
import { pull } from './changes.ts'

const told = (pulls: readonly PullRequest[], rules: NotesRules) =>
  Object.fromEntries(
    categorized(pulls, rules).map(({ category, pullRequests }) => [
      category.title,
      pullRequests.map(({ number }) => number)
    ])
  )

function rulesOf(yaml: string): NotesRules {
  const found = parseNotesRules('.github/release.yml', yaml)
  if (found.kind !== 'file') throw new Error(`not a file: ${JSON.stringify(found)}`)
  return found.rules
}

test('by default labels decide, then types in titles, and what has neither comes last', () => {
  const pulls = [
    pull(1, 'feat: by type'),
    pull(2, 'fix: labelled as something else', { labels: ['Enhancement'] }),
    pull(3, 'fix(api)!: breaking by its title', { labels: ['bug'] }),
    pull(4, 'Bump x', { author: { login: 'dependabot', bot: true }, labels: ['dependencies'] }),
    pull(5, 'chore(deps): bump y'),
    pull(6, 'Anything'),
    pull(7, 'Not told', { labels: ['skip-changelog'] }),
    pull(8, 'docs: how to')
  ]
  expect(told(pulls, DEFAULT_RULES)).toEqual({
    'Breaking changes': [3],
    Dependencies: [4, 5],
    Features: [1, 2],
    Documentation: [8],
    'Other changes': [6]
  })
})

test('the categories of the repository are used as GitHub uses them', () => {
  const rules = rulesOf(`
changelog:
  exclude:
    labels: [ignore-for-release]
    authors: [octocat, 'renovate[bot]']
  categories:
    - title: Breaking
      labels: [Semver-Major, breaking-change]
    - title: New
      labels: [enhancement]
      exclude:
        labels: [internal]
        authors: [dependabot]
    - title: Everything else
      labels: ['*']
`)
  const pulls = [
    pull(1, 'a', { labels: ['semver-major', 'enhancement'] }),
    pull(2, 'b', { labels: ['enhancement'] }),
    pull(3, 'c', { labels: ['enhancement', 'internal'] }),
    pull(4, 'd', { labels: ['enhancement'], author: { login: 'dependabot', bot: true } }),
    pull(5, 'e', { labels: ['ignore-for-release', 'semver-major'] }),
    pull(6, 'f', { author: { login: 'Octocat', bot: false } }),
    pull(7, 'g', { author: { login: 'renovate', bot: true } }),
    pull(8, 'feat: h')
  ]
  expect(told(pulls, rules)).toEqual({ Breaking: [1], New: [2], 'Everything else': [3, 4, 8] })
})

test('what no category of the repository takes is told at the end', () => {
  const rules = rulesOf('changelog: { categories: [{ title: Bugs, labels: [bug] }] }')
  expect(told([pull(1, 'a'), pull(2, 'b', { labels: ['bug'] })], rules)).toEqual({
    Bugs: [2],
    'Other changes': [1]
  })
})

test('a file that only excludes leaves the usual categories', () => {
  const rules = effectiveRules(parseNotesRules('x', 'changelog: { exclude: { authors: [octocat] } }'))
  const pulls = [pull(1, 'feat: a'), pull(2, 'feat: b', { author: { login: 'octocat', bot: false } })]
  expect(told(pulls, rules)).toEqual({ Features: [1] })
})

test.each([{ kind: 'none' } as const, { kind: 'broken', path: 'x', problem: 'y' } as const])(
  'without a file that can be used ($kind) the usual rules hold',
  found => {
    expect(effectiveRules(found)).toBe(DEFAULT_RULES)
  }
)
