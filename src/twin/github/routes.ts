import type { Route } from './route.ts'
import { ACTIONS_ROUTES } from './routes-actions.ts'
import { CODE_ROUTES } from './routes-code.ts'
import { DEPLOYMENT_ROUTES } from './routes-deployments.ts'
import { ISSUE_ROUTES } from './routes-issues.ts'
import { RELEASE_ROUTES } from './routes-releases.ts'

export const ROUTES: readonly Route[] = [
  ...CODE_ROUTES,
  ...ISSUE_ROUTES,
  ...ACTIONS_ROUTES,
  ...DEPLOYMENT_ROUTES,
  ...RELEASE_ROUTES
]

/** Parameters that may hold slashes which are not encoded. */
const WITH_SLASHES: readonly string[] = ['basehead', 'ref', 'path', 'tag']

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path.replace(/\{(\w+)\}/g, (_, name: string) => (WITH_SLASHES.includes(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`))}$`
  )

export interface Match {
  readonly route: Route
  /** Decoded. */
  readonly path: Readonly<Record<string, string>>
}

/** Finds routes by method and percent-encoded path. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const known = routes.map(route => ({ route, pattern: patternOf(route.path) }))
  return (method, path) => {
    for (const { route, pattern } of known) {
      if (route.method !== method) continue
      const groups = pattern.exec(path)?.groups
      const decoded = groups === undefined ? undefined : decode(groups)
      if (decoded !== undefined) return { route, path: decoded }
    }
    return undefined
  }
}

function decode(groups: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)])
    )
  } catch {
    return undefined
  }
}
