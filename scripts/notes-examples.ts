/** The examples of docs/release-notes.md: one release and its rollback, told to the team and to users. */
import type { Changes, DirectCommit, PullRequest } from '../src/github/changes.ts'
import type { NotesContext } from '../src/report/notes/context.ts'
import { DEFAULT_RULES } from '../src/report/notes/default-rules.ts'
import { internalNotes } from '../src/report/notes/internal.ts'
import { RELEASE_BODY } from '../src/report/notes/limits.ts'
import { userNotes } from '../src/report/notes/user.ts'

const WEB = { owner: 'acme', name: 'web' }
const BASE = { commit: '1f0c6c1d0f4e5a6b7c8d9e0f1a2b3c4d5e6f7a8b', by: 'commit' } as const
const HEAD = { commit: '9d4e2b7a6c5f4e3d2c1b0a9f8e7d6c5b4a3f2e1d', by: 'commit' } as const
const MONDAY = Date.UTC(2026, 10, 16, 9)

const people = {
  ines: { login: 'ines-k', bot: false },
  tomas: { login: 'tomasz', bot: false },
  yuki: { login: 'yuki-t', bot: false },
  renovate: { login: 'renovate', bot: true }
} as const

const pull = (
  number: number,
  author: keyof typeof people,
  title: string,
  labels: readonly string[] = [],
  more: Pick<Partial<PullRequest>, 'issues' | 'issueKeys'> = {}
): PullRequest => ({
  number,
  title,
  mergedAt: MONDAY + number * 3_600_000,
  baseBranch: 'main',
  headBranch: `topic-${number}`,
  mergeCommit: number.toString(16).padStart(40, '0'),
  author: people[author],
  labels,
  issues: [],
  issueKeys: [],
  ...more
})

const PULL_REQUESTS: readonly PullRequest[] = [
  pull(412, 'ines', 'feat(cart): keep items for 30 days', ['enhancement'], { issueKeys: ['SHOP-318'] }),
  pull(414, 'tomas', 'fix(checkout): round totals in currencies without cents', ['bug'], {
    issues: [{ number: 398, title: 'JPY totals are off by one', repository: WEB }],
    issueKeys: ['SHOP-331']
  }),
  pull(415, 'renovate', 'chore(deps): update undici to 7.16.0', ['dependencies']),
  pull(416, 'yuki', 'feat(search): filter by delivery date', ['enhancement']),
  pull(417, 'ines', 'Show names such as <Ana & Co> as they are written (#417)', ['bug', 'security'], {
    issues: [{ number: 77, title: 'Names are cut', repository: { owner: 'acme', name: 'design-system' } }]
  }),
  pull(419, 'tomas', 'ci: cache the image layers', ['ci']),
  pull(420, 'yuki', 'feat(search): suggest while typing', ['enhancement']),
  pull(421, 'ines', 'feat(api)!: drop /v1/orders', ['breaking-change'], { issueKeys: ['SHOP-290'] }),
  pull(423, 'tomas', 'perf(home): load half as many images', ['performance']),
  pull(424, 'yuki', 'Revert "feat(search): suggest while typing"', ['revert']),
  pull(425, 'tomas', 'Rename the order module, thanks to @ines-k')
]

const DIRECT_COMMITS: readonly DirectCommit[] = [
  {
    sha: '5b1d9c3e7f2a4860b9d1c3e5f7a90b2d4c6e8f01',
    subject: 'Correct the address of the status page',
    author: people.ines,
    authorName: 'Ines K',
    at: MONDAY
  }
]

const BROUGHT = {
  kind: 'listed',
  commits: 31,
  pullRequests: PULL_REQUESTS,
  directCommits: DIRECT_COMMITS
} as const

const RELEASE: Changes = { kind: 'ahead', repository: WEB, base: BASE, head: HEAD, added: BROUGHT }
const ROLLBACK: Changes = { kind: 'behind', repository: WEB, base: HEAD, head: BASE, removed: BROUGHT }

const CONTEXT: NotesContext = {
  service: 'acme/web',
  version: '1.8.0',
  previousVersion: '1.7.3',
  at: Date.UTC(2026, 10, 23, 10),
  build: { number: '482', url: 'https://github.com/acme/web/actions/runs/7143350482' },
  serverUrl: 'https://github.com',
  issueUrl: 'https://acme.atlassian.net/browse/{key}',
  rules: DEFAULT_RULES,
  limit: RELEASE_BODY
}
const BACK: NotesContext = { ...CONTEXT, version: '1.7.3', previousVersion: '1.8.0' }

/** Markdown by file, relative to the project. */
export const notesExamples = (): Readonly<Record<string, string>> => ({
  'docs/examples/notes-internal.md': internalNotes(RELEASE, CONTEXT),
  'docs/examples/notes-user.md': userNotes(RELEASE, CONTEXT),
  'docs/examples/notes-rollback-internal.md': internalNotes(ROLLBACK, BACK),
  'docs/examples/notes-rollback-user.md': userNotes(ROLLBACK, BACK)
})
