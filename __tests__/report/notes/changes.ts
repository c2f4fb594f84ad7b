import type { Changes, DirectCommit, PullRequest, Range } from '../../../src/github/changes.ts'
import type { NotesContext } from '../../../src/report/notes/context.ts'
import { DEFAULT_RULES } from '../../../src/report/notes/default-rules.ts'
import { RELEASE_BODY } from '../../../src/report/notes/limits.ts'

export const BASE = 'b'.repeat(40)
export const HEAD = 'a'.repeat(40)
const AT = Date.UTC(2026, 10, 20)

export const pull = (number: number, title: string, more: Partial<PullRequest> = {}): PullRequest => ({
  number,
  title,
  mergedAt: AT + number,
  baseBranch: 'main',
  headBranch: `topic-${number}`,
  mergeCommit: `${number}`.padStart(40, '0'),
  author: { login: 'alice', bot: false },
  labels: [],
  issues: [],
  issueKeys: [],
  ...more
})

export const direct = (subject: string, more: Partial<DirectCommit> = {}): DirectCommit => ({
  sha: 'c0ffee1'.padEnd(40, '0'),
  subject,
  authorName: 'Bob',
  at: AT,
  ...more
})

export const range = (
  pullRequests: readonly PullRequest[],
  directCommits: readonly DirectCommit[] = []
): Range => ({
  kind: 'listed',
  commits: pullRequests.length + directCommits.length,
  pullRequests,
  directCommits
})

export const BETWEEN = {
  repository: { owner: 'acme', name: 'web' },
  base: { commit: BASE, by: 'commit' },
  head: { commit: HEAD, by: 'commit' }
} as const

export const ahead = (...parts: Parameters<typeof range>): Changes => ({
  kind: 'ahead',
  ...BETWEEN,
  added: range(...parts)
})

export const CONTEXT: NotesContext = {
  service: 'acme/web',
  version: '1.8.0',
  previousVersion: '1.7.3',
  at: Date.UTC(2026, 10, 23, 9, 30),
  serverUrl: 'https://github.com',
  rules: DEFAULT_RULES,
  limit: RELEASE_BODY
}
