/** One input: a row of action.yml and of the README, an option of the CLI. */
export interface InputSpec {
  readonly name: string
  readonly description: string
  /** Absent where the input must be given. Empty where nothing stands in for it. */
  readonly default?: string
  /** The value's form, for the CLI's help; absent for a flag. */
  readonly form?: string
  /** `action`: not an option of the CLI, which has its own way to it. */
  readonly door?: 'action'
}
