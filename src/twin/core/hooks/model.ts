export type HookTransition = 'autoscaling:EC2_INSTANCE_LAUNCHING' | 'autoscaling:EC2_INSTANCE_TERMINATING'
export type HookResult = 'CONTINUE' | 'ABANDON'

export interface Hook {
  readonly name: string
  readonly transition: HookTransition
  readonly heartbeatSeconds: number
  readonly defaultResult: HookResult
  /** Members that are kept and have no effect: where to notify, as whom, with what. */
  readonly told: Readonly<Record<string, unknown>>
}

/** An instance waits for the result of a hook. */
export interface LifecycleAction {
  readonly hook: string
  readonly token: string
  readonly defaultResult: HookResult
  readonly heartbeatMs: number
  /** When the default result is taken, ms since the epoch; heartbeats move it up to `latest`. */
  deadline: number
  readonly latest: number
}
