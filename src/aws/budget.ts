/**
 * Calls that a run may make. AWS gives an account and region one bucket of tokens for all its callers; a release of a
 * large fleet must not empty it under the feet of deployments, autoscalers and dashboards.
 */
import type { Clock } from '../release/ports.ts'
import type { Send } from './transport.ts'

/** Tokens at most, and how many come back in a second. */
export interface Allowance {
  readonly burst: number
  readonly perSecond: number
}

/**
 * Elastic Load Balancing allows 40 calls at once and 10 a second, of them 20 and 3 that change something (ELB guide, API
 * request throttling). The buckets of Auto Scaling and CloudWatch are not published: as many as their users report to pass.
 */
const ALLOWANCES = {
  balancing: { burst: 30, perSecond: 8 },
  balancingChanges: { burst: 15, perSecond: 2.5 },
  autoscaling: { burst: 80, perSecond: 9 },
  monitoring: { burst: 15, perSecond: 3 }
} as const satisfies Record<string, Allowance>

/** Every call waits until the budget of its service allows it. Calls leave in the order in which they were asked for. */
export function withinBudget(send: Send, clock: Clock): Send {
  const autoscaling = createBudget(clock, ALLOWANCES.autoscaling)
  const monitoring = createBudget(clock, ALLOWANCES.monitoring)
  const balancing = createBudget(clock, ALLOWANCES.balancing)
  const balancingChanges = createBudget(clock, ALLOWANCES.balancingChanges)
  return async (call, signal) => {
    if (call.service === 'autoscaling') await autoscaling(signal)
    else if (call.service === 'monitoring') await monitoring(signal)
    else {
      if (!call.operation.startsWith('Describe')) await balancingChanges(signal)
      await balancing(signal)
    }
    return await send(call, signal)
  }
}

/** @returns a function that resolves when the next call may leave; it throws the signal's reason */
export function createBudget(
  clock: Clock,
  { burst, perSecond }: Allowance
): (signal?: AbortSignal) => Promise<void> {
  const costMs = 1000 / perSecond
  /** When the bucket is full again if nothing more is asked, in ms since the epoch. */
  let fullAt = clock.now()
  return async signal => {
    const now = clock.now()
    fullAt = Math.max(fullAt, now) + costMs
    const waitMs = Math.ceil(fullAt - now - burst * costMs)
    if (waitMs > 0) await clock.sleep(waitMs, signal)
  }
}
