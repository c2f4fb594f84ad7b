import { expect, test } from '@jest/globals'
import type { Changes } from '../../../src/github/changes.ts'
import { internalNotes } from '../../../src/report/notes/internal.ts'
import { userNotes } from '../../../src/report/notes/user.ts'
import { ahead, BETWEEN, CONTEXT, direct, pull, range } from './changes.ts'

const sections = (notes: string) =>
  notes
    .split('\n')
    .filter(line => /^(#{2,3} |- )/.test(line))
    .map(line => line.replace(/ – .*/, ''))

test('an internal entry has number, author, labels, keys and issues, all linked', () => {
  const one = pull(12, 'feat: keep items', {
    labels: ['enhancement'],
    issueKeys: ['SHOP-7'],
    issues: [
      { number: 3, title: 'Lost items', repository: { owner: 'Acme', name: 'web' } },
      { number: 4, title: 'Elsewhere', repository: { owner: 'acme', name: 'api' } }
    ]
  })
  const notes = internalNotes(ahead([one]), {
    ...CONTEXT,
    issueUrl: 'https://acme.atlassian.net/browse/{key}'
  })
  expect(notes).toContain(
    '- [#12](https://github.com/acme/web/pull/12) feat: keep items – [alice](https://github.com/alice) · `enhancement` · for [SHOP-7](https://acme.atlassian.net/browse/SHOP-7), [#3](https://github.com/Acme/web/issues/3), [acme/api#<!---->4](https://github.com/acme/api/issues/4)\n'
  )
})

test('authors are notified only when that is asked for, bots never', () => {
  const changes = ahead([pull(1, 'a'), pull(2, 'b', { author: { login: 'renovate', bot: true } })])
  expect(internalNotes(changes, CONTEXT)).not.toContain('@')
  const pinged = internalNotes(changes, { ...CONTEXT, ping: true })
  expect(pinged).toContain('– @alice')
  expect(pinged).toContain('[renovate\\[bot\\]](https://github.com/apps/renovate)')
  expect(pinged).toContain('Contributors: @alice\n')
})

test('commits without a pull request come last', () => {
  const notes = internalNotes(ahead([pull(1, 'Anything')], [direct('Hotfix at night')]), CONTEXT)
  expect(sections(notes)).toEqual([
    '## Other changes',
    '- [#1](https://github.com/acme/web/pull/1) Anything',
    '## Commits without a pull request',
    `- [\`c0ffee1\`](https://github.com/acme/web/commit/c0ffee1${'0'.repeat(33)}) Hotfix at night`
  ])
})

const BEHIND: Changes = {
  kind: 'behind',
  ...BETWEEN,
  removed: range([pull(5, 'feat: gift cards'), pull(6, 'chore: tidy up')])
}

test('a rollback says what is no longer there', () => {
  const context = { ...CONTEXT, version: '1.7.3', previousVersion: '1.8.0' }
  const internal = internalNotes(BEHIND, context)
  expect(internal).toContain('**Rollback:** 1.7.3 is older than 1.8.0. What follows is no longer there.')
  expect(sections(internal)[0]).toBe('## Removed by this rollback')
  expect(userNotes(BEHIND, context)).toBe(
    '# acme/web 1.7.3\n\n2026-11-23\n\nWe went back to version 1.7.3. These changes are not available for now:\n\n## Features\n\n- Gift cards.\n'
  )
})

const DIVERGED: Changes = {
  kind: 'diverged',
  ...BETWEEN,
  mergeBase: 'd'.repeat(40),
  added: range([pull(1, 'feat: gift cards'), pull(2, 'fix: totals')]),
  removed: range([pull(3, 'fix: totals'), pull(4, 'fix: only on the old line')])
}

test('of diverged versions both sides are told, and where they part', () => {
  expect(sections(internalNotes(DIVERGED, CONTEXT))).toEqual([
    '## Added',
    '### Features',
    '- [#1](https://github.com/acme/web/pull/1) feat: gift cards',
    '### Fixes',
    '- [#2](https://github.com/acme/web/pull/2) fix: totals',
    '## Removed',
    '### Fixes',
    '- [#3](https://github.com/acme/web/pull/3) fix: totals',
    '- [#4](https://github.com/acme/web/pull/4) fix: only on the old line'
  ])
  expect(internalNotes(DIVERGED, CONTEXT)).toContain(
    `**Diverged:** 1.7.3 is not part of the history of 1.8.0. Both come from [\`ddddddd\`](https://github.com/acme/web/commit/${'d'.repeat(40)})`
  )
})

test('for users a backport is no change', () => {
  expect(sections(userNotes(DIVERGED, CONTEXT))).toEqual([
    '## Features',
    '- Gift cards.',
    '## Not in this version',
    '- Only on the old line.'
  ])
})

test.each<[string, Changes, string]>([
  [
    'identical',
    { kind: 'identical', ...BETWEEN },
    'No changes: 1.8.0 is built from the commit that 1.7.3 was built from.'
  ],
  [
    'no base',
    {
      kind: 'unknown',
      repository: BETWEEN.repository,
      missing: 'base',
      tried: ['tags/v1.7.3', 'tags/1.7.3']
    },
    'There is no earlier version to compare with (looked for `tags/v1.7.3`, `tags/1.7.3`).'
  ],
  [
    'nothing known',
    { kind: 'unknown', repository: BETWEEN.repository, missing: 'base', tried: [] },
    'There is no earlier version to compare with (no commit, version or environment is known).'
  ],
  [
    'too many',
    { kind: 'ahead', ...BETWEEN, added: { kind: 'too-many', commits: 12_345 } },
    '12345 commits, more than can be listed.'
  ]
])('%s', (_, changes, text) => {
  expect(internalNotes(changes, CONTEXT)).toContain(text)
})

test('too many commits are linked', () => {
  const notes = internalNotes(
    { kind: 'ahead', ...BETWEEN, added: { kind: 'too-many', commits: 12_345 } },
    CONTEXT
  )
  expect(notes).toContain('[all changes](https://github.com/acme/web/compare/')
})

test('users do not hear of what a version brings and takes back itself', () => {
  const changes = ahead([
    pull(1, 'feat: gift cards'),
    pull(2, 'feat: dark mode'),
    pull(3, 'Revert "feat: gift cards"'),
    pull(4, 'Revert "feat: dark mode"'),
    pull(5, 'Reapply "feat: dark mode"'),
    pull(6, 'Revert "feat: wish list"'),
    pull(7, 'Revert "chore: new linter"')
  ])
  expect(sections(userNotes(changes, CONTEXT))).toEqual([
    '## Features',
    '- Dark mode.',
    '## Withdrawn',
    '- Wish list.'
  ])
})

test('users hear of features and fixes, and that there is more', () => {
  const notes = userNotes(
    ahead(
      [
        pull(1, 'feat(SHOP-1): gift cards (#1)', { issueKeys: ['SHOP-1'] }),
        pull(2, 'fix: totals, thanks to @bob'),
        pull(3, 'chore: SHOP-3 tidy up'),
        pull(4, 'Anything'),
        pull(5, 'Bump x', { labels: ['dependencies'] })
      ],
      [direct('wip')]
    ),
    CONTEXT
  )
  expect(notes).toBe(
    '# acme/web 1.8.0\n\n2026-11-23\n\n## Features\n\n- Gift cards.\n\n## Fixes\n\n- Totals.\n\nBesides, there are smaller improvements.\n'
  )
})

test('users hear when nothing changes for them', () => {
  expect(userNotes(ahead([pull(1, 'ci: cache')]), CONTEXT)).toContain(
    'Smaller improvements; nothing changes for you.'
  )
  expect(userNotes({ kind: 'identical', ...BETWEEN }, CONTEXT)).toContain('Nothing changes for you.')
})
