import type { Options } from '../../src/commands/options.ts'
import type { Code } from '../../src/release/codes.ts'
import type { Checked } from './checked.ts'
import type { Hooks } from './simulation.ts'

/** A pair with one thing wrong, and what the refusal of a deploy says about it. */
export interface Defect {
  readonly blue?: object
  readonly green?: object
  readonly targetGroup?: object
  /** What somebody did before the run. */
  readonly prepare?: (simulation: Checked) => void
  readonly options?: Partial<Options>
  readonly hooks?: Hooks
  readonly says: RegExp
}

export type Row = readonly [code: Code, title: string, defect: Defect]
