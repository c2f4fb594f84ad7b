import type { GitHubApi } from './api.ts'
import { GitHubError } from './api.ts'
import type { RepositoryName, Revision, RevisionAsk } from './changes.ts'
import { integerOf, listOf, objectOf, textOf } from './json.ts'

/** Deployments of an environment that are looked at, newest first. */
const DEPLOYMENTS = 30

export interface Found {
  readonly revision?: Revision
  /** What was looked for, in order. */
  readonly tried: readonly string[]
}

/**
 * The first of the asked places that the repository has. `except` is a SHA whose deployments do not count: the job that
 * releases it may have one in the same environment already.
 *
 * @throws GitHubError for anything but a revision that is not there
 */
export async function findRevision(
  github: GitHubApi,
  repository: RepositoryName,
  ask: RevisionAsk,
  except: string | undefined,
  signal?: AbortSignal
): Promise<Found> {
  const tried: string[] = []
  for (const { ref, by } of candidates(ask)) {
    tried.push(ref)
    const commit = await commitOf(github, repository, ref, signal)
    if (commit !== undefined) return { revision: { commit, by }, tried }
  }
  if (ask.environment === undefined) return { tried }
  tried.push(`environment ${ask.environment}`)
  const commit = await lastDeployed(github, repository, ask.environment, except, signal)
  return commit === undefined ? { tried } : { revision: { commit, by: 'deployment' }, tried }
}

type Candidate = { readonly ref: string; readonly by: Revision['by'] }

function candidates({ commit = '', version = '' }: RevisionAsk): readonly Candidate[] {
  const bare = version.replace(/^v(?=\d)/, '')
  // docker/metadata-action calls images of a commit `sha-` and its first seven digits.
  const sha = version.replace(/^sha-/, '')
  const tags = version === '' ? [] : [version, version === bare ? `v${version}` : bare].filter(isRefName)
  return [
    ...[commit].filter(isSha).map(ref => ({ ref, by: 'commit' }) as const),
    ...tags.map(tag => ({ ref: `tags/${tag}`, by: 'version' }) as const),
    ...[sha].filter(isSha).map(ref => ({ ref, by: 'version' }) as const)
  ]
}

const isSha = (text: string): boolean => /^[0-9a-f]{7,40}$/.test(text)

/** A digest (`sha256:…`) is no tag of git, and `..` would be a range. Stricter than git check-ref-format. */
export const isRefName = (text: string): boolean =>
  /^\w[\w.+/-]*$/.test(text) && !/\.\.|\/$|\.$|\.lock$/.test(text)

/**
 * REST API, "Get a commit": `ref` is a SHA, `heads/…` or `tags/…`, and annotated tags are followed. A SHA that is not
 * there is answered with 422, a tag with 404 or 422.
 */
export async function commitOf(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  ref: string,
  signal?: AbortSignal
): Promise<string | undefined> {
  try {
    // One file a page: the diff is of no interest here.
    const parameters = { owner, repo: name, ref, per_page: 1 }
    const { data } = await github.rest('GET /repos/{owner}/{repo}/commits/{ref}', parameters, signal)
    return textOf(objectOf(data).sha)
  } catch (error) {
    if (error instanceof GitHubError && (error.kind === 'not-found' || error.status === 422)) return undefined
    throw error
  }
}

/**
 * REST API, "List deployments" (newest first) and "List deployment statuses". A deployment that was successful once is
 * `inactive` after the next one, so all its statuses count.
 */
async function lastDeployed(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  environment: string,
  except: string | undefined,
  signal?: AbortSignal
): Promise<string | undefined> {
  const of = { owner, repo: name }
  const route = 'GET /repos/{owner}/{repo}/deployments'
  const { data } = await github.rest(route, { ...of, environment, per_page: DEPLOYMENTS }, signal)
  for (const deployment of listOf(data).map(objectOf)) {
    const sha = textOf(deployment.sha)
    const deployment_id = integerOf(deployment.id)
    if (sha === undefined || deployment_id === undefined || sha === except) continue
    const statuses = await github.rest(`${route}/{deployment_id}/statuses`, { ...of, deployment_id }, signal)
    if (listOf(statuses.data).some(status => objectOf(status).state === 'success')) return sha
  }
  return undefined
}
