/**
 * Whatever teams do with pull requests, the notes have exactly those that were merged by a commit of the range. The
 * histories are real git commits, and git itself says what the range is. NOTES_HISTORIES sets their number.
 */
import { expect, test } from '@jest/globals'
import type { GitHubApi } from '../../../src/github/api.ts'
import type { Changes } from '../../../src/github/changes.ts'
import { collectChanges } from '../../../src/github/changes-between.ts'
import { createTwinGitHub } from '../../support/twin-github.ts'
import { difficult } from './difficult.ts'
import { expectedOf, met, toldBy } from './expected.ts'
import { createGitRepository, type GitRepository } from './git.ts'
import { type History, makeHistory } from './history.ts'
import { repositoryNameOf, TOKEN, worldOf } from './world.ts'

const HISTORIES = Number(process.env.NOTES_HISTORIES ?? 200)
/** Repositories in one simulated GitHub. */
const CHUNK = 100
/** What a sample must have met to say anything. */
const TO_MEET = [
  'ahead',
  'behind',
  'diverged',
  'identical',
  'squash',
  'merge',
  'rebase',
  'late',
  'late rebase',
  'late, not among the newest',
  'direct',
  'reverted',
  'backported',
  'stacked or nested',
  'merged outside',
  'open'
]

test(
  `${HISTORIES} histories: each pull request merged in the range once, none from outside`,
  async () => {
    const histories = [...Array(HISTORIES).keys()].map(makeHistory)
    using git = createGitRepository(histories)
    const counts: Record<string, number> = {}
    for (let from = 0; from < HISTORIES; from += CHUNK) {
      const chunk = histories.slice(from, from + CHUNK)
      const github = createTwinGitHub(worldOf(chunk, git)).api(TOKEN)
      for (const history of chunk) {
        const { seed } = history
        const expected = expectedOf(history, git)
        for (const ordered of [true, false]) {
          const told = toldBy(await collect(history, git, github, ordered))
          expect({ seed, ordered, ...told }).toEqual({ seed, ordered, ...expected })
        }
        for (const what of new Set(met(history, expected))) counts[what] = (counts[what] ?? 0) + 1
      }
    }
    if (process.env.NOTES_HISTORIES !== undefined) process.stdout.write(`${JSON.stringify(counts)}\n`)
    expect(TO_MEET.filter(what => counts[what] === undefined)).toEqual([])
  },
  30_000 + 150 * HISTORIES
)

function collect(
  history: History,
  git: GitRepository,
  github: GitHubApi,
  ordered: boolean
): Promise<Changes> {
  const { seed, base, head, window } = history
  const shas = git.shas(history)
  return collectChanges(difficult(github, { seed, pageSize: 1 + (seed % 9), ordered, window }), {
    repository: repositoryNameOf(history),
    base: { commit: shas[base] ?? '' },
    head: { commit: shas[head] ?? '' }
  })
}
