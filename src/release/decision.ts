import type { Finding } from './codes.ts'
import type { Change } from './ports.ts'

/**
 * How much a change may harm, which says when it may happen: an additive one at once; a reducing one (takes capacity or a
 * guard away) and an ending one (instances end) only when no request of an earlier run can still arrive. A covered one
 * takes capacity away too, where what stays is pinned and protected, so that no such request can touch it: at once, on a
 * look of its own.
 */
export type Force = 'additive' | 'covered' | 'reducing' | 'ending'

/** What a wait is for, in numbers that a progress line can show. */
export type Wait =
  | { readonly for: 'new-healthy'; readonly group: string; readonly healthy: number; readonly of: number }
  | { readonly for: 'old-back'; readonly group: string; readonly healthy: number; readonly of: number }
  | { readonly for: 'settled'; readonly group: string; readonly inService: number; readonly desired: number }
  | { readonly for: 'drained'; readonly group: string; readonly left: number }
  | { readonly for: 'ended'; readonly group: string; readonly left: number }
  /** Until AWS shows what was put on the group. */
  | { readonly for: 'copied'; readonly group: string }
  /** Until a scheduled action of the live group has run. `until`: ms since the epoch, at the latest. */
  | { readonly for: 'schedule'; readonly group: string; readonly action: string; readonly until: number }
  /** Until no cookie keeps a client on the colour any more. `until`: ms since the epoch. */
  | { readonly for: 'sticky'; readonly group: string; readonly until: number }
  /** Until every service of the fleet is as far. */
  | { readonly for: 'others' }
  /** Until requests without an answer, of this run or of one that did not sign off, can no longer arrive. */
  | { readonly for: 'window'; readonly until: number }

/** The one thing to do next. */
export type Decision =
  | { readonly kind: 'change'; readonly change: Change; readonly force: Force; readonly why: string }
  | { readonly kind: 'wait'; readonly wait: Wait }
  /** The world is as the command wants it, by this look. */
  | { readonly kind: 'done' }
  | { readonly kind: 'refuse'; readonly findings: readonly [Finding, ...Finding[]] }

/** A step of a command: what it wants done, or undefined where the world already is as it wants. */
export type Step = Decision | undefined

export const change = (force: Force, why: string, what: Change): Decision => ({
  kind: 'change',
  change: what,
  force,
  why
})
export const wait = (what: Wait): Decision => ({ kind: 'wait', wait: what })
export const done: Decision = { kind: 'done' }
export const refuse = (finding: Finding, ...more: readonly Finding[]): Decision => ({
  kind: 'refuse',
  findings: [finding, ...more]
})

/** The first step that still has something to do. Steps behind it are not even looked at. */
export function firstOf(...steps: readonly (() => Step)[]): Step {
  for (const step of steps) {
    const decision = step()
    if (decision) return decision
  }
  return undefined
}
