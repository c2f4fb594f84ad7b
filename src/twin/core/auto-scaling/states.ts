/**
 * LifecycleState of an instance (Auto Scaling API Reference). The twin does not have the Retained, ReplacingRootVolume and
 * Quarantined ones.
 */
export type Lifecycle =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'EnteringStandby'
  | 'Standby'
  | 'Detaching'
  | 'Warmed:Pending'
  | 'Warmed:Pending:Wait'
  | 'Warmed:Pending:Proceed'
  | 'Warmed:Terminating'
  | WarmRest

/** Where an instance of a warm pool waits to be needed. */
export type WarmRest = 'Warmed:Stopped' | 'Warmed:Running' | 'Warmed:Hibernated'

/** On its way into service. */
export function isComing(lifecycle: Lifecycle): boolean {
  return lifecycle.startsWith('Pending')
}

/** On its way out of existence: nothing brings it back. */
export function isGoing(lifecycle: Lifecycle): boolean {
  return lifecycle.startsWith('Terminating') || lifecycle === 'Warmed:Terminating'
}

/** At rest in a warm pool. */
export function isWarm(lifecycle: Lifecycle): lifecycle is WarmRest {
  return lifecycle === 'Warmed:Stopped' || lifecycle === 'Warmed:Running' || lifecycle === 'Warmed:Hibernated'
}
