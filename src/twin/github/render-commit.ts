import { iso, nodeId, renderUser } from './render-base.ts'
import { fullName, repositoryUrl, webUrl } from './render-repository.ts'
import type { Commit, Repository } from './world.ts'

export const commitNodeId = (repository: Repository, sha: string): string =>
  nodeId('C', `${fullName(repository)}:${sha}`)

/** Schema `commit`. */
export function renderCommit(
  repository: Repository,
  commit: Commit,
  origin: string
): Readonly<Record<string, unknown>> {
  const base = repositoryUrl(repository, origin)
  const web = webUrl(repository, origin)
  const url = `${base}/commits/${commit.sha}`
  const account = commit.author === undefined ? null : renderUser(commit.author, origin)
  const person = { name: commit.authorName, email: commit.authorEmail, date: iso(commit.at) }
  return {
    sha: commit.sha,
    node_id: commitNodeId(repository, commit.sha),
    url,
    html_url: `${web}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${base}/git/commits/${commit.sha}`,
      author: person,
      committer: person,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.sha, url: `${base}/git/trees/${commit.sha}` },
      verification: { verified: false, reason: 'unsigned', payload: null, signature: null, verified_at: null }
    },
    author: account,
    committer: account,
    parents: commit.parents.map(sha => ({
      sha,
      url: `${base}/commits/${sha}`,
      html_url: `${web}/commit/${sha}`
    }))
  }
}
