import { associatedPulls, compare, pullIndex, reach, resolveRef } from './history.ts'
import { page } from './page.ts'
import { nodeId } from './render-base.ts'
import { renderCommit } from './render-commit.ts'
import { renderPull } from './render-pull.ts'
import { fullName, renderRepository, repositoryUrl, webUrl } from './render-repository.ts'
import { type Call, notFound, Refusal, type Route } from './route.ts'

/** Commits in a comparison that was not asked for a page: the newest of them. */
const UNPAGED_COMMITS = 250

/** The commit that `ref` names. @throws Refusal 404 */
function commitOf({ repository }: Call, ref: string) {
  const commit = repository.commits[resolveRef(repository, ref) ?? '']
  if (commit === undefined) throw notFound()
  return commit
}

function getRepository({ repository, origin }: Call) {
  return { status: 200, body: renderRepository(repository, origin) }
}

/**
 * Commits come oldest first; unpaged, the newest 250 of them; the list of files is on page 1 only (REST API reference,
 * "Compare two commits"). Files have no place in this world.
 */
function compareCommits(call: Call) {
  const { repository, origin, query } = call
  const [baseName, headName, rest] = (call.path.basehead ?? '').split('...')
  if (!baseName || !headName || rest !== undefined) throw notFound()
  const base = commitOf(call, baseName)
  const head = commitOf(call, headName)
  const { status, ahead, behindBy, mergeBase } = compare(repository, base.sha, head.sha)
  if (mergeBase === undefined)
    throw new Refusal(404, `No common ancestor between ${baseName} and ${headName}.`)
  const basehead = `${baseName}...${headName}`
  const url = `${repositoryUrl(repository, origin)}/compare/${basehead}`
  const web = `${webUrl(repository, origin)}/compare/${basehead}`
  const paged = query.has('page') || query.has('per_page')
  const { items, headers, number } = paged
    ? page(call, url, ahead, UNPAGED_COMMITS)
    : { items: ahead.slice(-UNPAGED_COMMITS), headers: {}, number: 1 }
  return {
    status: 200,
    headers,
    body: {
      url,
      html_url: web,
      permalink_url: `${webUrl(repository, origin)}/compare/${base.sha}...${head.sha}`,
      diff_url: `${web}.diff`,
      patch_url: `${web}.patch`,
      base_commit: renderCommit(repository, base, origin),
      merge_base_commit: renderCommit(repository, mergeBase, origin),
      status,
      ahead_by: ahead.length,
      behind_by: behindBy,
      total_commits: ahead.length,
      commits: items.map(commit => renderCommit(repository, commit, origin)),
      ...(number === 1 ? { files: [] } : {})
    }
  }
}

/** A ref that names no commit is 422 here and not 404. */
function getCommit(call: Call) {
  const ref = call.path.ref ?? ''
  const commit = call.repository.commits[resolveRef(call.repository, ref) ?? '']
  if (commit === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`)
  return { status: 200, body: { ...renderCommit(call.repository, commit, call.origin), files: [] } }
}

function listPullsOfCommit(call: Call) {
  const { repository, world, origin } = call
  const { sha } = commitOf(call, call.path.commit_sha ?? '')
  const onDefault = reach(repository, repository.branches[repository.defaultBranch] ?? '')
  const pulls = associatedPulls(pullIndex(repository), sha, onDefault, world.now, world.associationLagMs)
  const { items, headers } = page(call, `${repositoryUrl(repository, origin)}/commits/${sha}/pulls`, pulls)
  return { status: 200, headers, body: items.map(pull => renderPull(repository, pull, origin)) }
}

/** Tags are lightweight here: a ref always names a commit. */
function getRef({ repository, path, origin }: Call) {
  const ref = path.ref ?? ''
  const sha = /^(heads|tags)\//.test(ref) ? resolveRef(repository, ref) : undefined
  if (sha === undefined) throw notFound()
  const base = repositoryUrl(repository, origin)
  return {
    status: 200,
    body: {
      ref: `refs/${ref}`,
      node_id: nodeId('REF', `${fullName(repository)}:refs/${ref}`),
      url: `${base}/git/refs/${ref}`,
      object: { type: 'commit', sha, url: `${base}/git/commits/${sha}` }
    }
  }
}

function getContent(call: Call) {
  const { repository, origin, query } = call
  const path = call.path.path ?? ''
  const text = repository.files[path]
  const ref = query.get('ref') ?? repository.defaultBranch
  if (text === undefined) throw notFound()
  commitOf(call, ref)
  const sha = Buffer.from(path).toString('hex').padEnd(40, '0').slice(0, 40)
  const url = `${repositoryUrl(repository, origin)}/contents/${path}?ref=${ref}`
  const git = `${repositoryUrl(repository, origin)}/git/blobs/${sha}`
  const web = `${webUrl(repository, origin)}/blob/${ref}/${path}`
  return {
    status: 200,
    body: {
      type: 'file',
      encoding: 'base64',
      size: Buffer.byteLength(text),
      name: path.split('/').at(-1) ?? path,
      path,
      content: Buffer.from(text)
        .toString('base64')
        .replace(/.{60}/g, line => `${line}\n`),
      sha,
      url,
      git_url: git,
      html_url: web,
      download_url: `${webUrl(repository, origin)}/raw/${ref}/${path}`,
      _links: { self: url, git, html: web }
    }
  }
}

const REPOSITORY = '/repos/{owner}/{repo}'

export const CODE_ROUTES: readonly Route[] = [
  { method: 'GET', path: REPOSITORY, needs: ['metadata=read'], handle: getRepository },
  {
    method: 'GET',
    path: `${REPOSITORY}/compare/{basehead}`,
    needs: ['contents=read'],
    handle: compareCommits
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/commits/{commit_sha}/pulls`,
    needs: ['pull_requests=read'],
    handle: listPullsOfCommit
  },
  { method: 'GET', path: `${REPOSITORY}/commits/{ref}`, needs: ['contents=read'], handle: getCommit },
  { method: 'GET', path: `${REPOSITORY}/git/ref/{ref}`, needs: ['contents=read'], handle: getRef },
  { method: 'GET', path: `${REPOSITORY}/contents/{path}`, needs: ['contents=read'], handle: getContent }
]
