/** The reads that a check of an approval makes, with every way to fail turned into a refusal. */
import type { ReleaseError } from '../../release/codes.ts'
import { type GitHubApi, GitHubError, type Parameters } from '../api.ts'
import { pagesOf } from '../pages.ts'
import { refusal } from './refusal.ts'

/** One repository, read with one token. */
export interface RepositoryAt {
  readonly github: GitHubApi
  readonly owner: string
  readonly repo: string
  readonly signal?: AbortSignal
}

/** `what` follows "to read"; `missing` is thrown where GitHub knows no such thing, or hides it from the token. */
export interface Read {
  readonly route: string
  readonly parameters: Parameters
  readonly what: string
  /** Of `permissions:` in the workflow, e.g. `actions: read`: told where GitHub does not say which one it wants. */
  readonly permission: string
  readonly missing: () => ReleaseError | Promise<ReleaseError>
}

/** @throws ReleaseError `BGR-APPROVAL-DENIED`, `BGR-APPROVAL-UNAVAILABLE`, or what `missing` gives; the signal's reason */
export async function readOne(at: RepositoryAt, read: Read): Promise<unknown> {
  const parameters = { owner: at.owner, repo: at.repo, ...read.parameters }
  try {
    return (await at.github.rest(read.route, parameters, at.signal)).data
  } catch (error) {
    throw await refused(error, read)
  }
}

/** The pages of a list, 100 entries each, `PAGES` at most: what is behind them is not seen, and so proves nothing. */
export async function readPages(at: RepositoryAt, read: Read): Promise<readonly unknown[]> {
  const parameters = { owner: at.owner, repo: at.repo, per_page: 100, ...read.parameters }
  const pages: unknown[] = []
  try {
    for await (const page of pagesOf(at.github, read.route, parameters, PAGES, at.signal))
      pages.push(page.data)
  } catch (error) {
    throw await refused(error, read)
  }
  return pages
}

const PAGES = 20

/** Anything but a GitHubError goes on as it is: the reason of a signal, or a fault of ours. */
async function refused(error: unknown, read: Read): Promise<unknown> {
  if (!(error instanceof GitHubError)) return error
  switch (error.kind) {
    case 'not-found':
      return await read.missing()
    case 'denied':
      return denied(error, read)
    default:
      return refusal(
        'BGR-APPROVAL-UNAVAILABLE',
        `The approval cannot be checked: GitHub did not let us read ${read.what} (${error.kind}: ${error.message}).`,
        'Run finalize again in a new run once GitHub answers (githubstatus.com). Rollback and status need no approval. Nothing was changed.'
      )
  }
}

function denied(error: GitHubError, { what, permission }: Read): ReleaseError {
  const asked = error.permission === undefined ? '' : ` GitHub asks for: ${error.permission}.`
  return refusal(
    'BGR-APPROVAL-DENIED',
    `The approval cannot be checked: the token may not read ${what} (${error.status ?? 'no status'}: ${error.message}).${asked}`,
    `Add "${permission}" to the permissions of the job: a workflow that names any permission has none of the others. Nothing was changed.`
  )
}
