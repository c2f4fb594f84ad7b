import type { GitHubApi } from '../api.ts'
import type { RepositoryName } from '../changes.ts'
import { integerOf, type JsonObject, listOf, objectOf, textOf, within } from '../json.ts'
import { pagesOf } from '../pages.ts'

/** Pages of comments that are looked through, 100 each. */
const PAGES = 10
const ROUTE = '/repos/{owner}/{repo}/issues'

/**
 * The one comment of ours on a pull request: found by its first line, written where there is none, changed where it says
 * something else. A change notifies nobody. Needs `pull-requests: write`.
 *
 * @param marker an HTML comment, which readers do not see
 * @param text what follows it, in Markdown
 * @throws GitHubError; the signal's reason
 */
export async function keepComment(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  number: number,
  marker: string,
  text: string,
  signal?: AbortSignal
): Promise<'written' | 'changed' | 'same'> {
  const of = { owner, repo: name }
  const body = `${marker}\n${text}`
  const asked = { ...of, issue_number: number, per_page: 100 }
  let found: JsonObject | undefined
  for await (const { data } of pagesOf(github, `GET ${ROUTE}/{issue_number}/comments`, asked, PAGES, signal))
    found ??= listOf(data)
      .map(objectOf)
      .find(comment => isOurs(comment, marker))
  const id = integerOf(found?.id)
  if (found === undefined || id === undefined) {
    await github.rest(`POST ${ROUTE}/{issue_number}/comments`, { ...of, issue_number: number, body }, signal)
    return 'written'
  }
  if (textOf(found.body)?.trim() === body.trim()) return 'same'
  await github.rest(`PATCH ${ROUTE}/comments/{comment_id}`, { ...of, comment_id: id, body }, signal)
  return 'changed'
}

/** Anybody can write the marker: only a bot's comment counts, and that of somebody who may write to the repository. */
function isOurs(comment: JsonObject, marker: string): boolean {
  const trusted =
    within(comment, 'user').type === 'Bot' ||
    ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(textOf(comment.author_association) ?? '')
  return trusted && textOf(comment.body)?.startsWith(`${marker}\n`) === true
}
