import type { Attempt } from './attempt.ts'

export interface Refusal extends Attempt {
  readonly name: string
  readonly code: string
  /** Part of the message or of what to do. */
  readonly says: string | RegExp
  /** Tried in every run of the tests, the others with BLACK_BOX=full. */
  readonly sample?: true
}
