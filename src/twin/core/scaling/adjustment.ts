/** How a policy turns one capacity into another. */
export interface Adjustment {
  readonly type: string
  readonly by: number
  /** MinAdjustmentMagnitude, for percentages. */
  readonly atLeast: number
}

export const ADJUSTMENT_TYPES: readonly string[] = [
  'ChangeInCapacity',
  'ExactCapacity',
  'PercentChangeInCapacity'
]

/** The capacity that an adjustment makes of `capacity`, not below 0 (EC2 Auto Scaling guide, "Scaling adjustment types"). */
export function adjusted(capacity: number, { type, by, atLeast }: Adjustment): number {
  if (type === 'ExactCapacity') return by
  if (type === 'ChangeInCapacity') return Math.max(0, capacity + by)
  const change = rounded((capacity * by) / 100)
  const magnitude = Math.max(Math.abs(change), by === 0 ? 0 : atLeast)
  return Math.max(0, capacity + Math.sign(by) * magnitude)
}

/** "Values greater than 1 are rounded down", "between 0 and 1 to 1", and the same below zero. */
function rounded(change: number): number {
  if (change === 0) return 0
  return Math.abs(change) < 1 ? Math.sign(change) : Math.trunc(change)
}
