import { parse } from 'yaml'
import type { GitHubApi } from './api.ts'
import { GitHubError } from './api.ts'
import type { RepositoryName } from './changes.ts'
import { listOf, objectOf, textOf, within } from './json.ts'

export interface Exclusion {
  /** In small letters. */
  readonly labels: readonly string[]
  /** In small letters, without `[bot]`. */
  readonly authors: readonly string[]
}

/** One heading of the notes. A pull request stands under the first one that takes it. */
export interface Category {
  readonly title: string
  /** In small letters; `*` is any pull request, labels or not. */
  readonly labels: readonly string[]
  /** Conventional-commit types that stand for a label where a pull request has none that counts, e.g. `feat`. */
  readonly types: readonly string[]
  /** A `!` before the colon of the title is enough. */
  readonly breaking: boolean
  readonly exclude: Exclusion
  /** Notes for users leave `team` categories out. */
  readonly audience: 'everyone' | 'team'
}

export interface NotesRules {
  readonly exclude: Exclusion
  readonly categories: readonly Category[]
}

export type FoundRules =
  | { readonly kind: 'file'; readonly path: string; readonly rules: NotesRules }
  | { readonly kind: 'none' }
  /** The file is there and cannot be used. `problem` is untrusted text. */
  | { readonly kind: 'broken'; readonly path: string; readonly problem: string }

const PATHS = ['.github/release.yml', '.github/release.yaml']
const MOST_CHARACTERS = 65_536
/** Labels and titles of categories that users of a service need not read. */
const FOR_THE_TEAM =
  /\b(?:build|chores?|ci|cleanups?|deps|dependenc(?:y|ies)|dev|development|docs?|documentation|github.actions|housekeeping|infra(?:structure)?|internals?|maintenance|refactor(?:ing)?s?|style|tests?|testing|tooling)\b/i

/**
 * The categories of the repository's own `.github/release.yml` at a commit (GitHub Docs, "Automatically generated
 * release notes").
 *
 * @throws GitHubError for anything but a file that is not there
 */
export async function readNotesRules(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  ref: string,
  signal?: AbortSignal
): Promise<FoundRules> {
  for (const path of PATHS) {
    try {
      const parameters = { owner, repo: name, path, ref }
      const { data } = await github.rest('GET /repos/{owner}/{repo}/contents/{path}', parameters, signal)
      return parseNotesRules(
        path,
        Buffer.from(textOf(objectOf(data).content) ?? '', 'base64').toString('utf8')
      )
    } catch (error) {
      if (!(error instanceof GitHubError && error.kind === 'not-found')) throw error
    }
  }
  return { kind: 'none' }
}

export function parseNotesRules(path: string, text: string): FoundRules {
  if (text.length > MOST_CHARACTERS) return { kind: 'broken', path, problem: 'it is larger than 64 KiB' }
  const file = parsed(text)
  if ('problem' in file) return { kind: 'broken', path, problem: file.problem }
  const changelog = within(file.value, 'changelog')
  const categories = listOf(changelog.categories).flatMap(value => categoryOf(value) ?? [])
  return { kind: 'file', path, rules: { exclude: exclusionOf(changelog.exclude), categories } }
}

function parsed(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    // Aliases are what a small file can grow without end by.
    return { value: parse(text, { maxAliasCount: 20, logLevel: 'error' }) }
  } catch (error) {
    return { problem: (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '' }
  }
}

function categoryOf(value: unknown): Category | undefined {
  const category = objectOf(value)
  const title = textOf(category.title)
  const labels = words(category.labels)
  if (title === undefined || labels.length === 0) return undefined
  const team = labels.includes('*') || [title, ...labels].some(text => FOR_THE_TEAM.test(text))
  const exclude = exclusionOf(category.exclude)
  return { title, labels, types: [], breaking: false, exclude, audience: team ? 'team' : 'everyone' }
}

function exclusionOf(value: unknown): Exclusion {
  const { labels, authors } = objectOf(value)
  return { labels: words(labels), authors: words(authors).map(login => login.replace(/\[bot\]$/, '')) }
}

const words = (value: unknown): readonly string[] =>
  listOf(value).flatMap(each => textOf(each)?.toLowerCase() ?? [])
