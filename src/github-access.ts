/** GitHub as the environment of a process names it. */
import type { GitHubApi } from './github/api.ts'
import { VERSION } from './version.ts'
import type { Environment } from './wiring.ts'

/**
 * The client's modules are run with the first call: that costs a tenth of a second, and a rollback shall not wait for it.
 * @param token empty where there is none
 * @returns undefined where there is no token to ask with
 */
export function githubOf(env: Environment, token: string): GitHubApi | undefined {
  if (token === '') return undefined
  let opened: Promise<GitHubApi> | undefined
  const open = (): Promise<GitHubApi> => {
    opened ??= load(env, token)
    return opened
  }
  return {
    rest: async (route, parameters, signal) => await (await open()).rest(route, parameters, signal),
    graphql: async (query, variables, signal) => await (await open()).graphql(query, variables, signal)
  }
}

async function load(env: Environment, token: string): Promise<GitHubApi> {
  // Into the same file, which works where it is copied alone: it is run there with the first call and not before.
  const { createGitHub } = await import(/* webpackMode: "eager" */ './github/client.ts')
  return createGitHub({
    token,
    baseUrl: env.GITHUB_API_URL ?? 'https://api.github.com',
    ...(env.GITHUB_GRAPHQL_URL && { graphqlUrl: env.GITHUB_GRAPHQL_URL }),
    userAgent: `bg-release/${VERSION}`
  })
}
