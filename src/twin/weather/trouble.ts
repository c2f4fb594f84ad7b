import type { Service } from '../core/operations.ts'

/** Everything that can go wrong with one call. `-after` means: after it took place. */
export const TROUBLE_KINDS = [
  'throttle',
  'access-denied',
  'expired-token',
  'error-500',
  'error-500-after',
  'html-500',
  'html-500-after',
  'empty-500',
  'empty-500-after',
  /** Auto Scaling has another update of the group under way (Auto Scaling API Reference, ResourceContention). */
  'contention',
  'contention-after',
  /** The connection is cut before the call takes place. */
  'lost-request',
  /** The call takes place, then the connection is cut. */
  'lost-response',
  /** The connection is cut, and the call takes place at some later moment, at most five minutes after. */
  'late',
  /** The call takes place twice, and what the second one is answered is answered. */
  'twice',
  /** Only the first of several ids are served, then comes a 500. A call without such a list is served as a whole. */
  'partial',
  /** The call does not take place and is never answered. */
  'hang',
  /** The call takes place and is never answered. */
  'hang-after'
] as const
export type TroubleKind = (typeof TROUBLE_KINDS)[number]

export interface WireFault {
  readonly status: number
  readonly code: string
  readonly message: string
}

export interface Trouble {
  readonly kind: TroubleKind
  /** Whether, when and how much of the call takes place. `part` is of the ids, in (0, 1). */
  readonly lands: 'never' | 'once' | 'twice' | { readonly afterMs: number } | { readonly part: number }
  /** What the caller gets: the call's own answer, an error of AWS, an answer that is none, or no answer. */
  readonly says: 'answer' | 'html' | 'empty' | 'cut' | 'silence' | WireFault
}

/** AWS refuses what was signed longer ago (IAM User Guide, "Signature Version 4"). */
export const LATEST_MS = 300_000

/**
 * @param amount in [0, 1): how late, or how many of the ids
 * @param operation as the API names it, for the words of the error
 */
export function troubleOf(kind: TroubleKind, service: Service, operation: string, amount = 0.5): Trouble {
  switch (kind) {
    case 'throttle':
      return { kind, lands: 'never', says: throttled(service) }
    case 'access-denied':
      return { kind, lands: 'never', says: denied(service, operation) }
    case 'expired-token':
      return { kind, lands: 'never', says: EXPIRED }
    case 'error-500':
    case 'html-500':
    case 'empty-500':
      return { kind, lands: 'never', says: BROKEN[kind] }
    case 'error-500-after':
    case 'html-500-after':
    case 'empty-500-after':
      return { kind, lands: 'once', says: BROKEN[kind] }
    case 'contention':
      return { kind, lands: 'never', says: CONTENTION }
    case 'contention-after':
      return { kind, lands: 'once', says: CONTENTION }
    case 'lost-request':
      return { kind, lands: 'never', says: 'cut' }
    case 'lost-response':
      return { kind, lands: 'once', says: 'cut' }
    case 'late':
      return { kind, lands: { afterMs: 1 + Math.floor(amount * LATEST_MS) }, says: 'cut' }
    case 'twice':
      return { kind, lands: 'twice', says: 'answer' }
    case 'partial':
      return { kind, lands: { part: amount }, says: FAILURE }
    case 'hang':
      return { kind, lands: 'never', says: 'silence' }
    case 'hang-after':
      return { kind, lands: 'once', says: 'silence' }
  }
}

const FAILURE: WireFault = {
  status: 500,
  code: 'InternalFailure',
  message: 'The request processing has failed because of an unknown error, exception or failure.'
}

const BROKEN = {
  'error-500': FAILURE,
  'error-500-after': FAILURE,
  'html-500': 'html',
  'html-500-after': 'html',
  'empty-500': 'empty',
  'empty-500-after': 'empty'
} as const

const CONTENTION: WireFault = {
  status: 500,
  code: 'ResourceContention',
  message: 'You already have a pending update to an Auto Scaling resource'
}

const EXPIRED: WireFault = {
  status: 403,
  code: 'ExpiredToken',
  message: 'The security token included in the request is expired'
}

/** ASSUMED for Auto Scaling: public sources show both codes. */
function throttled(service: Service): WireFault {
  const code = service === 'elasticloadbalancing' ? 'ThrottlingException' : 'Throttling'
  return { status: 400, code, message: 'Rate exceeded' }
}

function denied(service: Service, operation: string): WireFault {
  const action = `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`
  const message = `User: arn:aws:sts::111122223333:assumed-role/bg-release/twin is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`
  return { status: 403, code: 'AccessDenied', message }
}
