import type { InitialCapacity } from '../release/journal.ts'

export const COMMANDS = ['deploy', 'rollback', 'finalize', 'status'] as const
export type CommandName = (typeof COMMANDS)[number]

/** The inputs of a command after validation. */
export interface Options {
  readonly command: CommandName
  readonly imageName: string
  /** Present on deploy only. */
  readonly imageVersion?: string
  readonly asgPrefix: string
  /** Narrows a prefix that matches several services to one. */
  readonly service?: string
  readonly redeploy: boolean
  readonly initialCapacity?: InitialCapacity
  /** How long the command may take as a whole, in ms. */
  readonly timeoutMs: number
}
