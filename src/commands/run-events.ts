import type { ApprovalProof } from '../release/approval/proof.ts'
import type { Finding } from '../release/codes.ts'
import type { Wait } from '../release/decision.ts'
import type { AwsError } from '../release/errors.ts'
import type { Note } from '../release/notes.ts'
import type { Place } from '../release/phase.ts'
import type { Observation } from '../release/world.ts'
import type { Pair } from './find-fleet.ts'

/** What one service waits for. */
export interface ServiceWait {
  readonly service: string
  readonly wait: Wait
}

/** What a run tells while it works. Times in ms since the epoch. */
export type RunEvent =
  | { readonly kind: 'found'; readonly pairs: readonly Pair[] }
  | { readonly kind: 'looked'; readonly seen: Observation }
  /** Before the first change: what people should know, and what refuses nothing. */
  | { readonly kind: 'noted'; readonly service: string; readonly note: Note }
  /** `bookkeeping`: only tags of our own are written, which matters to nobody who watches. */
  | {
      readonly kind: 'changing'
      readonly service: string
      readonly why: string
      readonly bookkeeping: boolean
      readonly at: number
    }
  /** `answered`: false where nobody knows whether it took place. */
  | {
      readonly kind: 'changed'
      readonly service: string
      readonly why: string
      readonly bookkeeping: boolean
      readonly answered: boolean
      readonly at: number
    }
  /** Nothing is to be done before one of these has come about. */
  | { readonly kind: 'waiting'; readonly waits: readonly ServiceWait[]; readonly at: number }
  | { readonly kind: 'aws-failed'; readonly error: AwsError; readonly retryInMs: number; readonly at: number }
  | { readonly kind: 'watching-claim'; readonly claim: string; readonly holder: string; readonly at: number }
  /** The run is about to claim its services, by a tag on each of these groups. */
  | { readonly kind: 'claiming'; readonly groups: readonly string[] }
  | { readonly kind: 'signed-off' }
  /** The environment approved, or a person overrode it. */
  | { readonly kind: 'approved'; readonly proof: ApprovalProof }
  /** Some services had switched when another one failed: all of them go back. */
  | { readonly kind: 'going-back'; readonly services: readonly string[]; readonly at: number }

export type Listener = (event: RunEvent) => void

export interface ServiceNote {
  readonly service: string
  readonly note: Note
}

/** What was done and when, for the summary. Times in ms since the epoch. */
export interface TimelineEntry {
  readonly at: number
  readonly service: string
  readonly text: string
}

/** One service as the run saw it last. */
export interface ServiceReport {
  readonly pair: Pair
  /** Absent where the run ended before its first look. */
  readonly seen?: Observation
  readonly place?: Place
}

/** How a command ended. */
export interface RunReport {
  readonly status: 'succeeded' | 'failed' | 'stopped'
  /** Whether the run came as far as to work; before that nothing can have changed. */
  readonly begun: boolean
  /** Whether this run changed anything but its own claim tags. */
  readonly changed: boolean
  readonly findings: readonly Finding[]
  /** Absent where there are none. */
  readonly notes?: readonly ServiceNote[]
  /** Every service of the fleet, in order of their names. */
  readonly services: readonly ServiceReport[]
  readonly timeline: readonly TimelineEntry[]
  /** Present on a finalize that needed one. */
  readonly approval?: ApprovalProof
  /**
   * For at most so long both versions of a service answered at once during this run, in ms: from the last look without to
   * the first without. Of several services the longest.
   */
  readonly mixedMs?: number
  readonly startedAt: number
  readonly endedAt: number
}
