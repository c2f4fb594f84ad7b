import type { Actor } from './actor.ts'
import type { Deployment, Environment, Run } from './world-actions.ts'

/**
 * The simulated GitHub as plain JSON data. Times are ms since the epoch. Members are mutable because routes that write
 * work on an immer draft of it; everybody else treats a GitHubWorld as a value that never changes.
 */
export interface GitHubWorld {
  now: number
  /** Number of things ever made; gives ids. */
  made: number
  /** By `owner/name`. */
  repositories: Record<string, Repository>
  /** By token text. */
  tokens: Record<string, Token>
  /** What a job may ask an OpenID Connect token for, by the text of its request token. */
  idTokenRequests: Record<string, IdTokenRequest>
  /** Ms from the merge of a pull request until `associatedPullRequests` and `commits/{sha}/pulls` know it. */
  associationLagMs: number
}

/** Permissions of a token as workflow `permissions:` and the header `x-accepted-github-permissions` name them. */
export type Permission =
  | 'actions'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'issues'
  | 'metadata'
  | 'pull_requests'

export interface Token {
  readonly actor: Actor
  /** What is not named may not be read. */
  readonly permissions: Partial<Record<Permission, 'read' | 'write'>>
  readonly rate: { readonly limit: number; used: number; resetAt: number }
}

export interface IdTokenRequest {
  /** `owner/name`. */
  readonly repository: string
  readonly run: number
  readonly job: number
}

export interface Repository {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly private: boolean
  /** Tag and assets of a release are locked when it is published. */
  immutableReleases: boolean
  defaultBranch: string
  commits: Record<string, Commit>
  /** Head SHA by name. */
  branches: Record<string, string>
  /** Commit SHA by name. */
  tags: Record<string, string>
  pulls: Record<string, PullRequest>
  issues: Record<string, Issue>
  /** By id. */
  comments: Record<string, IssueComment>
  /** Text by path, the same in every commit. */
  files: Record<string, string>
  /** By name as it was made; names are found whatever their case. */
  environments: Record<string, Environment>
  runs: Record<string, Run>
  deployments: Record<string, Deployment>
  releases: Record<string, Release>
}

export interface Commit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly message: string
  readonly authorName: string
  readonly authorEmail: string
  /** The account that the e-mail belongs to; absent where GitHub knows none. */
  readonly author?: Actor
  readonly at: number
}

export interface PullRequest {
  readonly id: number
  readonly number: number
  title: string
  body: string
  state: 'open' | 'closed'
  readonly author: Actor
  labels: string[]
  readonly base: string
  readonly head: string
  /** `owner/name` of the fork that the head lives in; absent: this repository. */
  readonly headRepository?: string
  readonly headSha: string
  /** Of the head branch, oldest first. */
  readonly commits: readonly string[]
  readonly createdAt: number
  updatedAt: number
  closedAt?: number
  merge?: Merge
  /** Numbers of issues that merging it closes. */
  closes: number[]
}

export interface Merge {
  readonly at: number
  readonly by: Actor
  /** The merge commit, the squash commit, or the last of the rebased commits. */
  readonly sha: string
  /** Commits that the merge itself made on the base branch: one, or all the rebased ones. */
  readonly made: readonly string[]
  /** When the commit index knows it; without one, `associationLagMs` after the merge. */
  readonly indexedAt?: number
}

export interface Issue {
  readonly id: number
  readonly number: number
  title: string
  body: string
  state: 'open' | 'closed'
  readonly author: Actor
  labels: string[]
  readonly createdAt: number
}

export interface IssueComment {
  readonly id: number
  /** Of the issue or the pull request. */
  readonly issue: number
  readonly author: Actor
  body: string
  readonly createdAt: number
  updatedAt: number
}

export interface Release {
  readonly id: number
  tag: string
  target: string
  name: string
  body: string
  draft: boolean
  prerelease: boolean
  immutable: boolean
  readonly author: Actor
  readonly createdAt: number
  publishedAt?: number
}
