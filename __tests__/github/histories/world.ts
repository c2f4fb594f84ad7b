import { emptyGitHub, emptyRepository, token, user } from '../../../src/twin/github/seed.ts'
import type { GitHubWorld, PullRequest, Repository } from '../../../src/twin/github/world.ts'
import type { GitRepository } from './git.ts'
import type { History, PlannedPull } from './history.ts'

export const TOKEN = 'a-token'

/** Later than anything in a history. */
const NOW = Date.UTC(2026, 5, 1)
const NEVER = Number.MAX_SAFE_INTEGER
const ALICE = user('alice', 1)

export const repositoryNameOf = ({ seed }: History) => ({ owner: 'acme', name: `h${seed}` })

/** A simulated GitHub with a repository for each history, its commits those of git. */
export function worldOf(histories: readonly History[], git: GitRepository): GitHubWorld {
  const world = emptyGitHub(NOW)
  world.tokens[TOKEN] = token({ contents: 'read', pull_requests: 'read', issues: 'read' }, ALICE, NEVER)
  for (const [place, history] of histories.entries()) {
    const { owner, name } = repositoryNameOf(history)
    world.repositories[`${owner}/${name}`] = repositoryOf(history, git.shas(history), place + 1)
  }
  return world
}

function repositoryOf(history: History, shas: readonly string[], id: number): Repository {
  const { owner, name } = repositoryNameOf(history)
  const repository = emptyRepository(`${owner}/${name}`, id)
  const shaOf = (commit: number) => shas[commit] ?? ''
  for (const { id, parents, message, at } of history.commits)
    repository.commits[shaOf(id)] = {
      sha: shaOf(id),
      parents: parents.map(shaOf),
      message,
      authorName: 'Alice',
      authorEmail: 'alice@example.com',
      author: ALICE,
      at
    }
  for (const [branch, commit] of Object.entries(history.branches)) repository.branches[branch] = shaOf(commit)
  for (const pull of history.pulls) repository.pulls[pull.number] = pullOf(pull, shaOf, id)
  return repository
}

function pullOf(pull: PlannedPull, shaOf: (commit: number) => string, id: number): PullRequest {
  const { number, title, base, head, state, merge, late } = pull
  const commits = pull.commits.map(shaOf)
  return {
    id: id * 1000 + number,
    number,
    title,
    body: '',
    state: state === 'open' ? 'open' : 'closed',
    author: ALICE,
    labels: [],
    base,
    head,
    headSha: commits.at(-1) ?? '',
    commits,
    createdAt: NOW - 1000,
    updatedAt: merge?.at ?? 0,
    closes: [],
    ...(merge && {
      closedAt: merge.at,
      merge: {
        at: merge.at,
        by: ALICE,
        sha: shaOf(merge.made.at(-1) ?? 0),
        made: merge.made.map(shaOf),
        ...(late && { indexedAt: NEVER })
      }
    })
  }
}
