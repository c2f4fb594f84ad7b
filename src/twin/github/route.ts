import type { GitHubWorld, Permission, Repository, Token } from './world.ts'

/** A request as it comes through any door. */
export interface RestRequest {
  readonly method: string
  /** Percent-encoded, without query. */
  readonly path: string
  readonly query: URLSearchParams
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown
}

export interface Reply {
  readonly status: number
  /** JSON; undefined for an empty body. */
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** What a handler sees of a request whose token and repository are good. */
export interface Call {
  /** For routes that write, an immer draft. */
  readonly world: GitHubWorld
  readonly repository: Repository
  readonly token: Token
  /** Decoded, by the names of the path template. */
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  /** What all URLs in answers begin with. */
  readonly origin: string
}

export type Level = 'read' | 'write'

/** E.g. `issues=write`. */
export type Grant = `${Permission}=${Level}`

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Template as in the REST API reference; always under `/repos/{owner}/{repo}`. */
  readonly path: string
  /** Any one of them is enough. Source: REST API reference, "Permissions required for fine-grained personal access tokens". */
  readonly needs: readonly [Grant, ...Grant[]]
  /** @throws Refusal */
  readonly handle: (call: Call) => Omit<Reply, 'headers'> & { readonly headers?: Reply['headers'] }
}

/** Ends a call with an error answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly errors: readonly unknown[] | undefined

  constructor(
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    errors?: readonly unknown[]
  ) {
    super(message)
    this.status = status
    this.headers = headers
    this.errors = errors
  }
}

export const notFound = () => new Refusal(404, 'Not Found')

/** 422 as GitHub words it for one member of the body. */
export const invalid = (resource: string, field: string, code: string) =>
  new Refusal(422, 'Validation Failed', {}, [{ resource, code, field }])
