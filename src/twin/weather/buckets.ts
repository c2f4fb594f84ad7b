import type { Service } from '../core/operations.ts'

/** A token bucket: each call takes a token, a call that finds none is throttled. */
export interface BucketSize {
  readonly tokens: number
  /** Tokens that come back in a second. */
  readonly perSecond: number
}

/** Elastic Load Balancing guide, "API request throttling": for one account and region. */
const ELB_ACCOUNT: BucketSize = { tokens: 40, perSecond: 10 }
const ELB_MUTATING: BucketSize = { tokens: 20, perSecond: 3 }
const ELB_REGISTRATION: BucketSize = { tokens: 20, perSecond: 4 }
const REGISTRATIONS = ['RegisterTargets', 'DeregisterTargets']

export interface Throttling {
  /** ASSUMED: AWS publishes that there is one bucket for all calls of Auto Scaling, and not its size. */
  readonly autoScaling: BucketSize
  /** Calls a second that others of the same account make to each service; they take tokens too. */
  readonly othersPerSecond: number
}

/** By name of the bucket: tokens left at a moment, ms since the epoch. An absent one is full. */
export type Levels = Readonly<Record<string, { readonly tokens: number; readonly at: number }>>

interface Claim extends BucketSize {
  readonly name: string
}

/** ASSUMED: a call that is throttled takes no token. @returns the levels after the call, and whether it may pass */
export function draw(
  throttling: Throttling,
  levels: Levels,
  call: { readonly service: Service; readonly operation: string; readonly mutating: boolean },
  now: number
): { readonly levels: Levels; readonly passes: boolean } {
  const filled = bucketsOf(throttling, call).map(bucket => ({
    bucket,
    tokens: refilled(bucket, levels, now)
  }))
  if (filled.some(({ tokens }) => tokens < 1)) return { levels, passes: false }
  const drawn = filled.map(({ bucket, tokens }) => [bucket.name, { tokens: tokens - 1, at: now }] as const)
  return { levels: { ...levels, ...Object.fromEntries(drawn) }, passes: true }
}

function bucketsOf(
  { autoScaling, othersPerSecond }: Throttling,
  { service, operation, mutating }: { service: Service; operation: string; mutating: boolean }
): readonly Claim[] {
  const shared = (name: string, size: BucketSize): Claim => ({
    name,
    tokens: size.tokens,
    perSecond: Math.max(0, size.perSecond - othersPerSecond)
  })
  if (service === 'autoscaling') return [shared('autoscaling', autoScaling)]
  if (service !== 'elasticloadbalancing') return []
  const account = shared('elb', ELB_ACCOUNT)
  if (REGISTRATIONS.includes(operation)) return [account, { name: 'elb registration', ...ELB_REGISTRATION }]
  return mutating ? [account, { name: 'elb mutating', ...ELB_MUTATING }] : [account]
}

function refilled(bucket: Claim, levels: Levels, now: number): number {
  const level = levels[bucket.name]
  if (level === undefined) return bucket.tokens
  return Math.min(bucket.tokens, level.tokens + (bucket.perSecond * (now - level.at)) / 1000)
}
