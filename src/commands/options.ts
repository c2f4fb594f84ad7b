import type { AfterRollback } from '../release/goal.ts'
import type { InitialCapacity } from '../release/journal/journal.ts'
import type { Recovery } from '../release/recover/recover.ts'

export const COMMANDS = ['deploy', 'prepare', 'promote', 'rollback', 'finalize', 'status', 'recover'] as const
export type CommandName = (typeof COMMANDS)[number]

/** Whether the command brings a version out: it needs to be told which. */
export const releases = (command: CommandName | undefined): boolean =>
  command === 'deploy' || command === 'prepare' || command === 'promote'

/** Whose approval a finalize needs: deploy makes it a lasting condition, finalize has to meet it. */
export interface ApprovalOptions {
  /** Name of a GitHub environment. */
  readonly environment?: string
  /** Accepts that an administrator started the waiting job without a review. */
  readonly allowBypass: boolean
  /** Of the job that runs this, where the runner tells it. */
  readonly checkRunId?: number
}

/** What GitHub is told of a release, after AWS. */
export interface AnnounceOptions {
  /** Whether deploy makes a GitHub Release. `prerelease`: one that finalize makes a full one. */
  readonly release: 'none' | 'full' | 'prerelease'
  /** Tag of the GitHub Release; absent: the version. */
  readonly releaseTag?: string
  /** Whether a pull request is told that it went live, and that it was rolled back. */
  readonly comments: boolean
  /** On pull requests as long as they are live. */
  readonly liveLabel?: string
  /** Where issues of a tracker outside GitHub stand, with `{key}` in place of the key. */
  readonly issueUrl?: string
  /** Keys of that tracker's projects; absent: whatever has the form of a key counts. */
  readonly issueProjects?: readonly string[]
  /** Whether release notes notify the authors that they name. */
  readonly ping: boolean
  /** Of the job that runs this, where the runner tells it. */
  readonly checkRunId?: number
}

/** The inputs of a command after validation. */
export interface Options {
  readonly command: CommandName
  readonly imageName: string
  /** Present on deploy only. */
  readonly imageVersion?: string
  /** Full SHA that the version was built from; on deploy and prepare only, where it is known. */
  readonly commit?: string
  readonly asgPrefix: string
  /** Narrows a prefix that matches several services to one. */
  readonly service?: string
  /** Twelve digits: the account in which the groups must be. */
  readonly account?: string
  readonly redeploy: boolean
  readonly initialCapacity?: InitialCapacity
  readonly keepIdleScaling: boolean
  readonly allowSticky: boolean
  readonly allowMixed: boolean
  readonly afterRollback: AfterRollback
  /** Percent of the demand, 1 to 100; present on a rollback that may do with less. */
  readonly acceptCapacity?: number
  /** Present on recover. */
  readonly recovery?: Recovery
  /** Present on deploy and finalize. */
  readonly approval?: ApprovalOptions
  readonly announce: AnnounceOptions
  /** How long the command may take as a whole, in ms. */
  readonly timeoutMs: number
}

/** What stands for an input that is not given. */
export const DEFAULTS = {
  redeploy: false,
  keepIdleScaling: false,
  allowSticky: false,
  allowMixed: false,
  afterRollback: 'terminate',
  announce: { release: 'none', comments: false, ping: false },
  timeoutMs: 30 * 60_000
} as const satisfies Partial<Options>
