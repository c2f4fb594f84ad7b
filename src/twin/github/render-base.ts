import type { Actor } from './actor.ts'

/** ISO 8601 to the second, as GitHub writes times. */
export const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z')

export const isoOrNull = (time: number | undefined): string | null => (time === undefined ? null : iso(time))

/** An opaque global id; `openNodeId` reads it back. */
export const nodeId = (kind: string, value: string | number): string =>
  `${kind}_${Buffer.from(String(value)).toString('base64url')}`

/** Kind and value of a global id; undefined for a text that is none. */
export function openNodeId(id: string): { readonly kind: string; readonly value: string } | undefined {
  const cut = id.indexOf('_')
  if (cut < 1) return undefined
  return { kind: id.slice(0, cut), value: Buffer.from(id.slice(cut + 1), 'base64url').toString() }
}

/** Login as REST shows it (GraphQL leaves the suffix out). */
export const restLogin = ({ login, type }: Actor): string => (type === 'Bot' ? `${login}[bot]` : login)

/** Schema `simple-user`. */
export function renderUser(actor: Actor, origin: string): Readonly<Record<string, unknown>> {
  const login = restLogin(actor)
  const url = `${origin}/users/${encodeURIComponent(login)}`
  return {
    login,
    id: actor.id,
    node_id: nodeId('U', actor.id),
    avatar_url: `${origin}/avatars/u/${actor.id}`,
    gravatar_id: '',
    url,
    html_url: `${origin}/web/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: actor.type,
    site_admin: false
  }
}
