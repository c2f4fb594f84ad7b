import type { Service } from '../core/operations.ts'
import { draw, type Levels } from './buckets.ts'
import { dice } from './dice.ts'
import type { Weather } from './profile.ts'
import { TROUBLE_KINDS, type Trouble, type TroubleKind, troubleOf } from './trouble.ts'

export interface Call {
  readonly service: Service
  readonly operation: string
  readonly mutating: boolean
  /** Ms since the epoch. */
  readonly at: number
}

/** What of the calls so far counts for the next one. */
export interface Tally {
  readonly calls: number
  readonly levels: Levels
}

export const NO_CALLS: Tally = { calls: 0, levels: {} }

/** For a read, what happens after it or to a part of it makes no difference. */
const FOR_READS: readonly TroubleKind[] = [
  'throttle',
  'access-denied',
  'expired-token',
  'error-500',
  'html-500',
  'empty-500',
  'lost-request',
  'hang'
]

/** Decides what goes wrong with a call: at most one thing. Pure. */
export function strike(
  { seed, profile }: Weather,
  tally: Tally,
  call: Call
): { readonly tally: Tally; readonly trouble?: Trouble } {
  const number = tally.calls + 1
  const { levels, passes } =
    profile.throttling === undefined
      ? { levels: tally.levels, passes: true }
      : draw(profile.throttling, tally.levels, call, call.at)
  const kind = expired() ?? (passes ? rolled() : 'throttle')
  const next: Tally = { calls: number, levels }
  if (kind === undefined) return { tally: next }
  return { tally: next, trouble: troubleOf(kind, call.service, call.operation, dice(seed, 'amount', number)) }

  function expired(): TroubleKind | undefined {
    if (profile.expiredFromCall !== undefined && number >= profile.expiredFromCall) return 'expired-token'
    return profile.deniedCall === number ? 'access-denied' : undefined
  }

  function rolled(): TroubleKind | undefined {
    let left = dice(seed, 'call', number)
    for (const each of TROUBLE_KINDS) {
      if (!call.mutating && !FOR_READS.includes(each)) continue
      if (call.service !== 'autoscaling' && each.startsWith('contention')) continue
      left -= profile.calls?.[each] ?? 0
      if (left < 0) return each
    }
    return undefined
  }
}
