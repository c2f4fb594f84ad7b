/** GitHub as the environment of a process names it. */
import { type GitHubApi, GitHubError } from './github/api.ts'
import { VERSION } from './version.ts'
import type { Environment } from './wiring.ts'

/**
 * The client comes with the first need of it: most runs of a terminal never ask GitHub.
 * @param token empty where there is none
 * @returns undefined where there is nobody to ask, a token that cannot be one included
 */
export async function githubOf(env: Environment, token: string): Promise<GitHubApi | undefined> {
  if (token === '') return undefined
  const { createGitHub } = await import('./github/client.ts')
  try {
    return createGitHub({
      token,
      baseUrl: env.GITHUB_API_URL ?? 'https://api.github.com',
      ...(env.GITHUB_GRAPHQL_URL && { graphqlUrl: env.GITHUB_GRAPHQL_URL }),
      userAgent: `bg-release/${VERSION}`
    })
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return undefined
  }
}
