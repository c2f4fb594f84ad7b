/** The GitHub Release of a version. */
import type { GitHubApi } from '../api.ts'
import { GitHubError } from '../api.ts'
import type { RepositoryName } from '../changes.ts'
import { commitOf } from '../find-revision.ts'
import { integerOf, type JsonObject, objectOf } from '../json.ts'

export interface ReleaseWish {
  readonly tag: string
  /** Full SHA; the tag is made there where it does not exist. */
  readonly commit: string
  /** Markdown, at most 125,000 characters. */
  readonly body: string
  readonly prerelease: boolean
}

export type ReleaseMade =
  | { readonly kind: 'made' }
  /** Left alone, whatever it says. */
  | { readonly kind: 'exists' }
  /** The tag names another commit, so nothing was made. */
  | { readonly kind: 'tag-elsewhere'; readonly commit: string }

const ROUTE = '/repos/{owner}/{repo}/releases'

/**
 * Makes it in one call, complete as it is: under immutable releases tag and target are fixed from then on (GitHub Docs,
 * "Immutable releases"). Needs `contents: write`.
 *
 * @throws GitHubError; the signal's reason
 */
export async function makeRelease(
  github: GitHubApi,
  repository: RepositoryName,
  { tag, commit, body, prerelease }: ReleaseWish,
  signal?: AbortSignal
): Promise<ReleaseMade> {
  if (await releaseOf(github, repository, tag, signal)) return { kind: 'exists' }
  const tagged = await commitOf(github, repository, `tags/${tag}`, signal)
  if (tagged !== undefined && tagged !== commit) return { kind: 'tag-elsewhere', commit: tagged }
  const wish = { tag_name: tag, target_commitish: commit, name: tag, body, prerelease, draft: false }
  try {
    await github.rest(`POST ${ROUTE}`, { owner: repository.owner, repo: repository.name, ...wish }, signal)
    return { kind: 'made' }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    // An answer may be lost, and another run may have been first: what is there decides.
    const doubtful = error.kind === 'unavailable' || error.status === 422
    if (doubtful && (await releaseOf(github, repository, tag, signal)))
      return { kind: error.status === 422 ? 'exists' : 'made' }
    throw error
  }
}

/**
 * Makes a prerelease a full one. GitHub allows that for immutable releases too: tag and assets are all that is fixed
 * (measured in github/docs#45718). Needs `contents: write`.
 *
 * @returns `none` where there is no release of that tag, `full` where it was none before either
 * @throws GitHubError; the signal's reason
 */
export async function completeRelease(
  github: GitHubApi,
  repository: RepositoryName,
  tag: string,
  signal?: AbortSignal
): Promise<'completed' | 'full' | 'none'> {
  const release = await releaseOf(github, repository, tag, signal)
  const id = integerOf(release?.id)
  if (release === undefined || id === undefined) return 'none'
  if (release.prerelease !== true) return 'full'
  const change = { release_id: id, prerelease: false, make_latest: 'legacy' }
  const parameters = { owner: repository.owner, repo: repository.name, ...change }
  await github.rest(`PATCH ${ROUTE}/{release_id}`, parameters, signal)
  return 'completed'
}

/** REST API, "Get a release by tag name": published ones only. */
async function releaseOf(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  tag: string,
  signal?: AbortSignal
): Promise<JsonObject | undefined> {
  try {
    return objectOf((await github.rest(`GET ${ROUTE}/tags/{tag}`, { owner, repo: name, tag }, signal)).data)
  } catch (error) {
    if (error instanceof GitHubError && error.kind === 'not-found') return undefined
    throw error
  }
}
