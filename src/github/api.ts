/** A failed call to GitHub, told apart by what the caller can do about it. */
export type GitHubErrorKind =
  /** No token, a token that GitHub does not know, or one without a permission that the call needs. */
  | 'denied'
  /** There is no such thing, or the token may not see that there is. */
  | 'not-found'
  /** The hourly budget is spent, or GitHub asks to slow down, for longer than a run may wait. */
  | 'rate-limited'
  /** GitHub understood the request and refused it. */
  | 'refused'
  /** No answer, a broken answer or a server error: a request that writes may or may not have taken place. */
  | 'unavailable'

/** What is known of a failed call beside its kind and its text. */
export interface GitHubErrorFacts {
  /** Of the answer; undefined where none came. */
  readonly status?: number
  /**
   * The permissions that would have been accepted, as the header `x-accepted-github-permissions` names them: `,` means
   * and, `;` means or, e.g. `issues=write; pull_requests=write`.
   */
  readonly permission?: string
  /** Seconds after which GitHub would answer again. */
  readonly retryAfter?: number
  /** Header `x-github-request-id`. */
  readonly requestId?: string
}

/** What every function of a `GitHubApi` throws, apart from the reason of a caller's own signal. `message` is untrusted text. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError'
  readonly kind: GitHubErrorKind
  /** Route template, e.g. `GET /repos/{owner}/{repo}/pulls`, or `POST /graphql`. */
  readonly route: string
  readonly status: number | undefined
  readonly permission: string | undefined
  readonly retryAfter: number | undefined
  readonly requestId: string | undefined

  constructor(
    kind: GitHubErrorKind,
    route: string,
    message: string,
    facts: GitHubErrorFacts = {},
    options?: ErrorOptions
  ) {
    super(message, options)
    this.kind = kind
    this.route = route
    this.status = facts.status
    this.permission = facts.permission
    this.retryAfter = facts.retryAfter
    this.requestId = facts.requestId
  }
}

export interface GitHubAnswer {
  /** 200 to 299. */
  readonly status: number
  /** Parsed JSON, as it came: whoever reads it judges its shape. Undefined for an empty body. */
  readonly data: unknown
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

export type Parameters = Readonly<Record<string, unknown>>

/** GitHub as the rest of the project sees it: plain data in and out, `GitHubError` for everything that fails. */
export interface GitHubApi {
  /**
   * One call of the REST API.
   *
   * @param route method and path template of the reference, e.g. `GET /repos/{owner}/{repo}/compare/{basehead}`
   * @param parameters the template's parameters; what is left goes into the query of a GET, into the body otherwise
   * @throws GitHubError; the signal's reason where it aborts first
   */
  rest(route: string, parameters?: Parameters, signal?: AbortSignal): Promise<GitHubAnswer>
  /**
   * One query of the GraphQL API; gives its `data`. A thing that does not exist (errors of type `NOT_FOUND`) is null
   * at its place; any other error fails the whole query.
   *
   * @throws GitHubError; the signal's reason where it aborts first
   */
  graphql(
    query: string,
    variables?: Parameters,
    signal?: AbortSignal
  ): Promise<Readonly<Record<string, unknown>>>
}
