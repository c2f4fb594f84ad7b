/** What lies between two versions, as plain data: no text for people. */
export interface RepositoryName {
  readonly owner: string
  readonly name: string
}

export interface Author {
  /** Without the `[bot]` that REST adds. */
  readonly login: string
  readonly bot: boolean
}

export interface LinkedIssue {
  readonly number: number
  readonly title: string
  readonly repository: RepositoryName
}

export interface PullRequest {
  readonly number: number
  readonly title: string
  /** Ms since the epoch. */
  readonly mergedAt: number
  readonly baseBranch: string
  readonly headBranch: string
  /** The merge commit, the squash commit, or the last of the rebased commits. */
  readonly mergeCommit: string
  /** Absent where the account is gone. */
  readonly author?: Author
  readonly labels: readonly string[]
  /** Issues that GitHub closed with it. */
  readonly issues: readonly LinkedIssue[]
  /** Keys of a tracker outside GitHub, e.g. `SHOP-12`, from title and branch. */
  readonly issueKeys: readonly string[]
}

/** A commit that no merged pull request brought. */
export interface DirectCommit {
  readonly sha: string
  /** First line of the message. */
  readonly subject: string
  /** Absent where GitHub knows no account for the e-mail address. */
  readonly author?: Author
  /** As git has it. */
  readonly authorName: string
  /** Ms since the epoch. */
  readonly at: number
}

/** The commits of one version that another one lacks. */
export type Range =
  | {
      readonly kind: 'listed'
      readonly commits: number
      /** By date of merge, then by number. */
      readonly pullRequests: readonly PullRequest[]
      /** In the order of the history, oldest first. */
      readonly directCommits: readonly DirectCommit[]
    }
  /** More commits than GitHub lists. */
  | { readonly kind: 'too-many'; readonly commits: number }

export interface Revision {
  /** Full SHA. */
  readonly commit: string
  /** What it was found by. */
  readonly by: 'commit' | 'version' | 'deployment'
}

interface Between {
  readonly repository: RepositoryName
  readonly base: Revision
  readonly head: Revision
}

export type Changes =
  /** `missing` is not in the repository, so there is nothing to compare. `tried` are commits, tags and environments. */
  | {
      readonly kind: 'unknown'
      readonly repository: RepositoryName
      readonly missing: 'base' | 'head'
      readonly tried: readonly string[]
    }
  | (Between & { readonly kind: 'identical' })
  /** The head holds everything the base has, and more. */
  | (Between & { readonly kind: 'ahead'; readonly added: Range })
  /** The head is an ancestor of the base: a rollback, which takes `removed` away. */
  | (Between & { readonly kind: 'behind'; readonly removed: Range })
  /** Each has what the other lacks. */
  | (Between & {
      readonly kind: 'diverged'
      /** SHA of the newest commit that both have. */
      readonly mergeBase: string
      readonly added: Range
      readonly removed: Range
    })

/** Where to look for a revision; tried in this order. */
export interface RevisionAsk {
  /** Full or short SHA. */
  readonly commit?: string
  /** A tag, with or without `v`; or an image version that is a short SHA, e.g. `sha-3f2a91c`. */
  readonly version?: string
  /** Name of a GitHub environment: the commit of its last successful deployment. */
  readonly environment?: string
}

export interface ChangesAsk {
  readonly repository: RepositoryName
  readonly base: RevisionAsk
  readonly head: Omit<RevisionAsk, 'environment'>
  /** Project keys of a tracker outside GitHub, e.g. `SHOP`. Absent: whatever has the form of a key counts. */
  readonly issueProjects?: readonly string[]
}
