/** A user or an app. */
export interface Actor {
  /** Without `[bot]`: REST adds it, GraphQL does not. */
  readonly login: string
  readonly type: 'User' | 'Bot'
  readonly id: number
}
