import type { AfterRollback } from '../release/goal.ts'
import type { InitialCapacity } from '../release/journal.ts'
import type { Recovery } from '../release/recovery.ts'

export const COMMANDS = ['deploy', 'rollback', 'finalize', 'status', 'recover'] as const
export type CommandName = (typeof COMMANDS)[number]

/** Whose approval a finalize needs: deploy makes it a lasting condition, finalize has to meet it. */
export interface ApprovalOptions {
  /** Name of a GitHub environment. */
  readonly environment?: string
  /** Accepts that an administrator started the waiting job without a review. */
  readonly allowBypass: boolean
  /** Of the job that runs this, where the runner tells it. */
  readonly checkRunId?: number
}

/** The inputs of a command after validation. */
export interface Options {
  readonly command: CommandName
  readonly imageName: string
  /** Present on deploy only. */
  readonly imageVersion?: string
  readonly asgPrefix: string
  /** Narrows a prefix that matches several services to one. */
  readonly service?: string
  /** Twelve digits: the account in which the groups must be. */
  readonly account?: string
  readonly redeploy: boolean
  readonly initialCapacity?: InitialCapacity
  readonly keepIdleScaling: boolean
  readonly allowSticky: boolean
  readonly afterRollback: AfterRollback
  /** Percent of the demand, 1 to 100; present on a rollback that may do with less. */
  readonly acceptCapacity?: number
  /** Present on recover. */
  readonly recovery?: Recovery
  /** Present on deploy and finalize. */
  readonly approval?: ApprovalOptions
  /** How long the command may take as a whole, in ms. */
  readonly timeoutMs: number
}

/** What stands for an input that is not given. */
export const DEFAULTS = {
  redeploy: false,
  keepIdleScaling: false,
  allowSticky: false,
  afterRollback: 'terminate',
  timeoutMs: 30 * 60_000
} as const satisfies Partial<Options>
