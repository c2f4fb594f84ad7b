/** The actions of a listener or rule as canonical JSON, and the one thing that a release changes in them. */
import type { Share } from './forward.ts'

type Action = Readonly<Record<string, unknown>>

/** JSON with the members of every object in order: equal actions have equal texts, whatever order AWS answers in. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each
  )

/**
 * The same actions with other weights. ModifyListener and ModifyRule replace the whole list, so that authentication, order
 * and stickiness have to go back with it (ELBv2 API Reference). `TargetGroupArn` goes: beside a `ForwardConfig` it may
 * only name the one target group of it (ELBv2 API Reference, Action).
 */
export function reweigh(actions: string, shares: readonly Share[]): string {
  const list = JSON.parse(actions) as readonly Action[]
  return canonical(list.map(action => (action.Type === 'forward' ? forwardTo(action, shares) : action)))
}

function forwardTo({ TargetGroupArn: _, ...action }: Action, shares: readonly Share[]): Action {
  const config = typeof action.ForwardConfig === 'object' ? action.ForwardConfig : {}
  const groups = shares.map(({ targetGroup, weight }) => ({ TargetGroupArn: targetGroup, Weight: weight }))
  return { ...action, ForwardConfig: { ...config, TargetGroups: groups } }
}
