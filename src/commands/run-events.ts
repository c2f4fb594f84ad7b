import type { Finding } from '../release/codes.ts'
import type { Wait } from '../release/decision.ts'
import type { AwsError } from '../release/errors.ts'
import type { Place } from '../release/phase.ts'
import type { Observation } from '../release/world.ts'
import type { Pair } from './find-service.ts'

/** What a run tells while it works. */
export type RunEvent =
  | { readonly kind: 'found'; readonly pair: Pair }
  | { readonly kind: 'looked'; readonly seen: Observation; readonly place: Place }
  /** `bookkeeping`: only tags of our own are written, which matters to nobody who watches. */
  | { readonly kind: 'changing'; readonly why: string; readonly bookkeeping: boolean; readonly at: number }
  /** `answered`: false where nobody knows whether it took place. */
  | {
      readonly kind: 'changed'
      readonly why: string
      readonly bookkeeping: boolean
      readonly answered: boolean
      readonly at: number
    }
  | { readonly kind: 'waiting'; readonly wait: Wait; readonly at: number }
  | { readonly kind: 'aws-failed'; readonly error: AwsError; readonly retryInMs: number; readonly at: number }
  | { readonly kind: 'watching-claim'; readonly claim: string; readonly holder: string; readonly at: number }

export type Listener = (event: RunEvent) => void

/** What was done and when, for the summary. Times in ms since the epoch. */
export interface TimelineEntry {
  readonly at: number
  readonly text: string
}

/** How a command ended. */
export interface RunReport {
  readonly status: 'succeeded' | 'failed' | 'stopped'
  /** Whether the run came as far as to work; before that nothing can have changed. */
  readonly begun: boolean
  /** Whether this run changed anything but its own claim tag. */
  readonly changed: boolean
  readonly findings: readonly Finding[]
  readonly pair?: Pair
  /** The last look. */
  readonly seen?: Observation
  readonly place?: Place
  readonly timeline: readonly TimelineEntry[]
  /** At most so long both versions answered at once during this run, in ms: from the last look without to the first without. */
  readonly mixedMs?: number
  readonly startedAt: number
  readonly endedAt: number
}
