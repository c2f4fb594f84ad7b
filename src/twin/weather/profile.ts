import type { Throttling } from './buckets.ts'
import type { TroubleKind } from './trouble.ts'

export const ENVIRONMENT_KINDS = [
  'scale-out',
  'scale-in',
  'spot-loss',
  'standby-loss',
  'flap',
  'slow-boot',
  'no-capacity',
  'operator-resize',
  'operator-suspend',
  'operator-exit-standby',
  'operator-untag',
  'terraform'
] as const
export type EnvironmentKind = (typeof ENVIRONMENT_KINDS)[number]

/** How bad the weather is. What is not named does not happen. */
export interface Profile {
  /** Chance in 0..1 that a call meets this trouble; a read meets only what can happen to a read. */
  readonly calls?: Readonly<Partial<Record<TroubleKind, number>>>
  readonly throttling?: Throttling
  /** Number of the one call that is denied, from 1. */
  readonly deniedCall?: number
  /** Number of the first call whose token has expired; all later ones are refused too. */
  readonly expiredFromCall?: number
  readonly stale?: Staleness
  readonly environment?: {
    readonly everySeconds: number
    /** Chance in 0..1 each time. */
    readonly chances: Readonly<Partial<Record<EnvironmentKind, number>>>
  }
}

export interface Staleness {
  /** A read may show what was there at any time of the last so many seconds, each object by itself. */
  readonly seconds: number
  /** Chance in 0..1 that an object of a read is stale. */
  readonly chance: number
  /** `monotone`: what a read has shown is never older in a later one. */
  readonly mode: 'monotone' | 'any'
}

export interface Weather {
  /** The same seed gives the same weather. */
  readonly seed: number
  readonly profile: Profile
}
