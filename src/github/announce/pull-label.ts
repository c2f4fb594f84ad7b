import type { GitHubApi } from '../api.ts'
import { GitHubError } from '../api.ts'
import type { RepositoryName } from '../changes.ts'

const ROUTE = '/repos/{owner}/{repo}/issues/{issue_number}/labels'

/**
 * Gives a pull request a label, or takes it away; GitHub makes one that the repository does not have. Needs
 * `pull-requests: write`.
 *
 * @throws GitHubError; the signal's reason
 */
export async function setLabel(
  github: GitHubApi,
  { owner, name }: RepositoryName,
  number: number,
  label: string,
  on: boolean,
  signal?: AbortSignal
): Promise<void> {
  const of = { owner, repo: name, issue_number: number }
  if (on) {
    await github.rest(`POST ${ROUTE}`, { ...of, labels: [label] }, signal)
    return
  }
  try {
    await github.rest(`DELETE ${ROUTE}/{name}`, { ...of, name: label }, signal)
  } catch (error) {
    if (!(error instanceof GitHubError && error.kind === 'not-found')) throw error
  }
}
