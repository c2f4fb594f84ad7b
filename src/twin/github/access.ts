import { type Grant, Refusal } from './route.ts'
import type { GitHubWorld, Permission, Token } from './world.ts'

const HOUR_MS = 3_600_000

/** The token's text in an `authorization` header, in either of the two schemes that GitHub takes. */
export function tokenText(header: string | undefined): string | undefined {
  return /^(?:token|bearer) (\S+)$/i.exec(header ?? '')?.[1]
}

/** @throws Refusal 401. Stricter than GitHub, which shows public repositories to anybody. */
export function tokenOf(world: GitHubWorld, header: string | undefined): Token {
  const text = tokenText(header)
  if (text === undefined) throw new Refusal(401, 'Requires authentication')
  const token = world.tokens[text]
  if (token === undefined) throw new Refusal(401, 'Bad credentials')
  return token
}

export function grants(token: Token, grant: Grant): boolean {
  const [permission, level] = grant.split('=') as [Permission, string]
  const held = token.permissions[permission]
  return held === 'write' || (held === 'read' && level === 'read')
}

/** The header of that name: `;` means or. */
export const acceptedHeader = (needs: readonly Grant[]): Readonly<Record<string, string>> => ({
  'x-accepted-github-permissions': needs.join('; ')
})

/**
 * Takes one call from the token's hourly budget. REST and GraphQL share it here; GitHub keeps one for each.
 * @throws Refusal 403 where it is spent
 */
export function spend(world: GitHubWorld, text: string): void {
  const token = world.tokens[text]
  if (token === undefined) return
  const { rate } = token
  if (world.now >= rate.resetAt) {
    rate.used = 0
    rate.resetAt = world.now + HOUR_MS
  }
  if (rate.used >= rate.limit) throw new Refusal(403, 'API rate limit exceeded for installation ID 1.')
  rate.used += 1
}

export function rateHeaders(token: Token | undefined): Readonly<Record<string, string>> {
  if (token === undefined) return {}
  const { limit, used, resetAt } = token.rate
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(limit - used),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
    'x-ratelimit-resource': 'core'
  }
}
