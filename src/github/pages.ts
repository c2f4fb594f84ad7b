import type { GitHubAnswer, GitHubApi, Parameters } from './api.ts'

/**
 * The pages of a paged REST route, in order, from `parameters.page` or 1 on. It ends with the first page whose `link`
 * header names no next one (REST API, "Using pagination in the REST API"), or after `limit` pages.
 *
 * @throws GitHubError of the page that fails
 */
export async function* pagesOf(
  github: GitHubApi,
  route: string,
  parameters: Parameters,
  limit: number,
  signal?: AbortSignal
): AsyncGenerator<GitHubAnswer, void, void> {
  const first = typeof parameters.page === 'number' ? parameters.page : 1
  for (let page = first; page < first + limit; page++) {
    const answer = await github.rest(route, { ...parameters, page }, signal)
    yield answer
    if (!/;\s*rel="?next"?/.test(answer.headers.link ?? '')) return
  }
}
